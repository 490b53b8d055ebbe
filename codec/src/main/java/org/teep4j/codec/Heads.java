package org.teep4j.codec;

/** Heads of data items: an initial byte and 0, 1, 2, 4 or 8 bytes of argument (RFC 8949, 3). */
final class Heads {

  private Heads() {}

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
    long argument = 0;
    for (int i = at; i < at + size; i++) {
      argument = argument << 8 | (array[i] & 0xff);
    }
    return argument;
  }

  /** Writes the shortest head; returns the index after it. */
  static int write(byte[] target, int at, int major, long argument) {
    switch (size(argument)) {
      case 1 -> target[at] = (byte) (major | (int) argument);
      case 2 -> {
        target[at] = (byte) (major | 24);
        target[at + 1] = (byte) argument;
        return at + 2;
      }
      case 3 -> {
        target[at] = (byte) (major | 25);
        Bytes.SHORT.set(target, at + 1, (short) argument);
        return at + 3;
      }
      case 5 -> {
        target[at] = (byte) (major | 26);
        Bytes.INT.set(target, at + 1, (int) argument);
        return at + 5;
      }
      default -> {
        target[at] = (byte) (major | 27);
        Bytes.LONG.set(target, at + 1, argument);
        return at + 9;
      }
    }
    return at + 1;
  }
}
