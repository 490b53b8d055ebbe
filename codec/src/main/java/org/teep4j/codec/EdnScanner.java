package org.teep4j.codec;

/**
 * A cursor over the characters of diagnostic notation. It skips blank space and comments, and
 * creates exceptions.
 */
final class EdnScanner {

  final String text;
  int position;

  /** Throws if the text has characters that the notation does not admit anywhere. */
  EdnScanner(String text) throws DecodeException {
    this.text = text;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && !isBlank(c)) {
        throw error(i, "control characters are not allowed");
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isSurrogatePair(c, i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
          throw error(i, "unpaired surrogate");
        }
        i++;
      }
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }

  boolean atEnd() {
    return position >= text.length();
  }

  /** Returns the next character, or NUL at the end. The text itself cannot contain NUL. */
  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    int at = position + ahead;
    return at < text.length() ? text.charAt(at) : '\0';
  }

  boolean at(String expected) {
    return text.startsWith(expected, position);
  }

  boolean tryRead(String expected) {
    if (!at(expected)) {
      return false;
    }
    position += expected.length();
    return true;
  }

  void expect(String expected) throws DecodeException {
    if (!tryRead(expected)) {
      throw error("expected " + expected);
    }
  }

  /** Skips blank space and comments. Returns false if there are none. */
  boolean skipBlank() throws DecodeException {
    int start = position;
    while (!atEnd()) {
      char c = peek();
      if (isBlank(c)) {
        position++;
      } else if (c == '#' || at("//")) {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end + 1;
      } else if (at("/*")) {
        skipComment("*/", 2);
      } else if (c == '/') {
        skipComment("/", 1);
      } else {
        break;
      }
    }
    return position > start;
  }

  private void skipComment(String end, int opening) throws DecodeException {
    int at = text.indexOf(end, position + opening);
    if (at < 0) {
      throw error("the comment has no end");
    }
    position = at + end.length();
  }

  /** Reads an encoding indicator. Returns {@link EdnIndicator#PREFERRED} if there is none. */
  EdnIndicator indicator() throws DecodeException {
    if (peek() != '_') {
      return EdnIndicator.PREFERRED;
    }
    int start = position;
    position++;
    while (isWordCharacter(peek())) {
      position++;
    }
    if (position == start + 1) {
      return EdnIndicator.INDEFINITE;
    }
    EdnIndicator indicator = position == start + 2 ? EdnIndicator.of(text.charAt(start + 1)) : null;
    if (indicator == null) {
      throw error(start, "unknown encoding indicator");
    }
    return indicator;
  }

  private static boolean isWordCharacter(char c) {
    return c == '_' || isLetter(c) || isDigit(c);
  }

  static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /**
   * Returns the value of an ASCII digit in a base up to 16; -1 if the character is not such a
   * digit.
   */
  static int digit(char c, int base) {
    return c < 0x80 ? Character.digit(c, base) : -1;
  }

  DecodeException error(String detail) {
    return error(position, detail);
  }

  static DecodeException error(int at, String detail) {
    return new DecodeException(Reason.SYNTAX, at, detail);
  }
}
