/**
 * CBOR (RFC 8949) without copies: {@link org.teep4j.codec.Bytes} views, the {@link
 * org.teep4j.codec.CborReader} cursor, the {@link org.teep4j.codec.CborWriter} that emits preferred
 * and deterministic encodings, and the limits that make hostile input harmless.
 */
@NullMarked
package org.teep4j.codec;

import org.jspecify.annotations.NullMarked;
