package org.teep4j.benchmarks;

import org.teep4j.codec.Bytes;

/**
 * What each item of a document adds to a sum over all of it. Whoever computes the sum has read
 * every value, and two that have the same sum have read the same ones.
 *
 * <p>Of a string, that is the length, the first and the last unit, so that the sum costs next to
 * nothing while the string has to be there. Of a key, it is the last decimal digit: jackson hands
 * out keys as text and need not be made to parse them. Tags add nothing. Text is ASCII in all
 * inputs, so bytes and characters add the same.
 */
final class Values {

  static final long CONTAINER = 1;
  static final long FALSE = 1;
  static final long TRUE = 2;
  static final long NULL = 3;

  private Values() {}

  static long label(long label) {
    return '0' + Math.abs(label % 10);
  }

  static long name(String name) {
    return name.isEmpty() ? 0 : name.charAt(name.length() - 1);
  }

  static long name(Bytes name) {
    return name.isEmpty() ? 0 : name.unsignedByteAt(name.length() - 1);
  }

  static long bool(boolean value) {
    return value ? TRUE : FALSE;
  }

  static long string(Bytes bytes) {
    int length = bytes.length();
    return length == 0
        ? 0
        : length + bytes.unsignedByteAt(0) + (long) bytes.unsignedByteAt(length - 1);
  }

  static long string(byte[] bytes, int from, int length) {
    return length == 0
        ? 0
        : length + (bytes[from] & 0xff) + (long) (bytes[from + length - 1] & 0xff);
  }

  static long string(byte[] bytes) {
    return string(bytes, 0, bytes.length);
  }

  static long string(char[] text, int from, int length) {
    return length == 0 ? 0 : length + text[from] + (long) text[from + length - 1];
  }

  static long string(String text) {
    int length = text.length();
    return length == 0 ? 0 : length + text.charAt(0) + (long) text.charAt(length - 1);
  }
}
