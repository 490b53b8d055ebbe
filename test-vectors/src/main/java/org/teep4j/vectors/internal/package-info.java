/** Readers of the vector file formats. Not exported. */
@NullMarked
package org.teep4j.vectors.internal;

import org.jspecify.annotations.NullMarked;
