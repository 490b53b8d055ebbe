package org.teep4j.codec;

import java.util.Arrays;

/** Encoded items under construction, in the encodings that indicators ask for. */
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

  /** Appends a head; false if the argument does not fit the indicator. */
  boolean putHead(int major, long argument, EdnIndicator indicator) {
    return insertHead(size, major, argument, indicator);
  }

  /** Puts a head before what was written from {@code at} on; false if the argument does not fit. */
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

  /** Puts one byte before what was written from {@code at} on. */
  void insertByte(int at, int value) {
    reserve(1);
    System.arraycopy(buffer, at, buffer, at + 1, size - at);
    buffer[at] = (byte) value;
    size++;
  }

  /** The array that has what was written, until more is. */
  byte[] array() {
    return buffer;
  }

  /** Removes and returns what was written from {@code from} on. */
  Bytes takeFrom(int from) {
    Bytes taken = Bytes.wrap(Arrays.copyOfRange(buffer, from, size));
    size = from;
    return taken;
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
