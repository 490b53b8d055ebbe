/**
 * CBOR (RFC 8949) without copies, and diagnostic notation for it.
 *
 * <p>Start with four types. {@link org.teep4j.codec.Bytes} is a read-only view of a byte array.
 * {@link org.teep4j.codec.CborWriter} encodes; its output is in core deterministic encoding. {@link
 * org.teep4j.codec.CborReader} decodes and checks item by item. {@link org.teep4j.codec.Edn}
 * converts between CBOR and diagnostic notation, the text form of CBOR.
 *
 * <p>The three most common tasks are to encode a value, to decode it, and to print it:
 *
 * <pre>{@code
 * Bytes encoded = new CborWriter().beginMap().writeLong(1).writeText("on").endMap().toBytes();
 *
 * CborReader reader = new CborReader(encoded);
 * reader.enterMap();
 * while (reader.hasNext()) {
 *   long key = reader.readLong();
 *   String value = reader.readText();
 *   System.out.println(key + " is " + value);
 * }
 * reader.exitMap();
 * reader.expectEnd();
 *
 * String text = Edn.print(encoded); // {1: "on"}
 * }</pre>
 *
 * <p>Input that is not acceptable makes the reader throw a {@link
 * org.teep4j.codec.DecodeException}, which names a {@link org.teep4j.codec.Reason} and the offset.
 * {@link org.teep4j.codec.DecodeOptions} sets the limits and the strictness; the defaults are safe
 * for hostile input.
 */
@NullMarked
package org.teep4j.codec;

import org.jspecify.annotations.NullMarked;
