package org.teep4j.codec;

import org.jspecify.annotations.Nullable;

/** An encoding indicator: it selects the encoding of a head's argument. */
enum EdnIndicator {
  /** No indicator: the shortest head. */
  PREFERRED(-1),
  /** {@code _i}: in the initial byte. */
  IMMEDIATE(0),
  /** {@code _0}: in one byte after the initial one. */
  ONE_BYTE(1),
  /** {@code _1}: in two bytes. */
  TWO_BYTES(2),
  /** {@code _2}: in four bytes. */
  FOUR_BYTES(4),
  /** {@code _3}: in eight bytes. */
  EIGHT_BYTES(8),
  /** {@code _}: an indefinite length. */
  INDEFINITE(-1);

  /** Number of bytes after the initial byte; -1 if the indicator does not determine it. */
  final int argumentSize;

  EdnIndicator(int argumentSize) {
    this.argumentSize = argumentSize;
  }

  /** Returns the indicator written as an underscore and this character; null if there is none. */
  static @Nullable EdnIndicator of(char c) {
    return switch (c) {
      case 'i' -> IMMEDIATE;
      case '0' -> ONE_BYTE;
      case '1' -> TWO_BYTES;
      case '2' -> FOUR_BYTES;
      case '3' -> EIGHT_BYTES;
      default -> null;
    };
  }
}
