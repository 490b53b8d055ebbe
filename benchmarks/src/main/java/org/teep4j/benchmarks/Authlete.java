package org.teep4j.benchmarks;

import com.authlete.cbor.CBORDecoder;
import com.authlete.cbor.CBORItem;
import java.io.IOException;

/** com.authlete:cbor, with the settings it comes with. */
final class Authlete {

  private Authlete() {}

  /** Decodes one item to a tree. */
  static CBORItem tree(byte[] input) throws IOException {
    return new CBORDecoder(input).next();
  }

  /** Encodes a tree; its maps keep their order. */
  static byte[] encode(CBORItem tree) {
    return tree.encode();
  }
}
