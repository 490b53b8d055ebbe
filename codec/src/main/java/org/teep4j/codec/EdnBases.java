package org.teep4j.codec;

/** The content of {@code h''} and {@code b64''} literals. */
final class EdnBases {

  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private final String content;
  private final int contentStart;
  private int position;

  /**
   * Reads content that starts at {@code contentStart} in the text. Escapes before an error make its
   * offset inexact.
   */
  EdnBases(String content, int contentStart) {
    this.content = content;
    this.contentStart = contentStart;
  }

  private DecodeException error(String detail) {
    return EdnScanner.error(contentStart + position, detail);
  }

  /**
   * Decodes hexadecimal digits, appends the bytes to the output, and adds them to a chain. Three
   * dots or more become an ellipsis if the options admit stand-ins.
   */
  void readHex(OutputBuffer output, EdnChain chain, EdnParseOptions options)
      throws DecodeException {
    int from = output.size();
    int high = -1;
    boolean elided = false;
    for (skipBlank(); position < content.length(); skipBlank()) {
      if (content.startsWith("...", position) && high < 0) {
        if (output.size() > from) {
          chain.addString(false, from, contentStart);
        }
        readEllipsis(chain, options);
        from = output.size();
        elided = true;
      } else {
        int digit = readHexDigit();
        if (high < 0) {
          high = digit;
        } else {
          output.put(high << 4 | digit);
          high = -1;
        }
      }
    }
    if (high >= 0) {
      throw error("the number of hexadecimal digits is odd");
    }
    if (!elided || output.size() > from) {
      chain.addString(false, from, contentStart);
    }
  }

  private void readEllipsis(EdnChain chain, EdnParseOptions options) throws DecodeException {
    if (!options.standIns) {
      throw error("an ellipsis stands for omitted content, which cannot be encoded");
    }
    chain.addEllipsis(contentStart + position);
    while (position < content.length() && content.charAt(position) == '.') {
      position++;
    }
  }

  private int readHexDigit() throws DecodeException {
    int digit = EdnScanner.digit(content.charAt(position), 16);
    if (digit < 0) {
      throw error("expected a hexadecimal digit");
    }
    position++;
    return digit;
  }

  private void skipBlank() throws DecodeException {
    while (position < content.length()) {
      char c = content.charAt(position);
      if (c == ' ' || c == '\n') {
        position++;
      } else if (c == '#' || content.startsWith("//", position)) {
        skipLine();
      } else if (content.startsWith("/*", position)) {
        skipComment("*/", 2);
      } else if (c == '/') {
        skipComment("/", 1);
      } else {
        return;
      }
    }
  }

  private void skipLine() {
    int end = content.indexOf('\n', position);
    position = end < 0 ? content.length() : end + 1;
  }

  private void skipComment(String end, int opening) throws DecodeException {
    int found = content.indexOf(end, position + opening);
    if (found < 0) {
      throw error("the comment has no end");
    }
    position = found + end.length();
  }

  /** Decodes base64 digits of either alphabet, with or without padding, and appends the bytes. */
  void readBase64(OutputBuffer output) throws DecodeException {
    int digits = 0;
    int padding = 0;
    int collected = 0;
    for (; position < content.length(); position++) {
      char c = content.charAt(position);
      if (c == '#') {
        int end = content.indexOf('\n', position);
        position = end < 0 ? content.length() : end;
      } else if (c == '=') {
        padding++;
      } else if (c != ' ' && c != '\n') {
        collected = collected << 6 | base64Digit(c, padding);
        digits++;
        if (digits % 4 != 1) {
          output.put(collected >>> 6 - 2 * ((digits - 1) % 4));
        }
      }
    }
    int last = digits % 4;
    boolean padded = last == 0 ? padding == 0 : last + padding == 4 || padding == 0;
    int unused = last == 2 ? collected & 0xf : last == 3 ? collected & 3 : 0;
    if (last == 1 || !padded || unused != 0) {
      throw error("the base64 digits end in the middle of a byte");
    }
  }

  private int base64Digit(char c, int padding) throws DecodeException {
    int digit = BASE64.indexOf(c == '-' ? '+' : c == '_' ? '/' : c);
    if (digit < 0 || padding > 0) {
      throw error("expected a base64 digit");
    }
    return digit;
  }
}
