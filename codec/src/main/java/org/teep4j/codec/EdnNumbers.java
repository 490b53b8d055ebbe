package org.teep4j.codec;

import java.math.BigInteger;

/** Number literals. */
final class EdnNumbers {

  /**
   * Longest number literal in characters. The limit bounds the time to convert digits, which grows
   * with the square of their number.
   */
  static final int LONGEST = 1024;

  /** Up to this value, another digit of any base can be appended without overflow. */
  private static final long LARGEST_SHORT = Long.MAX_VALUE / 16 - 1;

  private static final long LARGEST_EXACT = 1L << 53;

  private final EdnScanner scanner;
  private final int start;

  /** The digits without point and exponent as a number; valid only if {@link #isShort}. */
  private long digits;

  private boolean isShort = true;
  private int fractionDigits;
  private int exponent;

  private EdnNumbers(EdnScanner scanner) {
    this.scanner = scanner;
    this.start = scanner.position;
  }

  /**
   * Reads the literal at the scanner, with its encoding indicator, and appends the encoded number.
   */
  static void read(EdnScanner scanner, OutputBuffer output) throws DecodeException {
    new EdnNumbers(scanner).read(output);
  }

  /**
   * Returns the number of digits of a tag number at the scanner; 0 if there is none. A tag number
   * is followed by {@code (}, possibly after an encoding indicator.
   */
  static int tagDigits(EdnScanner scanner) {
    int count = 0;
    while (EdnScanner.isDigit(scanner.peek(count))) {
      count++;
    }
    int after = count;
    if (scanner.peek(after) == '_') {
      after++;
      while (EdnScanner.isLetter(scanner.peek(after)) || EdnScanner.isDigit(scanner.peek(after))) {
        after++;
      }
    }
    boolean leadingZero = count > 1 && scanner.peek() == '0';
    return scanner.peek(after) == '(' && !leadingZero ? count : 0;
  }

  private void read(OutputBuffer output) throws DecodeException {
    boolean negative = scanner.peek() == '-';
    if (scanner.tryRead("NaN")) {
      putDouble(Double.NaN, output);
    } else if (scanner.tryRead("Infinity")) {
      putDouble(Double.POSITIVE_INFINITY, output);
    } else if (scanner.tryRead("-Infinity")) {
      putDouble(Double.NEGATIVE_INFINITY, output);
    } else {
      if (negative || scanner.peek() == '+') {
        scanner.position++;
      }
      int base = base();
      boolean isFloat = base == 10 || base == 16 ? readDigitsAndExponent(base) : !readDigits(base);
      if (scanner.position - start > LONGEST) {
        throw new DecodeException(
            Reason.FIXED_LIMIT, start, "the number has more than " + LONGEST + " characters");
      }
      if (isFloat) {
        putFinite(isShort ? shortFloat(base, negative) : longFloat(), output);
      } else if (isShort) {
        boolean below = negative && digits != 0;
        putInteger(below ? 0x20 : 0x00, below ? digits - 1 : digits, output);
      } else {
        putInteger(integer(scanner.text.substring(start, scanner.position), base), output);
      }
    }
  }

  private int base() {
    if (scanner.peek() != '0') {
      return 10;
    }
    int base =
        switch (scanner.peek(1)) {
          case 'x', 'X' -> 16;
          case 'o', 'O' -> 8;
          case 'b', 'B' -> 2;
          default -> 10;
        };
    scanner.position += base == 10 ? 0 : 2;
    return base;
  }

  /**
   * Reads the part after the sign and base. Returns true if the literal is a floating-point number.
   */
  private boolean readDigitsAndExponent(int base) throws DecodeException {
    boolean whole = skipDigits(base);
    boolean point = scanner.tryRead(".");
    int afterPoint = scanner.position;
    boolean fraction = point && skipDigits(base);
    fractionDigits = point ? scanner.position - afterPoint : 0;
    if (!whole && !fraction) {
      throw scanner.error("expected a digit");
    }
    char c = scanner.peek();
    boolean hasExponent = base == 10 ? c == 'e' || c == 'E' : c == 'p' || c == 'P';
    if (hasExponent) {
      scanner.position++;
      readExponent();
    } else if (point && base == 16) {
      throw scanner.error("a hexadecimal fraction needs an exponent");
    }
    return point || hasExponent;
  }

  private void readExponent() throws DecodeException {
    boolean negative = scanner.peek() == '-';
    if (negative || scanner.peek() == '+') {
      scanner.position++;
    }
    long significant = digits;
    digits = 0;
    readDigits(10);
    isShort &= digits < LONGEST;
    exponent = (int) (negative ? -digits : digits);
    digits = significant;
  }

  private boolean readDigits(int base) throws DecodeException {
    if (!skipDigits(base)) {
      throw scanner.error("expected a digit");
    }
    return true;
  }

  private boolean skipDigits(int base) {
    int first = scanner.position;
    for (int d = digit(base); d >= 0; d = digit(base)) {
      isShort &= digits < LARGEST_SHORT;
      digits = digits * base + d;
      scanner.position++;
    }
    return scanner.position > first;
  }

  private int digit(int base) {
    return EdnScanner.digit(scanner.peek(), base);
  }

  /** Converts a floating-point literal of few digits, without allocation if possible. */
  private double shortFloat(int base, boolean negative) {
    double exact = -1;
    if (base == 10) {
      exact = EdnDecimal.exactOperation(digits, exponent - fractionDigits);
    } else if (digits <= LARGEST_EXACT) {
      exact = Math.scalb((double) digits, exponent - 4 * fractionDigits);
    }
    return exact < 0 ? longFloat() : negative ? -exact : exact;
  }

  private double longFloat() {
    return Double.parseDouble(scanner.text.substring(start, scanner.position));
  }

  private static BigInteger integer(String literal, int base) {
    boolean signed = !EdnScanner.isDigit(literal.charAt(0));
    int from = (signed ? 1 : 0) + (base == 10 ? 0 : 2);
    BigInteger magnitude = new BigInteger(literal.substring(from), base);
    return literal.charAt(0) == '-' ? magnitude.negate() : magnitude;
  }

  private void putInteger(BigInteger value, OutputBuffer output) throws DecodeException {
    boolean negative = value.signum() < 0;
    BigInteger argument = negative ? value.not() : value;
    if (argument.bitLength() <= Long.SIZE) {
      putInteger(negative ? 0x20 : 0x00, argument.longValue(), output);
    } else if (indicator() == EdnIndicator.PREFERRED) {
      output.put(new CborWriter().writeInteger(value).toBytes());
    } else {
      throw EdnScanner.error(start, "a bignum must not have an encoding indicator");
    }
  }

  private void putInteger(int major, long argument, OutputBuffer output) throws DecodeException {
    requireFit(output.putHead(major, argument, indicator()));
  }

  private void putFinite(double value, OutputBuffer output) throws DecodeException {
    if (Double.isInfinite(value)) {
      throw EdnScanner.error(start, "the number is too large for double precision");
    }
    putDouble(value, output);
  }

  private void putDouble(double value, OutputBuffer output) throws DecodeException {
    requireFit(output.putDouble(Double.doubleToRawLongBits(value), indicator()));
  }

  private EdnIndicator indicator() throws DecodeException {
    EdnIndicator indicator = scanner.indicator();
    if (indicator == EdnIndicator.INDEFINITE) {
      throw EdnScanner.error(start, "a number cannot have an indefinite length");
    }
    return indicator;
  }

  private void requireFit(boolean fits) throws DecodeException {
    if (!fits) {
      throw EdnScanner.error(start, "the value does not fit the encoding indicator");
    }
  }
}
