package org.teep4j.codec;

/** Heads of data items: an initial byte and 0, 1, 2, 4 or 8 bytes of argument (RFC 8949, 3). */
final class Heads {

  /** How many bytes the longest head takes. */
  static final int LONGEST = 9;

  /** By the number of significant bits: the argument takes two to this power bytes. */
  private static final byte[] EXPONENTS = exponents();

  private Heads() {}

  private static byte[] exponents() {
    byte[] exponents = new byte[Long.SIZE + 1];
    for (int bits = 0; bits <= Long.SIZE; bits++) {
      exponents[bits] = (byte) (bits <= 8 ? 0 : bits <= 16 ? 1 : bits <= 32 ? 2 : 3);
    }
    return exponents;
  }

  /** How many bytes the shortest head with this argument (64 unsigned bits) takes. */
  static int size(long argument) {
    if (argument >>> 8 == 0) {
      return argument < 24 ? 1 : 2;
    }
    if (argument >>> 16 == 0) {
      return 3;
    }
    return argument >>> 32 == 0 ? 5 : 9;
  }

  /** The argument of 1, 2, 4 or 8 bytes at {@code at}, all of them inside the array. */
  static long argument(byte[] array, int at, int size) {
    if (at <= array.length - Long.BYTES) {
      return (long) Bytes.LONG.get(array, at) >>> (Long.SIZE - Byte.SIZE * size);
    }
    return argumentNearEnd(array, at, size);
  }

  private static long argumentNearEnd(byte[] array, int at, int size) {
    long argument = 0;
    for (int i = at; i < at + size; i++) {
      argument = argument << 8 | (array[i] & 0xff);
    }
    return argument;
  }

  /**
   * Writes the shortest head; returns the index after it.
   *
   * <p>Eight bytes behind the initial one are written whatever the argument takes, so there must be
   * room for {@link #LONGEST}: that takes no decision but one, where a branch for each size would
   * often be foretold wrongly.
   */
  static int write(byte[] target, int at, int major, long argument) {
    if (argument >= 0 && argument < 24) {
      target[at] = (byte) (major | (int) argument);
      return at + 1;
    }
    int exponent = EXPONENTS[Long.SIZE - Long.numberOfLeadingZeros(argument)];
    target[at] = (byte) (major | 24 + exponent);
    int size = 1 << exponent;
    Bytes.LONG.set(target, at + 1, argument << (Long.SIZE - Byte.SIZE * size));
    return at + 1 + size;
  }

  /** Writes the shortest head and touches nothing behind it; returns the index after it. */
  static int writeExactly(byte[] target, int at, int major, long argument) {
    int more = size(argument) - 1;
    if (more == 0) {
      target[at] = (byte) (major | (int) argument);
      return at + 1;
    }
    target[at] = (byte) (major | 24 + Integer.numberOfTrailingZeros(more));
    long left = argument;
    for (int i = at + more; i > at; i--) {
      target[i] = (byte) left;
      left >>>= Byte.SIZE;
    }
    return at + 1 + more;
  }
}
