package org.teep4j.codec;

/**
 * Heads of data items (RFC 8949, Section 3): an initial byte and 0, 1, 2, 4 or 8 bytes of argument.
 * The high three bits of the initial byte are the major type ({@code major} below, shifted to its
 * place: 0x00 to 0xe0). The low five bits are the argument itself if it is below 24; otherwise 24,
 * 25, 26 or 27 announce 1, 2, 4 or 8 bytes of argument.
 */
final class Heads {

  /** Size of the longest head in bytes. */
  static final int LONGEST = 9;

  /**
   * The base-2 logarithm of the argument's size in bytes, by the number of its significant bits.
   */
  private static final byte[] EXPONENTS = exponents();

  private Heads() {}

  private static byte[] exponents() {
    byte[] exponents = new byte[Long.SIZE + 1];
    for (int bits = 0; bits <= Long.SIZE; bits++) {
      exponents[bits] = (byte) (bits <= 8 ? 0 : bits <= 16 ? 1 : bits <= 32 ? 2 : 3);
    }
    return exponents;
  }

  /** Returns the size in bytes of the shortest head with this argument (64 unsigned bits). */
  static int size(long argument) {
    if (argument >>> 8 == 0) {
      return argument < 24 ? 1 : 2;
    }
    if (argument >>> 16 == 0) {
      return 3;
    }
    return argument >>> 32 == 0 ? 5 : 9;
  }

  /**
   * Returns the argument of 1, 2, 4 or 8 bytes at {@code at}. All of them must be inside the array.
   */
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
   * <p>The method always writes eight bytes after the initial byte, so the array must have room for
   * {@link #LONGEST} bytes. It thus needs only one branch; a branch per size is mispredicted too
   * often.
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

  /** Writes the shortest head and no bytes after it; returns the index after the head. */
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
