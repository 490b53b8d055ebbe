package org.teep4j.codec;

import java.util.Arrays;

/** IP addresses as RFC 3986, Section 3.2.2 writes them. Never asks a name service. */
final class EdnAddresses {

  private static final byte[] NONE = {};

  private EdnAddresses() {}

  /** 4 or 16 bytes; none if the text is no address. */
  static byte[] parse(String text) {
    return text.indexOf(':') < 0 ? parseFour(text) : parseSix(text);
  }

  private static byte[] parseFour(String text) {
    String[] parts = text.split("\\.", 5);
    if (parts.length != 4) {
      return NONE;
    }
    byte[] address = new byte[4];
    for (int i = 0; i < 4; i++) {
      if (!parts[i].matches("0|[1-9]\\d{0,2}") || Integer.parseInt(parts[i]) > 255) {
        return NONE;
      }
      address[i] = (byte) Integer.parseInt(parts[i]);
    }
    return address;
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

  /** Two bytes for each group; the last may be an IPv4 address of four. */
  private static byte[] groups(String text) {
    String[] parts = text.split(":", 10);
    byte[] bytes = new byte[2 * parts.length + 2];
    int filled = 0;
    for (int i = 0; i < parts.length; i++) {
      if (i + 1 == parts.length && parts[i].indexOf('.') >= 0) {
        byte[] four = parseFour(parts[i]);
        if (four.length == 0) {
          return NONE;
        }
        System.arraycopy(four, 0, bytes, filled, 4);
        filled += 4;
      } else if (parts[i].matches("[0-9A-Fa-f]{1,4}")) {
        int group = Integer.parseInt(parts[i], 16);
        bytes[filled++] = (byte) (group >>> 8);
        bytes[filled++] = (byte) group;
      } else {
        return NONE;
      }
    }
    return filled > 16 ? NONE : Arrays.copyOf(bytes, filled);
  }
}
