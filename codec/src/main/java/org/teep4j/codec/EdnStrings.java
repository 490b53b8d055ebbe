package org.teep4j.codec;

/** Reads string literals with their three kinds of quotes. */
final class EdnStrings {

  private static final int LARGEST_CODE_POINT = 0x10ffff;

  private final EdnScanner scanner;
  private final OutputBuffer output;

  /**
   * Creates an object that reads from a scanner and appends the characters to the output in UTF-8.
   */
  EdnStrings(EdnScanner scanner, OutputBuffer output) {
    this.scanner = scanner;
    this.output = output;
  }

  static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  /** Reads the literal at the scanner; the next character must be a quote. */
  void read() throws DecodeException {
    char quote = scanner.peek();
    if (quote == '`') {
      readRaw();
    } else {
      readQuoted(quote);
    }
  }

  private void readQuoted(char quote) throws DecodeException {
    int start = scanner.position++;
    while (true) {
      if (scanner.atEnd()) {
        throw EdnScanner.error(start, "the string has no end");
      }
      char c = scanner.peek();
      if (c == quote) {
        scanner.position++;
        return;
      }
      if (c == '\\') {
        scanner.position++;
        readEscape(quote);
      } else {
        readUnescaped(c);
      }
    }
  }

  private void readUnescaped(char c) throws DecodeException {
    if (c == '\t') {
      throw scanner.error("tabs are not allowed in a string");
    }
    if (Character.isHighSurrogate(c)) { // the scanner has checked the low surrogate
      output.putCharacter(Character.toCodePoint(c, scanner.peek(1)));
      scanner.position++;
    } else if (c != '\r') { // CR is dropped, so that line ends are the same on every platform
      output.putCharacter(c);
    }
    scanner.position++;
  }

  private void readEscape(char quote) throws DecodeException {
    int at = scanner.position - 1;
    char c = scanner.peek();
    scanner.position++;
    switch (c) {
      case 'b' -> output.put('\b');
      case 'f' -> output.put('\f');
      case 'n' -> output.put('\n');
      case 'r' -> output.put('\r');
      case 't' -> output.put('\t');
      case '\\' -> output.put('\\');
      case 'u' -> readUnicodeEscape(quote, at);
      default -> {
        if (c != quote && (c != '/' || quote != '"')) {
          throw EdnScanner.error(at, "unknown escape sequence");
        }
        output.put(c);
      }
    }
  }

  private void readUnicodeEscape(char quote, int at) throws DecodeException {
    int codePoint;
    if (scanner.tryRead("{")) {
      codePoint = readBracedDigits();
    } else {
      codePoint = readFourDigits();
      if (Character.isHighSurrogate((char) codePoint) && scanner.tryRead("\\u")) {
        int low = readFourDigits();
        if (!Character.isLowSurrogate((char) low)) {
          throw EdnScanner.error(at, "unpaired surrogate in an escape sequence");
        }
        codePoint = Character.toCodePoint((char) codePoint, (char) low);
      }
    }
    boolean surrogate =
        codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    if (surrogate) {
      throw EdnScanner.error(at, "unpaired surrogate in an escape sequence");
    }
    if (quote == '\'' && codePoint >= 0x20 && codePoint <= 0x7e) {
      throw EdnScanner.error(at, "in single quotes, printable ASCII must not be escaped by number");
    }
    output.putCharacter(codePoint);
  }

  private int readFourDigits() throws DecodeException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 4 | readHexDigit();
    }
    return value;
  }

  private int readBracedDigits() throws DecodeException {
    int value = readHexDigit();
    while (!scanner.tryRead("}")) {
      value = value << 4 | readHexDigit();
      if (value > LARGEST_CODE_POINT) {
        throw scanner.error("the character number is larger than 10ffff");
      }
    }
    return value;
  }

  private int readHexDigit() throws DecodeException {
    int digit = EdnScanner.digit(scanner.peek(), 16);
    if (digit < 0) {
      throw scanner.error("expected a hexadecimal digit");
    }
    scanner.position++;
    return digit;
  }

  /**
   * Reads a raw string. It ends with as many backquotes as it starts with; further backquotes
   * directly before these are content.
   */
  private void readRaw() throws DecodeException {
    int start = scanner.position;
    int width = countBackquotes();
    if (scanner.peek() == '\r' && scanner.peek(1) == '\n') {
      scanner.position++;
    }
    scanner.tryRead("\n");
    int contentStart = scanner.position;
    while (!scanner.atEnd()) {
      char c = scanner.peek();
      int run = countBackquotes();
      if (run >= width) {
        if (scanner.position - run == contentStart) {
          throw EdnScanner.error(start, "a raw string must not be empty");
        }
        putBackquotes(run - width);
        return;
      }
      if (run > 0) {
        putBackquotes(run);
      } else {
        readUnescaped(c);
      }
    }
    throw EdnScanner.error(start, "the string has no end");
  }

  private void putBackquotes(int count) {
    for (int i = 0; i < count; i++) {
      output.put('`');
    }
  }

  private int countBackquotes() {
    int start = scanner.position;
    while (scanner.peek() == '`') {
      scanner.position++;
    }
    return scanner.position - start;
  }
}
