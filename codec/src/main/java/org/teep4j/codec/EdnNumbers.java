package org.teep4j.codec;

import java.math.BigInteger;

/** Number literals. */
final class EdnNumbers {

  /** Bounds the time of converting digits, which grows with their square. */
  static final int LONGEST = 4096;

  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  private final EdnScanner scanner;
  private final int start;

  private EdnNumbers(EdnScanner scanner) {
    this.scanner = scanner;
    this.start = scanner.position;
  }

  /**
   * Reads the literal at the scanner, with its encoding indicator, and appends what it stands for.
   */
  static void read(EdnScanner scanner, OutputBuffer output) throws DecodeException {
    new EdnNumbers(scanner).read(output);
  }

  /** How many digits at the scanner are a tag number, before {@code (}; 0 if they are none. */
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
      String literal = scanner.text.substring(start, scanner.position);
      if (literal.length() > LONGEST) {
        throw EdnScanner.error(start, "a number of more than " + LONGEST + " characters");
      }
      if (isFloat) {
        putFinite(Double.parseDouble(literal), output);
      } else {
        putInteger(integer(literal, base), output);
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

  /** Steps over what can follow the sign and base; true if it makes a floating-point number. */
  private boolean readDigitsAndExponent(int base) throws DecodeException {
    boolean whole = skipDigits(base);
    boolean point = scanner.tryRead(".");
    boolean fraction = point && skipDigits(base);
    if (!whole && !fraction) {
      throw scanner.error("expected a digit");
    }
    char c = scanner.peek();
    boolean exponent = base == 10 ? c == 'e' || c == 'E' : c == 'p' || c == 'P';
    if (exponent) {
      scanner.position++;
      if (scanner.peek() == '+' || scanner.peek() == '-') {
        scanner.position++;
      }
      readDigits(10);
    } else if (point && base == 16) {
      throw scanner.error("a hexadecimal fraction needs an exponent");
    }
    return point || exponent;
  }

  private boolean readDigits(int base) throws DecodeException {
    if (!skipDigits(base)) {
      throw scanner.error("expected a digit");
    }
    return true;
  }

  private boolean skipDigits(int base) {
    int first = scanner.position;
    while (EdnScanner.digit(scanner.peek(), base) >= 0) {
      scanner.position++;
    }
    return scanner.position > first;
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
    EdnIndicator indicator = indicator();
    if (argument.compareTo(TWO_64) < 0) {
      if (!output.putHead(negative ? 0x20 : 0x00, argument.longValue(), indicator)) {
        throw doesNotFit();
      }
    } else if (indicator == EdnIndicator.PREFERRED) {
      output.put(new CborWriter().writeInteger(value).toBytes());
    } else {
      throw EdnScanner.error(start, "no encoding indicator applies to a bignum");
    }
  }

  private void putFinite(double value, OutputBuffer output) throws DecodeException {
    if (Double.isInfinite(value)) {
      throw EdnScanner.error(start, "the number is too large for double precision");
    }
    putDouble(value, output);
  }

  private void putDouble(double value, OutputBuffer output) throws DecodeException {
    EdnIndicator indicator = indicator();
    long bits = Double.doubleToRawLongBits(value);
    switch (indicator) {
      case PREFERRED -> output.put(new CborWriter().writeDouble(value).toBytes());
      case TWO_BYTES -> {
        requireFit(Floats.fitsHalf(bits));
        putBits(output, 0xf9, Floats.narrowToHalf(bits), 2);
      }
      case FOUR_BYTES -> {
        requireFit(Floats.fitsSingle(bits));
        putBits(output, 0xfa, Floats.narrowToSingle(bits), 4);
      }
      case EIGHT_BYTES -> putBits(output, 0xfb, bits, 8);
      default -> throw EdnScanner.error(start, "no such encoding of a floating-point number");
    }
  }

  /** Appends a floating-point number from its bits. */
  static void putBits(OutputBuffer output, int initial, long bits, int size) {
    output.put(initial);
    for (int i = size - 1; i >= 0; i--) {
      output.put((int) (bits >>> 8 * i));
    }
  }

  private EdnIndicator indicator() throws DecodeException {
    EdnIndicator indicator = scanner.indicator();
    if (indicator == EdnIndicator.INDEFINITE) {
      throw EdnScanner.error(start, "a number has no indefinite length");
    }
    return indicator;
  }

  private void requireFit(boolean fits) throws DecodeException {
    if (!fits) {
      throw doesNotFit();
    }
  }

  private DecodeException doesNotFit() {
    return EdnScanner.error(start, "the value does not fit the encoding indicator");
  }
}
