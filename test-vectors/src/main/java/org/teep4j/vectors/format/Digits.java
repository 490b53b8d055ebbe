package org.teep4j.vectors.format;

import com.fasterxml.jackson.databind.JsonNode;
import org.teep4j.codec.Bytes;

/** Reads hexadecimal digits from JSON; the error for other text names the member. */
final class Digits {
  private Digits() {}

  static Bytes hex(String digits, String name) {
    try {
      return Bytes.fromHex(digits);
    } catch (IllegalArgumentException other) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is not an even number of hexadecimal digits", other);
    }
  }

  /** Empty if the member is absent. */
  static Bytes hex(JsonNode node, String name) {
    return hex(node.asText(), name);
  }
}
