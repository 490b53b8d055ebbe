package org.teep4j.codec;

import java.util.Arrays;

/** Parses IP addresses in the notation of RFC 3986, Section 3.2.2. It never uses a name service. */
final class EdnAddresses {

  private static final byte[] NONE = {};

  private EdnAddresses() {}

  /** Returns the 4 or 16 bytes of an address; an empty array if the text is not an address. */
  static byte[] parse(String text) {
    return text.indexOf(':') < 0 ? parseFour(text) : parseSix(text);
  }

  private static byte[] parseFour(String text) {
    byte[] address = new byte[4];
    int from = 0;
    for (int i = 0; i < 4; i++) {
      int dot = i < 3 ? text.indexOf('.', from) : text.length();
      int value = dot < 0 ? -1 : number(text, from, dot, 10, 3);
      if (value < 0 || value > 255) {
        return NONE;
      }
      address[i] = (byte) value;
      from = dot + 1;
    }
    return address;
  }

  /**
   * Returns a number of at most {@code mostDigits} digits, or -1 if the text is not such a number.
   * In base 10, leading zeros are not admitted.
   */
  static int number(String text, int from, int to, int base, int mostDigits) {
    boolean leadingZero = base == 10 && to - from > 1 && text.charAt(from) == '0';
    if (to <= from || to - from > mostDigits || leadingZero) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = EdnScanner.digit(text.charAt(i), base);
      if (digit < 0) {
        return -1;
      }
      value = value * base + digit;
    }
    return value;
  }

  private static byte[] parseSix(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] whole = groups(text);
      return whole.length == 16 ? whole : NONE;
    }
    String left = text.substring(0, gap);
    String right = text.substring(gap + 2);
    byte[] head = groups(left);
    byte[] tail = groups(right);
    boolean malformed =
        head.length == 0 && !left.isEmpty()
            || tail.length == 0 && !right.isEmpty()
            || left.indexOf('.') >= 0
            || head.length + tail.length > 14;
    if (malformed) {
      return NONE;
    }
    byte[] address = Arrays.copyOf(head, 16);
    System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
    return address;
  }

  /**
   * Returns two bytes for each group; the last part may be an IPv4 address of four bytes. Returns
   * an empty array if the text is malformed.
   */
  private static byte[] groups(String text) {
    byte[] bytes = new byte[18];
    int filled = 0;
    int from = 0;
    while (from <= text.length() && filled <= 16) {
      int colon = text.indexOf(':', from);
      int to = colon < 0 ? text.length() : colon;
      if (colon < 0 && text.indexOf('.', from) >= 0) {
        byte[] four = parseFour(text.substring(from));
        if (four.length == 0 || filled > 12) {
          return NONE;
        }
        System.arraycopy(four, 0, bytes, filled, 4);
        return Arrays.copyOf(bytes, filled + 4);
      }
      int group = number(text, from, to, 16, 4);
      if (group < 0 || filled == 16) {
        return NONE;
      }
      bytes[filled++] = (byte) (group >>> 8);
      bytes[filled++] = (byte) group;
      from = to + 1;
    }
    return Arrays.copyOf(bytes, filled);
  }
}
