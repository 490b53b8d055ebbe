package org.teep4j.codec;

import java.nio.charset.StandardCharsets;

/** Hexadecimal digits. Android before API level 34 has no {@code HexFormat}. */
final class Hex {

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  private Hex() {}

  static String format(byte[] array, int from, int to) {
    byte[] digits = new byte[Math.multiplyExact(2, to - from)];
    for (int in = from, out = 0; in < to; in++) {
      digits[out++] = DIGITS[(array[in] & 0xf0) >> 4];
      digits[out++] = DIGITS[array[in] & 0x0f];
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  /**
   * Reads two digits for each byte.
   *
   * @throws IllegalArgumentException if their number is odd, or a character is no digit
   */
  static byte[] parse(String hex) {
    int length = hex.length();
    if (length % 2 != 0) {
      throw new IllegalArgumentException("the number of hexadecimal digits is odd: " + length);
    }
    byte[] bytes = new byte[length / 2];
    for (int i = 0; i < length; i += 2) {
      bytes[i / 2] = (byte) (digit(hex, i) << 4 | digit(hex, i + 1));
    }
    return bytes;
  }

  private static int digit(String hex, int index) {
    char c = hex.charAt(index);
    int digit = c < 0x80 ? Character.digit(c, 16) : -1; // there are digits outside ASCII
    if (digit < 0) {
      throw new IllegalArgumentException("not a hexadecimal digit at index " + index);
    }
    return digit;
  }
}
