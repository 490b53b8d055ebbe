/** Turns vectors of other projects into this project's own form. Not exported. */
@NullMarked
package org.teep4j.vectors.internal.upstream;

import org.jspecify.annotations.NullMarked;
