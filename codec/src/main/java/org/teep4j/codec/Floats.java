package org.teep4j.codec;

/**
 * Widens and narrows IEEE 754 numbers as bit patterns, to preserve NaN payloads. A conversion by
 * the processor does not guarantee that.
 */
final class Floats {

  /** The binary64 bits of the NaN that preferred serialization encodes as {@code f97e00}. */
  static final long QUIET_NAN = 0x7ff8_0000_0000_0000L;

  private Floats() {}

  /** The binary64 bits of a binary16 number. */
  static long widenHalf(int half) {
    long sign = (long) (half & 0x8000) << 48;
    int exponent = half >>> 10 & 0x1f;
    long fraction = half & 0x3ff;
    if (exponent == 0x1f) {
      return sign | 0x7ffL << 52 | fraction << 42;
    }
    if (exponent != 0) {
      return sign | (long) (exponent - 15 + 1023) << 52 | fraction << 42;
    }
    if (fraction == 0) {
      return sign;
    }
    return sign | Double.doubleToRawLongBits(fraction * 0x1p-24);
  }

  /** The binary64 bits of a binary32 number. */
  static long widenSingle(int single) {
    long sign = (long) (single & 0x8000_0000) << 32;
    if ((single >>> 23 & 0xff) == 0xff) {
      return sign | 0x7ffL << 52 | (long) (single & 0x7f_ffff) << 29;
    }
    return Double.doubleToRawLongBits(Float.intBitsToFloat(single));
  }

  /** Whether some binary32 number widens to these bits. */
  static boolean fitsSingle(long bits) {
    return widenSingle(narrowToSingle(bits)) == bits;
  }

  /** Whether some binary16 number widens to these bits. */
  static boolean fitsHalf(long bits) {
    return widenHalf(narrowToHalf(bits)) == bits;
  }

  /** The binary32 number that widens to these bits; an arbitrary number if there is none. */
  static int narrowToSingle(long bits) {
    if ((bits >>> 52 & 0x7ff) == 0x7ff) {
      return (int) (bits >>> 32 & 0x8000_0000L | 0xffL << 23 | bits >>> 29 & 0x7f_ffff);
    }
    return Float.floatToRawIntBits((float) Double.longBitsToDouble(bits));
  }

  /** The binary16 number that widens to these bits; an arbitrary number if there is none. */
  static int narrowToHalf(long bits) {
    int sign = (int) (bits >>> 48) & 0x8000;
    int exponent = (int) (bits >>> 52 & 0x7ff);
    int fraction = (int) (bits >>> 42 & 0x3ff);
    if (exponent == 0x7ff) {
      return sign | 0x7c00 | fraction;
    }
    int halfExponent = exponent - 1023 + 15;
    if (halfExponent >= 1 && halfExponent <= 30) {
      return sign | halfExponent << 10 | fraction;
    }
    double magnitude = Math.abs(Double.longBitsToDouble(bits));
    boolean subnormal = magnitude < 0x1p-14;
    return subnormal ? sign | (int) (magnitude * 0x1p24) : 0;
  }
}
