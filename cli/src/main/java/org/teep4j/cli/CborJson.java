package org.teep4j.cli;

import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;

/** Converts CBOR to JSON as RFC 8949, Section 6.1 advises. */
final class CborJson {
  /** How byte strings become text: what a tag around them asks for (Section 3.4.5.2). */
  private enum Hint {
    BASE64URL(21),
    BASE64(22),
    BASE16(23);

    private final long tag;

    Hint(long tag) {
      this.tag = tag;
    }

    private String text(Bytes bytes) {
      byte[] content = bytes.toByteArray();
      return switch (this) {
        case BASE64URL -> Base64.getUrlEncoder().withoutPadding().encodeToString(content);
        case BASE64 -> Base64.getEncoder().encodeToString(content);
        case BASE16 -> bytes.toHex().toUpperCase(Locale.ROOT);
      };
    }
  }

  private static final long UNSIGNED_BIGNUM = 2;
  private static final long NEGATIVE_BIGNUM = 3;
  private static final int FALSE = 20;
  private static final int TRUE = 21;
  private static final String INDENT = "  ";

  private final CborReader reader;
  private final StringBuilder out = new StringBuilder();
  private final boolean pretty;

  private CborJson(CborReader reader, boolean pretty) {
    this.reader = reader;
    this.pretty = pretty;
  }

  /**
   * Converts an item, or a sequence of items to a line for each.
   *
   * @param pretty whether each element has a line of its own
   * @throws DecodeException if the CBOR is malformed or invalid, or a map has keys that no object
   *     of JSON can have
   */
  static String of(Bytes cbor, DecodeOptions limits, boolean pretty) throws DecodeException {
    CborJson json = new CborJson(new CborReader(cbor, limits), pretty);
    while (json.reader.hasNext()) {
      json.out.append(json.out.isEmpty() ? "" : "\n");
      json.item(Hint.BASE64URL, 0);
    }
    return json.out.toString();
  }

  private void item(Hint hint, int depth) throws DecodeException {
    switch (reader.peekType()) {
      case UNSIGNED_INTEGER, NEGATIVE_INTEGER -> out.append(reader.readInteger());
      case BYTE_STRING -> text(hint.text(reader.readBytes()));
      case TEXT_STRING -> text(reader.readText());
      case ARRAY -> array(hint, depth);
      case MAP -> map(hint, depth);
      case TAG -> tagged(hint, depth);
      case FLOAT -> number(reader.readDouble());
      default -> {
        int value = reader.readSimple();
        out.append(value == FALSE ? "false" : value == TRUE ? "true" : "null");
      }
    }
  }

  private void array(Hint hint, int depth) throws DecodeException {
    reader.enterArray();
    out.append('[');
    boolean isFirst = true;
    while (reader.hasNext()) {
      next(isFirst, depth + 1);
      isFirst = false;
      item(hint, depth + 1);
    }
    reader.exitArray();
    end(isFirst, depth, ']');
  }

  private void map(Hint hint, int depth) throws DecodeException {
    Set<String> names = new HashSet<>();
    reader.enterMap();
    out.append('{');
    boolean isFirst = true;
    while (reader.hasNext()) {
      next(isFirst, depth + 1);
      isFirst = false;
      String name = name();
      if (!names.add(name)) {
        throw reader.error(
            Reason.DUPLICATE_KEY, "two keys of this map are \"" + name + "\" in JSON");
      }
      text(name);
      out.append(pretty ? ": " : ":");
      item(hint, depth + 1);
    }
    reader.exitMap();
    end(isFirst, depth, '}');
  }

  private String name() throws DecodeException {
    CborType type = reader.peekType();
    return switch (type) {
      case TEXT_STRING -> reader.readText();
      case UNSIGNED_INTEGER, NEGATIVE_INTEGER -> reader.readInteger().toString();
      default ->
          throw reader.error(
              Reason.UNEXPECTED_TYPE, "a key in JSON is text or an integer, and this is " + type);
    };
  }

  private void next(boolean isFirst, int depth) {
    out.append(isFirst ? "" : ",");
    line(depth);
  }

  private void end(boolean isEmpty, int depth, char bracket) {
    if (!isEmpty) {
      line(depth);
    }
    out.append(bracket);
  }

  private void line(int depth) {
    if (pretty) {
      out.append('\n').append(INDENT.repeat(depth));
    }
  }

  private void tagged(Hint hint, int depth) throws DecodeException {
    if (reader.peekTag(UNSIGNED_BIGNUM) || reader.peekTag(NEGATIVE_BIGNUM)) {
      boolean isNegative = reader.readTag() == NEGATIVE_BIGNUM;
      text((isNegative ? "~" : "") + Hint.BASE64URL.text(reader.readBytes()));
      return;
    }
    long tag = reader.readTag();
    Hint inner = hint;
    for (Hint each : Hint.values()) {
      inner = each.tag == tag ? each : inner;
    }
    item(inner, depth);
  }

  private void number(double value) throws DecodeException {
    // Notation of a finite number is JSON.
    out.append(
        Double.isFinite(value) ? Edn.print(new CborWriter().writeDouble(value).toBytes()) : "null");
  }

  private void text(String text) {
    out.append('"');
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').appendCodePoint(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (Text.isSafe(c)) {
        out.appendCodePoint(c);
      } else {
        for (char unit : Character.toChars(c)) {
          out.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
      }
    }
    out.append('"');
  }
}
