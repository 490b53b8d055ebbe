package org.teep4j.codec;

/**
 * String literals and ellipses that are joined to one item, or a single item of another type. The
 * content of the literals is already in the output. The heads are inserted before it when the chain
 * is complete.
 */
final class EdnChain {

  /** The type of the literals since the last ellipsis. */
  private enum Kind {
    NOTHING,
    TEXT,
    BYTES,
    ITEM,
    STAND_IN
  }

  /**
   * Tag 888 with {@code null} as content, which the EDN draft proposes for omitted data: d90378 is
   * the tag, f6 is {@code null}.
   */
  private static final Bytes ELLIPSIS = Bytes.fromHex("d90378f6");

  private final OutputBuffer output;
  private final EdnParseOptions options;
  private final int at;
  private final int start;

  /** Start of the literals since the last ellipsis in the output. */
  private int spanStart;

  private Kind kind = Kind.NOTHING;

  /** Number of strings and ellipses; 0 if there is no ellipsis. */
  private int parts;

  /** Starts an empty chain; {@code at} is the offset of the first literal in the text. */
  EdnChain(OutputBuffer output, EdnParseOptions options, int at) {
    this.output = output;
    this.options = options;
    this.at = at;
    this.start = output.size();
  }

  /**
   * Adds a string.
   *
   * @param text true for a text string, false for a byte string
   * @param from start of the string in the output; the string ends at the end of the output
   * @param literal offset of the literal in the text
   */
  void addString(boolean text, int from, int literal) throws DecodeException {
    requireString(literal);
    if (kind == Kind.NOTHING) {
      spanStart = from;
      kind = text ? Kind.TEXT : Kind.BYTES;
    } else if (text && kind == Kind.BYTES) {
      throw EdnScanner.error(literal, "a text string cannot be joined to a byte string");
    }
  }

  void addEllipsis(int literal) throws DecodeException {
    requireString(literal);
    if (kind != Kind.NOTHING) {
      endSpan(EdnIndicator.PREFERRED);
      parts++;
    } else if (parts > 0) {
      return; // adjacent ellipses count as one
    }
    output.put(ELLIPSIS);
    parts++;
  }

  /** Adds an item that is not a string. It must be the only item of the chain. */
  void addItem(int literal) throws DecodeException {
    requireAlone(literal);
    kind = Kind.ITEM;
  }

  /** Adds a stand-in for an unknown item. An encoding indicator has no effect on it. */
  void addStandIn(int literal) throws DecodeException {
    requireAlone(literal);
    kind = Kind.STAND_IN;
  }

  private void requireAlone(int literal) throws DecodeException {
    if (kind != Kind.NOTHING || parts > 0) {
      throw EdnScanner.error(literal, "only strings can be joined");
    }
  }

  private void requireString(int literal) throws DecodeException {
    if (kind == Kind.ITEM || kind == Kind.STAND_IN) {
      throw EdnScanner.error(literal, "only strings can be joined");
    }
  }

  /**
   * Returns the major type in the high three bits (0x40 byte string, 0x60 text string) if the chain
   * is one string without ellipses; else -1.
   */
  int major() {
    if (parts > 0 || kind != Kind.TEXT && kind != Kind.BYTES) {
      return -1;
    }
    return kind == Kind.TEXT ? 0x60 : 0x40;
  }

  /** Completes the chain, in the encoding that the last literal's indicator selects. */
  void end(EdnIndicator indicator) throws DecodeException {
    if (kind == Kind.ITEM) {
      encodeAgain(indicator);
    } else if (kind == Kind.TEXT || kind == Kind.BYTES) {
      endSpan(parts == 0 ? indicator : EdnIndicator.PREFERRED);
      parts += parts == 0 ? 0 : 1;
    }
    if (parts > 1) {
      output.insertHead(start, 0x80, parts, EdnIndicator.PREFERRED);
      output.insertHead(start, 0xc0, 888, EdnIndicator.PREFERRED);
    }
  }

  private void endSpan(EdnIndicator indicator) throws DecodeException {
    int length = output.size() - spanStart;
    int most = options.limits.maxStringLength;
    if (length > most) {
      throw new DecodeException(
          Reason.STRING_TOO_LONG,
          at,
          "the string has " + length + " bytes, at most " + most + " are allowed");
    }
    int major = kind == Kind.TEXT ? 0x60 : 0x40;
    if (kind == Kind.TEXT
        && !options.invalidAdmitted
        && Utf8.firstInvalid(output.array(), spanStart, output.size()) >= 0) {
      throw new DecodeException(Reason.INVALID_UTF8, at, "the text string is not UTF-8");
    }
    if (indicator == EdnIndicator.INDEFINITE) {
      if (length > 0) {
        throw EdnScanner.error(at, "the encoding indicator _ is only allowed for an empty string");
      }
      output.put(major | 31);
      output.put(0xff);
    } else if (!output.insertHead(spanStart, major, length, indicator)) {
      throw EdnScanner.error(at, "the length does not fit the encoding indicator");
    }
    kind = Kind.NOTHING;
  }

  /**
   * Encodes an item again: with another head, or a floating-point number with another width. Until
   * now the item has the shortest head.
   */
  private void encodeAgain(EdnIndicator indicator) throws DecodeException {
    if (indicator == EdnIndicator.PREFERRED) {
      return;
    }
    int initial = output.array()[start] & 0xff;
    int information = initial & 0x1f;
    int size = information < 24 ? 0 : 1 << information - 24;
    long argument = size == 0 ? information : Heads.argument(output.array(), start + 1, size);
    boolean fits;
    if (initial >= 0xe0) {
      long bits =
          switch (size) {
            case 2 -> Floats.widenHalf((int) argument);
            case 4 -> Floats.widenSingle((int) argument);
            default -> argument;
          };
      output.truncate(start);
      fits = output.putDouble(bits, indicator);
    } else if (indicator == EdnIndicator.INDEFINITE) {
      fits = (initial & 0xe0) == 0x80;
      output.remove(start, start + 1 + size);
      output.insertByte(start, 0x9f);
      output.put(0xff);
    } else {
      output.remove(start, start + 1 + size);
      fits = output.insertHead(start, initial & 0xe0, argument, indicator);
    }
    if (!fits) {
      throw EdnScanner.error(at, "the value does not fit the encoding indicator");
    }
  }
}
