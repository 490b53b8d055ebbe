package org.teep4j.codec;

import java.nio.charset.StandardCharsets;

/**
 * Checks and encodes UTF-8 (RFC 3629). The JDK offers this only with a copy, or with silent
 * replacement.
 */
final class Utf8 {

  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long LOW_BITS = 0x0101_0101_0101_0101L;
  private static final long QUESTION_MARKS = '?' * LOW_BITS;

  private Utf8() {}

  /**
   * Returns the index of the first byte in {@code [from, to)} that is not UTF-8, or -1 if all bytes
   * are.
   */
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

  /** Returns the size of the multi-byte sequence at {@code at}, or 0 if it is not valid. */
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
      // The second byte excludes overlong forms (f0) and code points above U+10FFFF (f4).
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

  /**
   * Encodes a text as UTF-8. The encoder of the JDK is faster than a loop over the characters, much
   * faster on later JDKs, but it replaces an unpaired surrogate by a question mark. The text is
   * therefore checked for surrogates only if the result has a question mark.
   *
   * @throws IllegalArgumentException if the text has an unpaired surrogate
   */
  static byte[] encode(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (hasQuestionMark(utf8)) {
      refuseUnpairedSurrogates(text);
    }
    return utf8;
  }

  private static boolean hasQuestionMark(byte[] utf8) {
    int at = 0;
    for (; at <= utf8.length - Long.BYTES; at += Long.BYTES) {
      long difference = (long) Bytes.LONG.get(utf8, at) ^ QUESTION_MARKS;
      if ((difference - LOW_BITS & ~difference & HIGH_BITS) != 0) {
        return true; // a byte of the difference is zero
      }
    }
    for (; at < utf8.length; at++) {
      if (utf8[at] == '?') {
        return true;
      }
    }
    return false;
  }

  private static void refuseUnpairedSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new IllegalArgumentException("unpaired surrogate at index " + i);
      }
    }
  }
}
