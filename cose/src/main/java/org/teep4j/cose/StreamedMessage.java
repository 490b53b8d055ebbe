package org.teep4j.cose;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Segments;

/**
 * A Sig_structure or MAC_structure whose last element, the payload, is streamed from a source.
 *
 * @param beginning everything before the first byte of the payload
 */
record StreamedMessage(Bytes beginning, ContentSource payload) implements ContentSource {

  private static final int BYTE_STRING = 2 << 5;

  /**
   * Puts a payload into a structure.
   *
   * @param empty the structure with a payload of no bytes
   */
  static StreamedMessage of(Segments empty, ContentSource payload) {
    // The head of a byte string (0b010xxxxx) is that of an unsigned integer (0b000xxxxx) with
    // major type 2 instead of 0.
    byte[] head = new CborWriter().writeLong(payload.length()).toBytes().toByteArray();
    head[0] |= (byte) BYTE_STRING;
    Bytes structure = empty.toBytes();
    byte[] beginning = new byte[structure.length() - 1 + head.length];
    structure.slice(0, structure.length() - 1).copyTo(beginning, 0);
    System.arraycopy(head, 0, beginning, structure.length() - 1, head.length);
    return new StreamedMessage(Bytes.wrap(beginning), payload);
  }

  @Override
  public long length() {
    return beginning.length() + payload.length();
  }

  @Override
  public InputStream open() throws IOException {
    return new SequenceInputStream(beginning.asInputStream(), ExactStream.open(payload));
  }

  @Override
  public boolean isRepeatable() {
    return payload.isRepeatable();
  }
}
