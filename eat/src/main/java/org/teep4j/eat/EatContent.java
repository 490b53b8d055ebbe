package org.teep4j.eat;

import java.util.regex.Pattern;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/**
 * A manifest or measurement in a format of its own: {@code manifest-format} and {@code
 * measurements-format} (RFC 9711, Sections 4.2.15 and 4.2.16). The content is not parsed.
 *
 * <pre>{@code
 * [ content-type: uint .le 65535, content-format: bytes / text ]
 * }</pre>
 *
 * @param contentFormat the number of the media type in the IANA registry "CoAP Content-Formats"
 * @param content the content, a view; UTF-8 if it is a text
 * @param isText whether the content is a text in the token
 */
public record EatContent(int contentFormat, Bytes content, boolean isText) {

  /** A CoSWID without tag, {@code application/swid+cbor} (RFC 9393). */
  public static final int SWID = 258;

  /** {@code application/measured-component+cbor} (RFC 10013). */
  public static final int MEASURED_COMPONENT_CBOR = 295;

  /** {@code application/measured-component+json} (RFC 10013). */
  public static final int MEASURED_COMPONENT_JSON = 296;

  private static final int LARGEST = 65535;

  private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+={0,2}");

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if the number is not one of 16 bits
   */
  public EatContent {
    if (contentFormat < 0 || contentFormat > LARGEST) {
      throw new IllegalArgumentException(contentFormat + " is no CoAP Content-Format");
    }
  }

  /**
   * Content that is not text.
   *
   * @param contentFormat the number of its media type
   * @param content the content, referenced by the result
   * @return the value
   * @throws IllegalArgumentException if the number is not one of 16 bits
   */
  public static EatContent of(int contentFormat, Bytes content) {
    return new EatContent(contentFormat, content, false);
  }

  static EatContent read(ClaimReader reader) throws DecodeException {
    reader.cbor().enterArray();
    long at = reader.cbor().offset();
    long number = reader.integer();
    if (number < 0 || number > LARGEST) {
      throw new DecodeException(
          Reason.VALUE_OUT_OF_RANGE, at, number + " is no CoAP Content-Format");
    }
    EatContent content =
        reader.cbor().peekType() == CborType.TEXT_STRING
            ? readText(reader, (int) number)
            : of((int) number, reader.cbor().readBytes());
    reader.cbor().exitArray();
    return content;
  }

  /** In JSON, content that is not text is base64url, which no format of text looks like. */
  private static EatContent readText(ClaimReader reader, int number) throws DecodeException {
    long at = reader.cbor().offset();
    String text = reader.text();
    return reader.isJson() && BASE64URL.matcher(text).matches()
        ? of(number, ClaimReader.base64(text, at))
        : new EatContent(number, Bytes.ofUtf8(text), true);
  }

  void write(ClaimWriter writer) {
    writer.cbor().beginArray().writeLong(contentFormat);
    if (isText) {
      writer.text(Texts.ofUtf8(content));
    } else {
      writer.bytes(content);
    }
    writer.cbor().endArray();
  }
}
