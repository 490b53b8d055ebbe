package org.teep4j.codec;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Parses diagnostic notation to encoded CBOR by recursive descent. The options limit the depth of
 * the recursion.
 */
final class EdnParser {

  /** The four words that cannot be the prefix of a literal. */
  private static final List<String> RESERVED = List.of("false", "true", "null", "undefined");

  @FunctionalInterface
  private interface Element {
    void read() throws DecodeException;
  }

  private final EdnScanner scanner;
  private final EdnParseOptions options;
  private final DecodeOptions limits;
  private final OutputBuffer output = new OutputBuffer();
  private final EdnStrings strings;
  private final EdnApplications applications;
  private final MapKeys mapKeys = new MapKeys();
  private int depth;
  private int items;

  /** Depth of the outermost map in whose key the parser is; -1 outside of keys. */
  private int keyDepth = -1;

  // The keys of all open maps, outermost map first: their starts in the output and in the text.
  private int[] keyStarts = new int[8];
  private int[] keyPlaces = new int[8];
  private int keyCount;

  EdnParser(String text, EdnParseOptions options) throws DecodeException {
    this.options = options;
    this.limits = options.limits;
    if (text.length() > limits.maxInputSize) {
      throw new DecodeException(
          Reason.INPUT_TOO_LARGE,
          0,
          "the input has "
              + text.length()
              + " characters, at most "
              + limits.maxInputSize
              + " are allowed");
    }
    this.scanner = new EdnScanner(text);
    this.strings = new EdnStrings(scanner, output);
    this.applications = new EdnApplications(options, output);
  }

  Bytes parse() throws DecodeException {
    readUntil("", this::readItem);
    return output.toBytes();
  }

  /**
   * Reads elements, separated by a comma or blank space, up to and including {@code closing}, or up
   * to the end of the text if {@code closing} is empty. Returns the number of elements.
   */
  private int readUntil(String closing, Element element) throws DecodeException {
    int count = 0;
    scanner.skipBlank();
    while (!atClosing(closing)) {
      if (scanner.atEnd()) {
        throw scanner.error("expected " + closing);
      }
      element.read();
      count++;
      boolean parted = scanner.skipBlank();
      if (scanner.tryRead(",")) {
        scanner.skipBlank();
      } else if (!parted && !atClosing(closing)) {
        throw scanner.error("expected a comma or blank space");
      }
    }
    scanner.position += closing.length();
    return count;
  }

  private boolean atClosing(String closing) {
    return closing.isEmpty() ? scanner.atEnd() : scanner.at(closing);
  }

  private void enter() throws DecodeException {
    if (++depth > limits.maxDepth()) {
      throw new DecodeException(
          Reason.TOO_DEEP, scanner.position, "nested deeper than ", limits.maxDepth(), " levels");
    }
    int most = limits.maxKeyDepth;
    if (keyDepth >= 0 && depth - keyDepth > most && !options.invalidAdmitted) {
      throw new DecodeException(
          Reason.KEY_TOO_DEEP,
          scanner.position,
          "a map key is nested deeper than ",
          most,
          " levels");
    }
  }

  private void readItem() throws DecodeException {
    if (++items > limits.maxItems()) {
      throw new DecodeException(
          Reason.TOO_MANY_ITEMS, scanner.position, "more than ", limits.maxItems(), " items");
    }
    char c = scanner.peek();
    if (c == '[') {
      readArray();
    } else if (c == '{') {
      readMap();
    } else if (c == '(') {
      readChunks();
    } else if (EdnNumbers.tagDigits(scanner) > 0) {
      readTag();
    } else if (startsNumber(c)) {
      EdnNumbers.read(scanner, output);
    } else if (startsString()) {
      readStrings();
    } else {
      readSimple();
    }
  }

  private boolean startsNumber(char c) {
    return EdnScanner.isDigit(c)
        || c == '+'
        || c == '-'
        || c == '.' && EdnScanner.isDigit(scanner.peek(1))
        || scanner.at("NaN")
        || scanner.at("Infinity");
  }

  // Containers.

  private void readArray() throws DecodeException {
    enter();
    int opening = scanner.position++;
    EdnIndicator indicator = containerIndicator("]");
    int start = output.size();
    int count = readUntil("]", this::readItem);
    close(opening, start, 0x80, count, indicator);
  }

  private void readMap() throws DecodeException {
    enter();
    int opening = scanner.position++;
    EdnIndicator indicator = containerIndicator("}");
    int start = output.size();
    int first = keyCount;
    int count =
        readUntil(
            "}",
            () -> {
              readKey();
              scanner.skipBlank();
              scanner.expect(":");
              scanner.skipBlank();
              readItem();
            });
    if (count > 1 && !options.invalidAdmitted) {
      int duplicate = mapKeys.duplicate(output.array(), keyStarts, first, keyCount, output.size());
      if (duplicate >= 0) {
        throw new DecodeException(
            Reason.DUPLICATE_KEY, keyPlaces[duplicate], "the map already has an equal key");
      }
    }
    keyCount = first;
    close(opening, start, 0xa0, count, indicator);
  }

  private void readKey() throws DecodeException {
    rememberKey();
    int around = keyDepth;
    keyDepth = around < 0 ? depth : around;
    readItem();
    keyDepth = around;
  }

  private void rememberKey() {
    if (keyCount == keyStarts.length) {
      keyStarts = Arrays.copyOf(keyStarts, 2 * keyCount);
      keyPlaces = Arrays.copyOf(keyPlaces, 2 * keyCount);
    }
    keyStarts[keyCount] = output.size();
    keyPlaces[keyCount++] = scanner.position;
  }

  private EdnIndicator containerIndicator(String closing) throws DecodeException {
    EdnIndicator indicator = scanner.indicator();
    if (indicator != EdnIndicator.PREFERRED && !scanner.skipBlank() && !scanner.at(closing)) {
      throw scanner.error("expected blank space after the encoding indicator");
    }
    return indicator;
  }

  /**
   * Inserts the head before the complete content of an array or map. A map or array of indefinite
   * length gets a head with additional information 31 and a break (0xff).
   */
  private void close(int opening, int start, int major, int count, EdnIndicator indicator)
      throws DecodeException {
    depth--;
    if (indicator == EdnIndicator.INDEFINITE) {
      output.insertByte(start, major | 31);
      output.put(0xff);
    } else if (!output.insertHead(start, major, count, indicator)) {
      throw EdnScanner.error(opening, "the length does not fit the encoding indicator");
    }
  }

  private void readTag() throws DecodeException {
    enter();
    int at = scanner.position;
    int digits = EdnNumbers.tagDigits(scanner);
    long tag = tagNumber(at, at + digits);
    scanner.position += digits;
    EdnIndicator indicator = scanner.indicator();
    if (indicator == EdnIndicator.INDEFINITE || !output.putHead(0xc0, tag, indicator)) {
      throw EdnScanner.error(at, "the tag number does not fit the encoding indicator");
    }
    scanner.expect("(");
    scanner.skipBlank();
    readItem();
    scanner.skipBlank();
    scanner.expect(")");
    depth--;
  }

  private long tagNumber(int from, int to) throws DecodeException {
    if (to - from < 19) {
      return Long.parseLong(scanner.text, from, to, 10);
    }
    BigInteger tag =
        to - from > 20
            ? BigInteger.ONE.shiftLeft(Long.SIZE)
            : new BigInteger(scanner.text.substring(from, to));
    if (tag.bitLength() > Long.SIZE) {
      throw EdnScanner.error(from, "the tag number does not fit 64 bits");
    }
    return tag.longValue();
  }

  /** Reads a string in chunks: {@code (_ "a", "b")}. */
  private void readChunks() throws DecodeException {
    int opening = scanner.position;
    scanner.expect("(_");
    if (!scanner.skipBlank()) {
      throw scanner.error("expected blank space");
    }
    int start = output.size();
    int[] type = {-1};
    readUntil(
        ")",
        () -> {
          int at = scanner.position;
          EdnChain chunk = new EdnChain(output, options, at);
          EdnIndicator indicator = readChain(chunk);
          int major = chunk.major();
          if (major < 0 || type[0] >= 0 && type[0] != major) {
            throw EdnScanner.error(at, "all chunks must be strings of the same type");
          }
          if (indicator == EdnIndicator.INDEFINITE) {
            throw EdnScanner.error(at, "a chunk must have a definite length");
          }
          type[0] = major;
          chunk.end(indicator);
        });
    if (type[0] < 0) {
      throw EdnScanner.error(opening, "a string in chunks must have at least one chunk");
    }
    output.insertByte(start, type[0] | 31);
    output.put(0xff);
  }

  // Strings and what looks like them.

  private boolean startsString() {
    return EdnStrings.isQuote(scanner.peek())
        || scanner.at("<<")
        || scanner.at("...")
        || prefixLength() > 0;
  }

  /** Returns the length of the literal's prefix at the scanner; 0 if there is none. */
  private int prefixLength() {
    int length = 0;
    boolean upper = scanner.peek() >= 'A' && scanner.peek() <= 'Z';
    while (isPrefixCharacter(scanner.peek(length), upper, length == 0)) {
      length++;
    }
    char next = scanner.peek(length);
    boolean literal = next == '\'' || next == '`' || next == '<' && scanner.peek(length + 1) == '<';
    return literal ? length : 0;
  }

  private static boolean isPrefixCharacter(char c, boolean upper, boolean first) {
    boolean letter = upper ? c >= 'A' && c <= 'Z' : c >= 'a' && c <= 'z';
    return letter || !first && (EdnScanner.isDigit(c) || c == '-');
  }

  private void readStrings() throws DecodeException {
    EdnChain chain = new EdnChain(output, options, scanner.position);
    chain.end(readChain(chain));
  }

  /** Reads a literal and all literals joined to it. Returns the indicator of the last one. */
  private EdnIndicator readChain(EdnChain chain) throws DecodeException {
    if (!startsString()) {
      throw scanner.error("expected a string");
    }
    readLiteral(chain);
    EdnIndicator indicator = scanner.indicator();
    while (true) {
      int before = scanner.position;
      boolean parted = scanner.skipBlank();
      boolean joined = scanner.tryRead("+");
      if (joined) {
        scanner.skipBlank();
      } else {
        joined = options.implicitConcatenation && parted && !scanner.at("...");
      }
      if (!joined || !startsString()) {
        scanner.position = before;
        return indicator;
      }
      readLiteral(chain); // only the indicator of the last literal counts
      indicator = scanner.indicator();
    }
  }

  private void readLiteral(EdnChain chain) throws DecodeException {
    int at = scanner.position;
    if (scanner.at("...")) {
      readEllipsis(chain);
      return;
    }
    int prefixLength = prefixLength();
    String prefix = scanner.text.substring(at, at + prefixLength);
    if (RESERVED.contains(prefix)) {
      throw EdnScanner.error(at, prefix + " is not the prefix of a literal");
    }
    scanner.position += prefixLength;
    char quote = scanner.peek();
    if (scanner.at("<<")) {
      readSequence(prefix, chain, at);
      return;
    }
    int contentStart = scanner.position + 1;
    int start = output.size();
    strings.read();
    if (prefix.isEmpty()) {
      chain.addString(quote != '\'', start, at);
    } else {
      applications.applyToString(prefix, start, contentStart, chain, at);
    }
  }

  private void readEllipsis(EdnChain chain) throws DecodeException {
    int at = scanner.position;
    while (scanner.peek() == '.') {
      scanner.position++;
    }
    if (!options.standIns) {
      throw EdnScanner.error(at, "an ellipsis stands for omitted content, which cannot be encoded");
    }
    chain.addEllipsis(at);
  }

  /** Reads {@code << >>}: embedded CBOR, or a sequence to which the prefix is applied. */
  private void readSequence(String prefix, EdnChain chain, int at) throws DecodeException {
    enter();
    int around = keyDepth;
    keyDepth = -1;
    scanner.position += 2;
    int start = output.size();
    int count = readUntil(">>", this::readItem);
    depth--;
    keyDepth = around;
    if (prefix.isEmpty()) {
      chain.addString(false, start, at);
    } else {
      applications.applyToSequence(prefix, start, count, chain, at);
    }
  }

  // Simple values.

  private void readSimple() throws DecodeException {
    int at = scanner.position;
    while (EdnScanner.isLetter(scanner.peek())) {
      scanner.position++;
    }
    String word = scanner.text.substring(at, scanner.position);
    int value =
        switch (word) {
          case "false" -> 20;
          case "true" -> 21;
          case "null" -> 22;
          case "undefined" -> 23;
          case "simple" -> readSimpleNumber();
          default -> throw EdnScanner.error(at, "expected an item");
        };
    output.putHead(0xe0, value, EdnIndicator.PREFERRED);
  }

  private int readSimpleNumber() throws DecodeException {
    scanner.expect("(");
    scanner.skipBlank();
    int at = scanner.position;
    int value = 0;
    while (EdnScanner.isDigit(scanner.peek()) && value < 1000) {
      value = 10 * value + scanner.peek() - '0';
      scanner.position++;
    }
    String digits = Integer.toString(value);
    boolean canonical = scanner.text.substring(at, scanner.position).equals(digits);
    if (!canonical || value > 255 || value >= 24 && value < 32) {
      throw EdnScanner.error(at, "expected the number of a simple value, 0 to 23 or 32 to 255");
    }
    scanner.skipBlank();
    scanner.expect(")");
    return value;
  }
}
