/** The {@code teep4j} command. */
@NullMarked
package org.teep4j.cli;

import org.jspecify.annotations.NullMarked;
