package org.teep4j.codec;

/**
 * A positive decimal number with few digits.
 *
 * @param digits the significant digits as an integer; the last digit is not 0
 * @param exponent the exponent of the power of ten that multiplies the digits
 */
record EdnDecimal(long digits, int exponent) {

  // Numbers from 10^SMALLEST_PLAIN up to, but not including, 10^(LARGEST_PLAIN + 1) are printed
  // without an exponent.
  private static final int SMALLEST_PLAIN = -3;
  private static final int LARGEST_PLAIN = 6;

  private static final long LARGEST_EXACT = 1L << 53;

  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** Returns the shortest decimal number that identifies a positive double-precision number. */
  static EdnDecimal shortest(double value) {
    EdnDecimal shortest = parse(Double.toString(value));
    while (shortest.digits >= 10) {
      EdnDecimal shorter = of((shortest.digits + 5) / 10, shortest.exponent + 1);
      if (shorter.toDouble() != value) {
        break;
      }
      shortest = shorter;
    }
    return shortest;
  }

  private static EdnDecimal of(long digits, int exponent) {
    long left = digits;
    int power = exponent;
    while (left % 10 == 0) {
      left /= 10;
      power++;
    }
    return new EdnDecimal(left, power);
  }

  /** Parses the output of {@link Double#toString(double)} for a positive number. */
  private static EdnDecimal parse(String text) {
    long digits = 0;
    int exponent = 0;
    int point = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 'E') {
        return of(digits, Integer.parseInt(text, i + 1, text.length(), 10) - (i - point - 1));
      }
      if (c == '.') {
        point = i;
      } else {
        digits = 10 * digits + (c - '0');
      }
    }
    return of(digits, exponent - (text.length() - point - 1));
  }

  private double toDouble() {
    double value = exactOperation(digits, exponent);
    return value > 0 ? value : Double.parseDouble(digits + "e" + exponent);
  }

  /**
   * Converts a decimal number to double precision with one multiplication or division of two
   * exactly represented numbers. This rounds like a correct conversion. Returns -1 if no such
   * operation exists. The digits must not be negative.
   */
  static double exactOperation(long digits, int exponent) {
    if (digits > LARGEST_EXACT || Math.abs(exponent) >= POWERS_OF_TEN.length) {
      return -1;
    }
    return exponent < 0 ? digits / POWERS_OF_TEN[-exponent] : digits * POWERS_OF_TEN[exponent];
  }

  /**
   * The number in diagnostic notation, with a decimal point, and with an exponent if the number is
   * very large or small.
   */
  String toText(boolean negative) {
    String all = Long.toString(digits);
    int power = all.length() - 1 + exponent;
    StringBuilder out = new StringBuilder(26);
    if (negative) {
      out.append('-');
    }
    boolean plain = power >= SMALLEST_PLAIN && power <= LARGEST_PLAIN;
    int whole = plain ? power + 1 : 1;
    if (whole <= 0) {
      out.append("0.").append("0".repeat(-whole)).append(all);
    } else if (whole >= all.length()) {
      out.append(all).append("0".repeat(whole - all.length())).append(".0");
    } else {
      out.append(all, 0, whole).append('.').append(all, whole, all.length());
    }
    return plain ? out.toString() : out.append('e').append(power).toString();
  }
}
