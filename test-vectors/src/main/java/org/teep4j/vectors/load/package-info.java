/** Loaders: the built-in vectors, and files in the formats that this project knows. */
@NullMarked
package org.teep4j.vectors.load;

import org.jspecify.annotations.NullMarked;
