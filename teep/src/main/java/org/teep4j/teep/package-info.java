/** The five TEEP messages, signed and verified. */
@NullMarked
package org.teep4j.teep;

import org.jspecify.annotations.NullMarked;
