package org.teep4j.benchmarks;

import co.nstant.in.cbor.CborDecoder;
import co.nstant.in.cbor.CborEncoder;
import co.nstant.in.cbor.CborException;
import co.nstant.in.cbor.model.DataItem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;

/** co.nstant.in:cbor, with the settings it comes with, but for the order of keys. */
final class Nstant {

  private Nstant() {}

  /** Decodes one item to a tree. */
  static DataItem tree(byte[] input) throws CborException {
    return new CborDecoder(new ByteArrayInputStream(input)).decodeNext();
  }

  /**
   * Encodes a tree; its maps keep their order. The library's own order, shorter keys first, is the
   * older one of RFC 7049.
   *
   * @param size how long it is going to be; the library is not charged for growing a buffer
   */
  static byte[] encode(DataItem tree, int size) throws CborException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(size);
    new CborEncoder(out).nonCanonical().encode(tree);
    return out.toByteArray();
  }
}
