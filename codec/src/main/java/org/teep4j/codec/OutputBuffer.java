package org.teep4j.codec;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/** A buffer for encoded items. It supports every encoding that an encoding indicator can select. */
final class OutputBuffer {

  private byte[] buffer = new byte[64];
  private int size;

  int size() {
    return size;
  }

  void put(int value) {
    reserve(1);
    buffer[size++] = (byte) value;
  }

  void put(Bytes bytes) {
    reserve(bytes.length);
    bytes.copyTo(buffer, size);
    size += bytes.length;
  }

  /** Appends a character in UTF-8. */
  void putCharacter(int codePoint) {
    if (codePoint < 0x80) {
      put(codePoint);
    } else if (codePoint < 0x800) {
      put(0xc0 | codePoint >>> 6);
      put(0x80 | codePoint & 0x3f);
    } else {
      if (codePoint < 0x10000) {
        put(0xe0 | codePoint >>> 12);
      } else {
        put(0xf0 | codePoint >>> 18);
        put(0x80 | codePoint >>> 12 & 0x3f);
      }
      put(0x80 | codePoint >>> 6 & 0x3f);
      put(0x80 | codePoint & 0x3f);
    }
  }

  /**
   * Appends a floating-point number. Returns false if the indicated encoding does not represent the
   * number exactly. The initial byte is 0xf9 (half), 0xfa (single) or 0xfb (double precision).
   */
  boolean putDouble(long bits, EdnIndicator indicator) {
    boolean half = Floats.fitsHalf(bits);
    boolean single = Floats.fitsSingle(bits);
    int width =
        switch (indicator) {
          case PREFERRED -> half ? 2 : single ? 4 : 8;
          case TWO_BYTES -> half ? 2 : 0;
          case FOUR_BYTES -> single ? 4 : 0;
          case EIGHT_BYTES -> 8;
          default -> 0;
        };
    switch (width) {
      case 2 -> putBits(0xf9, Floats.narrowToHalf(bits), 2);
      case 4 -> putBits(0xfa, Floats.narrowToSingle(bits), 4);
      case 8 -> putBits(0xfb, bits, 8);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Appends an initial byte and {@code width} bytes of a big-endian number. */
  void putBits(int initial, long bits, int width) {
    put(initial);
    for (int i = width - 1; i >= 0; i--) {
      put((int) (bits >>> 8 * i));
    }
  }

  /** Appends a head. Returns false if the argument does not fit the indicator. */
  boolean putHead(int major, long argument, EdnIndicator indicator) {
    return insertHead(size, major, argument, indicator);
  }

  /** Inserts a head at {@code at}. Returns false if the argument does not fit the indicator. */
  boolean insertHead(int at, int major, long argument, EdnIndicator indicator) {
    int shortest = Heads.size(argument) - 1;
    int argumentSize = indicator.argumentSize < 0 ? shortest : indicator.argumentSize;
    if (argumentSize < shortest || argumentSize == 0 && argument > 23) {
      return false;
    }
    reserve(argumentSize + 1);
    System.arraycopy(buffer, at, buffer, at + argumentSize + 1, size - at);
    size += argumentSize + 1;
    if (argumentSize == 0) {
      buffer[at] = (byte) (major | (int) argument);
    } else {
      buffer[at] = (byte) (major | 24 + Integer.numberOfTrailingZeros(argumentSize));
      for (int i = 0; i < argumentSize; i++) {
        buffer[at + argumentSize - i] = (byte) (argument >>> 8 * i);
      }
    }
    return true;
  }

  /** Inserts one byte at {@code at}. */
  void insertByte(int at, int value) {
    reserve(1);
    System.arraycopy(buffer, at, buffer, at + 1, size - at);
    buffer[at] = (byte) value;
    size++;
  }

  /** Completes a digest and appends it. */
  void put(MessageDigest digest) throws DigestException {
    int length = digest.getDigestLength();
    reserve(length);
    size += digest.digest(buffer, size, length);
  }

  /** Inserts ASCII characters at {@code at}. */
  void insert(int at, String ascii) {
    int length = ascii.length();
    reserve(length);
    System.arraycopy(buffer, at, buffer, at + length, size - at);
    for (int i = 0; i < length; i++) {
      buffer[at + i] = (byte) ascii.charAt(i);
    }
    size += length;
  }

  /** Removes the bytes {@code [from, to)}. */
  void remove(int from, int to) {
    System.arraycopy(buffer, to, buffer, from, size - to);
    size -= to - from;
  }

  /** Returns the array with the content; valid until more is written. */
  byte[] array() {
    return buffer;
  }

  /** Removes all bytes from {@code from} on and returns them as text. They must be UTF-8. */
  String takeText(int from) {
    String taken = new String(buffer, from, size - from, StandardCharsets.UTF_8);
    size = from;
    return taken;
  }

  /** Removes all bytes from {@code from} on. */
  void truncate(int from) {
    size = from;
  }

  Bytes toBytes() {
    return Bytes.wrap(buffer, 0, size);
  }

  private void reserve(int more) {
    if (more > buffer.length - size) {
      long wanted =
          Math.max((long) size + more, Math.min(2L * buffer.length, Integer.MAX_VALUE - 8));
      buffer = Arrays.copyOf(buffer, Math.toIntExact(wanted));
    }
  }
}
