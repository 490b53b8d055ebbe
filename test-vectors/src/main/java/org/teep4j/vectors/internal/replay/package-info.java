/** The checks that a replay makes. Not exported. */
@NullMarked
package org.teep4j.vectors.internal.replay;

import org.jspecify.annotations.NullMarked;
