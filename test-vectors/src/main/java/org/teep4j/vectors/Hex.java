package org.teep4j.vectors;

import java.util.HexFormat;
import java.util.Locale;

/**
 * Bytes in the notation of a vector file: an even number of lower-case hexadecimal digits, possibly
 * zero. Immutable; {@link #bytes()} returns a copy that belongs to the caller.
 *
 * @param digits the digits; upper case is converted to lower case
 */
public record Hex(String digits) {
  /**
   * Checks the digits and converts them to lower case.
   *
   * @param digits the digits; upper case is converted to lower case
   * @throws IllegalArgumentException if a character is not a hexadecimal digit, or the number of
   *     digits is odd
   */
  public Hex {
    if (!isHex(digits)) {
      throw new IllegalArgumentException("not an even number of hexadecimal digits");
    }
    digits = fold(digits);
  }

  /**
   * Writes bytes as digits.
   *
   * @param bytes the bytes, which are copied
   * @return the digits of all bytes
   */
  public static Hex of(byte[] bytes) {
    return new Hex(HexFormat.of().formatHex(bytes));
  }

  /**
   * Whether a text is a valid {@code Hex}.
   *
   * @param text any text
   * @return true for an even number of hexadecimal digits without anything between them
   */
  public static boolean isHex(String text) {
    if (text.length() % 2 != 0) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The bytes.
   *
   * @return a new array at each call
   */
  public byte[] bytes() {
    return HexFormat.of().parseHex(digits);
  }

  /**
   * The number of bytes, which is half the number of digits.
   *
   * @return the number of bytes
   */
  public int length() {
    return digits.length() / 2;
  }

  /** Returns the digits. */
  @Override
  public String toString() {
    return digits;
  }

  private static String fold(String digits) {
    boolean upper = false;
    for (int i = 0; i < digits.length() && !upper; i++) {
      upper = digits.charAt(i) >= 'A' && digits.charAt(i) <= 'F';
    }
    return upper ? digits.toLowerCase(Locale.ROOT) : digits;
  }
}
