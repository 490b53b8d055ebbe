/** The formats of vector files, and the conversion of foreign vectors. Not exported. */
@NullMarked
package org.teep4j.vectors.format;

import org.jspecify.annotations.NullMarked;
