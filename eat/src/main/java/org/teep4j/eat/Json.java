package org.teep4j.eat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnParseOptions;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Strictness;

/**
 * JSON as CBOR: objects are maps with texts as keys. The parser for CBOR diagnostic notation reads
 * it, because JSON is a subset of that.
 */
final class Json {

  private static final int FIRST_NOT_CONTROL = 0x20;
  private static final int LAST_ASCII = 0x7e;

  private Json() {}

  /**
   * Encodes a JSON text in CBOR. The result has nothing but what JSON has. The offset of an
   * exception counts characters, or is 0.
   */
  static Bytes parse(String json, DecodeOptions limits) throws DecodeException {
    Bytes cbor = Edn.parse(json, EdnParseOptions.defaults().withLimits(limits));
    try {
      CborReader reader =
          new CborReader(cbor, DecodeOptions.largest().withStrictness(Strictness.PREFERRED));
      check(reader);
      reader.expectEnd();
    } catch (DecodeException e) {
      throw new DecodeException(e.reason(), 0, e.detail());
    }
    return cbor;
  }

  /** Refuses what diagnostic notation has and JSON has not. */
  private static void check(CborReader reader) throws DecodeException {
    switch (reader.peekType()) {
      case UNSIGNED_INTEGER, NEGATIVE_INTEGER, TEXT_STRING, BOOLEAN, NULL -> reader.skip();
      case FLOAT -> {
        if (!Double.isFinite(reader.readDouble())) {
          throw reader.error(Reason.SYNTAX, "a number of JSON is finite");
        }
      }
      case ARRAY -> {
        reader.enterArray();
        while (reader.hasNext()) {
          check(reader);
        }
        reader.exitArray();
      }
      case MAP -> {
        reader.enterMap();
        while (reader.hasNext()) {
          if (reader.peekType() != CborType.TEXT_STRING) {
            throw reader.error(Reason.SYNTAX, "the name of a member must be a text string");
          }
          reader.skip();
          check(reader);
        }
        reader.exitMap();
      }
      default -> throw reader.error(Reason.SYNTAX, "this is no JSON value");
    }
  }

  /** The text of UTF-8 bytes. */
  static String text(Bytes utf8) throws DecodeException {
    try {
      ByteBuffer buffer = utf8.asReadOnlyBuffer();
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException e) {
      throw new DecodeException(Reason.INVALID_UTF8, 0, "JSON text must be UTF-8");
    }
  }

  /**
   * The JSON text for an encoded item.
   *
   * @throws IllegalStateException if JSON has no form for it, as for byte strings and tags
   */
  static String print(Bytes cbor) {
    try {
      StringBuilder out = new StringBuilder();
      print(new CborReader(cbor, DecodeOptions.largest()), out);
      return out.toString();
    } catch (DecodeException e) {
      throw new IllegalStateException("not an encoded item: " + e.getMessage());
    }
  }

  private static void print(CborReader reader, StringBuilder out) throws DecodeException {
    switch (reader.peekType()) {
      case UNSIGNED_INTEGER, NEGATIVE_INTEGER -> out.append(reader.readInteger());
      case TEXT_STRING -> quote(reader.readText(), out);
      case BOOLEAN -> out.append(reader.readBoolean());
      case NULL -> {
        reader.readNull();
        out.append("null");
      }
      case FLOAT -> out.append(number(reader.readDouble()));
      case ARRAY -> printArray(reader, out);
      case MAP -> printObject(reader, out);
      default -> throw new IllegalStateException("JSON has no form for a " + reader.peekType());
    }
  }

  private static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalStateException("JSON has no form for " + value);
    }
    return Double.toString(value);
  }

  private static void printArray(CborReader reader, StringBuilder out) throws DecodeException {
    String separator = "[";
    reader.enterArray();
    while (reader.hasNext()) {
      print(reader, out.append(separator));
      separator = ",";
    }
    reader.exitArray();
    out.append(separator.equals("[") ? "[]" : "]");
  }

  private static void printObject(CborReader reader, StringBuilder out) throws DecodeException {
    String separator = "{";
    reader.enterMap();
    while (reader.hasNext()) {
      out.append(separator);
      if (reader.peekType() != CborType.TEXT_STRING) {
        throw new IllegalStateException("JSON has no name for the label " + label(reader));
      }
      quote(reader.readText(), out);
      print(reader, out.append(':'));
      separator = ",";
    }
    reader.exitMap();
    out.append(separator.equals("{") ? "{}" : "}");
  }

  private static String label(CborReader reader) throws DecodeException {
    return Edn.print(reader.readEncodedItem());
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == '"' || unit == '\\') {
        out.append('\\').append(unit);
      } else if (unit >= FIRST_NOT_CONTROL && unit <= LAST_ASCII) {
        out.append(unit);
      } else {
        out.append(String.format("\\u%04x", (int) unit));
      }
    }
    out.append('"');
  }
}
