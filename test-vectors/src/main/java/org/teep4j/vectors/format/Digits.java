package org.teep4j.vectors.format;

import com.fasterxml.jackson.databind.JsonNode;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.Hex;

/** Reads hexadecimal digits from JSON; the error for other text names the member. */
final class Digits {
  private Digits() {}

  static Hex hex(String digits, String name) {
    if (!Hex.isHex(digits)) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is not an even number of hexadecimal digits");
    }
    return new Hex(digits);
  }

  static Bytes bytes(String digits, String name) {
    return Bytes.wrap(hex(digits, name).bytes());
  }

  /** Empty if the member is absent. */
  static Bytes bytes(JsonNode node, String name) {
    return bytes(node.asText(), name);
  }
}
