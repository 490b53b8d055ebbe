package org.teep4j.codec;

/** A value that knows its CBOR encoding. */
public interface CborEncodable {

  /**
   * Writes this value as exactly one item.
   *
   * @param writer where to write to; large byte strings are referenced by it, not copied
   */
  void encodeTo(CborWriter writer);

  /**
   * This value's encoding, with large byte strings referenced from where they lie.
   *
   * @return the encoded item
   */
  default Segments encode() {
    CborWriter writer = new CborWriter();
    encodeTo(writer);
    return writer.toSegments();
  }

  /**
   * This value's encoding in one new array; every byte of a large string is copied once. Small
   * values are written in memory that the thread keeps; for a secret, take a {@link CborWriter} of
   * your own.
   *
   * @return the encoded item; belongs to the caller
   */
  default byte[] toByteArray() {
    return ThreadWriter.encode(this);
  }
}
