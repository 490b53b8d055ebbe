package org.teep4j.codec;

/**
 * String literals and ellipses that are joined to one item, or an item of another type alone. What
 * they stand for is in the output already; its heads are put before it once it is complete.
 */
final class EdnChain {

  /** What the literals since the last ellipsis are. */
  private enum Kind {
    NOTHING,
    TEXT,
    BYTES,
    ITEM,
    STAND_IN
  }

  /** Tag 888, which the EDN draft proposes for what has been left out, around {@code null}. */
  private static final Bytes ELLIPSIS = Bytes.fromHex("d90378f6");

  private final OutputBuffer output;
  private final EdnParseOptions options;
  private final int at;
  private final int start;

  /** Where in the output the literals since the last ellipsis start. */
  private int spanStart;

  private Kind kind = Kind.NOTHING;

  /** How many strings and ellipses there are, if there is an ellipsis. */
  private int parts;

  /** Starts with nothing; the first literal stands at {@code at} in the text. */
  EdnChain(OutputBuffer output, EdnParseOptions options, int at) {
    this.output = output;
    this.options = options;
    this.at = at;
    this.start = output.size();
  }

  /**
   * Adds a string.
   *
   * @param text whether it is text
   * @param from where in the output it starts; it ends where the output does
   * @param literal where the literal stands in the text
   */
  void addString(boolean text, int from, int literal) throws DecodeException {
    requireString(literal);
    if (kind == Kind.NOTHING) {
      spanStart = from;
      kind = text ? Kind.TEXT : Kind.BYTES;
    } else if (text && kind == Kind.BYTES) {
      throw EdnScanner.error(literal, "text cannot be appended to bytes");
    }
  }

  void addEllipsis(int literal) throws DecodeException {
    requireString(literal);
    if (kind != Kind.NOTHING) {
      endSpan(EdnIndicator.PREFERRED);
      parts++;
    } else if (parts > 0) {
      return; // several ellipses are one
    }
    output.put(ELLIPSIS);
    parts++;
  }

  /** Adds an item that is no string, and so must stay alone. */
  void addItem(int literal) throws DecodeException {
    requireAlone(literal);
    kind = Kind.ITEM;
  }

  /** Adds what stands for an item that is not known, and whose encoding nobody can choose. */
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

  /** Major type 2 or 3 shifted to its place, if this is one string without ellipses; else -1. */
  int major() {
    if (parts > 0 || kind != Kind.TEXT && kind != Kind.BYTES) {
      return -1;
    }
    return kind == Kind.TEXT ? 0x60 : 0x40;
  }

  /** Completes what has been joined, in the encoding that the last literal's indicator asks for. */
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
    int most = options.limits().maxStringLength();
    if (length > most) {
      throw new DecodeException(
          Reason.STRING_TOO_LONG, at, length + " bytes, the limit is " + most);
    }
    int major = kind == Kind.TEXT ? 0x60 : 0x40;
    if (kind == Kind.TEXT
        && !options.invalidAdmitted()
        && Utf8.firstInvalid(output.array(), spanStart, output.size()) >= 0) {
      throw new DecodeException(Reason.INVALID_UTF8, at, "the text string is not UTF-8");
    }
    if (indicator == EdnIndicator.INDEFINITE) {
      if (length > 0) {
        throw EdnScanner.error(at, "only an empty string has the encoding indicator _");
      }
      output.put(major | 31);
      output.put(0xff);
    } else if (!output.insertHead(spanStart, major, length, indicator)) {
      throw EdnScanner.error(at, "the length does not fit the encoding indicator");
    }
    kind = Kind.NOTHING;
  }

  /** Puts another head on an item whose head is the shortest, or another width on a number. */
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
