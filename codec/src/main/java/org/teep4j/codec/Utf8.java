package org.teep4j.codec;

/** UTF-8 (RFC 3629): what the JDK does not offer without copying or silently replacing. */
final class Utf8 {

  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Utf8() {}

  /** The index of the first byte in {@code [from, to)} that is not UTF-8, or -1 if all is well. */
  static int firstInvalid(byte[] array, int from, int to) {
    int at = from;
    while (at < to) {
      if (to - at >= Long.BYTES && ((long) Bytes.LONG.get(array, at) & HIGH_BITS) == 0) {
        at += Long.BYTES;
      } else if (array[at] >= 0) {
        at++;
      } else {
        int size = sequenceSize(array, at, to);
        if (size == 0) {
          return at;
        }
        at += size;
      }
    }
    return -1;
  }

  /** The size of the multi-byte sequence at {@code at}, or 0 if there is no valid one. */
  private static int sequenceSize(byte[] array, int at, int to) {
    int lead = array[at] & 0xff;
    int second = at + 1 < to ? array[at + 1] & 0xff : 0;
    if (lead >= 0xc2 && lead <= 0xdf) {
      return isContinuation(second) ? 2 : 0;
    }
    if (lead >= 0xe0 && lead <= 0xef) {
      // The second byte excludes overlong forms (e0) and surrogates (ed).
      boolean secondValid =
          second >= (lead == 0xe0 ? 0xa0 : 0x80) && second <= (lead == 0xed ? 0x9f : 0xbf);
      return secondValid && continuesAt(array, at + 2, to) ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
      // The second byte excludes overlong forms (f0) and what lies beyond U+10FFFF (f4).
      boolean secondValid =
          second >= (lead == 0xf0 ? 0x90 : 0x80) && second <= (lead == 0xf4 ? 0x8f : 0xbf);
      return secondValid && continuesAt(array, at + 2, to) && continuesAt(array, at + 3, to)
          ? 4
          : 0;
    }
    return 0;
  }

  private static boolean continuesAt(byte[] array, int at, int to) {
    return at < to && isContinuation(array[at] & 0xff);
  }

  private static boolean isContinuation(int value) {
    return value >= 0x80 && value <= 0xbf;
  }

  /** Copies ASCII text; false if it is not ASCII, and what was copied is worth nothing then. */
  static boolean copyAscii(String text, byte[] target, int start) {
    int all = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      all |= c;
      target[start + i] = (byte) c;
    }
    return all < 0x80;
  }

  /**
   * How many bytes the text takes.
   *
   * @throws IllegalArgumentException if the text has an unpaired surrogate
   */
  static long encodedLength(String text) {
    long length = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        continue;
      }
      if (!Character.isSurrogate(c)) {
        length += c < 0x800 ? 1 : 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        length += 2; // two chars become four bytes
        i++;
      } else {
        throw new IllegalArgumentException("unpaired surrogate at index " + i);
      }
    }
    return length;
  }

  /** Writes text that {@link #encodedLength} has accepted; returns the index after it. */
  static int encode(String text, byte[] target, int start) {
    int at = start;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        target[at++] = (byte) c;
      } else if (c < 0x800) {
        target[at++] = (byte) (0xc0 | c >> 6);
        target[at++] = (byte) (0x80 | c & 0x3f);
      } else if (!Character.isSurrogate(c)) {
        target[at++] = (byte) (0xe0 | c >> 12);
        target[at++] = (byte) (0x80 | c >> 6 & 0x3f);
        target[at++] = (byte) (0x80 | c & 0x3f);
      } else {
        int codePoint = Character.toCodePoint(c, text.charAt(++i));
        target[at++] = (byte) (0xf0 | codePoint >> 18);
        target[at++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
        target[at++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
        target[at++] = (byte) (0x80 | codePoint & 0x3f);
      }
    }
    return at;
  }
}
