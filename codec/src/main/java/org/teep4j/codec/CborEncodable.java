package org.teep4j.codec;

/** A value that knows its CBOR encoding. */
public interface CborEncodable {

  /**
   * Writes this value as exactly one item.
   *
   * @param writer the target; it references large byte strings instead of copying them
   */
  void encodeTo(CborWriter writer);

  /**
   * Encodes this value; the result references large byte strings instead of copying them.
   *
   * @return the encoded item
   */
  default Segments encode() {
    CborWriter writer = new CborWriter();
    encodeTo(writer);
    return writer.toSegments();
  }

  /**
   * Encodes this value into one new array; every byte of a large string is copied once. Small
   * values are first written to a buffer that the thread keeps. To encode a secret, use your own
   * {@link CborWriter}.
   *
   * @return the encoded item, in an array that belongs to the caller
   */
  default byte[] toByteArray() {
    return ThreadWriter.encode(this);
  }
}
