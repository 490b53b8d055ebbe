package org.teep4j.codec;

/** Formats text and numbers in diagnostic notation. */
final class EdnText {

  private static final int CONTROL_TYPES =
      1 << Character.CONTROL
          | 1 << Character.FORMAT
          | 1 << Character.SURROGATE
          | 1 << Character.PRIVATE_USE
          | 1 << Character.LINE_SEPARATOR
          | 1 << Character.PARAGRAPH_SEPARATOR;

  private EdnText() {}

  /** Whether a terminal displays the character instead of interpreting it. */
  static boolean isPrintable(int codePoint) {
    return (1 << Character.getType(codePoint) & CONTROL_TYPES) == 0;
  }

  /** Returns text in quotes, with escapes. */
  static String quoted(String text, char quote) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    out.append(quote);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      appendEscaped(out, c, quote);
      i += Character.charCount(c);
    }
    return out.append(quote).toString();
  }

  private static void appendEscaped(StringBuilder out, int c, char quote) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\\' -> out.append("\\\\");
      default -> {
        if (c == quote) {
          out.append('\\').append(quote);
        } else if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else if (c < 0x10000) {
          out.append("\\u");
          for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(c >> shift & 0xf, 16));
          }
        } else {
          out.append("\\u{").append(Integer.toHexString(c)).append('}');
        }
      }
    }
  }

  /**
   * Returns a finite number with the fewest digits that distinguish it from all others. The JDK
   * guarantees that only since version 19; this method gives the same output on every JDK.
   */
  static String finite(double value) {
    if (value == 0) {
      return Double.toString(value);
    }
    return EdnDecimal.shortest(Math.abs(value)).toText(value < 0);
  }

  /** Returns the digits of the integer -1 - argument for an argument of 64 bits. */
  static String negative(long argument) {
    return argument == -1 ? "-18446744073709551616" : "-" + Long.toUnsignedString(argument + 1);
  }

  /** Returns a number of major type 7, with an encoding indicator where it needs one. */
  static String floating(int information, long raw) {
    long bits =
        switch (information) {
          case 25 -> Floats.widenHalf((int) raw);
          case 26 -> Floats.widenSingle((int) raw);
          default -> raw;
        };
    double value = Double.longBitsToDouble(bits);
    boolean ordinaryNan = bits == Floats.QUIET_NAN;
    if (Double.isNaN(value) && !ordinaryNan) {
      // All digits: the first one is 7 or f, because the exponent of NaN has only ones.
      return "float'" + Long.toHexString(raw) + "'";
    }
    int shortest = Floats.fitsHalf(bits) ? 25 : Floats.fitsSingle(bits) ? 26 : 27;
    String indicator = information == shortest ? "" : "_" + (information - 24);
    if (ordinaryNan) {
      return "NaN" + indicator;
    }
    if (Double.isInfinite(value)) {
      return (value > 0 ? "Infinity" : "-Infinity") + indicator;
    }
    return finite(value) + indicator;
  }
}
