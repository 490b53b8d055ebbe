/** Byte views, CBOR reader and writer, limits, and diagnostic notation. */
@NullMarked
package org.teep4j.codec;

import org.jspecify.annotations.NullMarked;
