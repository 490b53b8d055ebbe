package org.teep4j.fuzz;

import java.nio.charset.StandardCharsets;

/** Text for the doors that take a {@code String}. */
final class Text {
  /** No text in UTF-8 begins so: what follows are UTF-16 code units, surrogates alone as well. */
  private static final byte CODE_UNITS = (byte) 0xfe;

  private Text() {}

  static String of(byte[] input) {
    if (input.length > 0 && input[0] == CODE_UNITS) {
      StringBuilder units = new StringBuilder();
      for (int i = 2; i < input.length; i += 2) {
        units.append((char) ((input[i - 1] & 0xff) << 8 | input[i] & 0xff));
      }
      return units.toString();
    }
    return new String(input, StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
