package org.teep4j.cose;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/**
 * An integer or a text: {@code label = int / tstr} (RFC 9052, Section 1.5). Labels name header and
 * key parameters. Algorithms, key operations and content types have the same two forms.
 *
 * <p>Immutable. Two labels are equal if both are the same number or both the same text.
 */
public final class CoseLabel implements CborEncodable, Comparable<CoseLabel> {

  private static final int SMALL = 64;
  private static final CoseLabel[] SMALL_NUMBERS = new CoseLabel[2 * SMALL];

  static {
    for (int i = 0; i < SMALL_NUMBERS.length; i++) {
      SMALL_NUMBERS[i] = new CoseLabel(i - SMALL, null);
    }
  }

  private final long number;
  private final @Nullable String text;

  private CoseLabel(long number, @Nullable String text) {
    this.number = number;
    this.text = text;
  }

  /**
   * Makes a label from a number.
   *
   * @param number any value
   * @return the label
   */
  public static CoseLabel of(long number) {
    return number >= -SMALL && number < SMALL
        ? SMALL_NUMBERS[(int) number + SMALL]
        : new CoseLabel(number, null);
  }

  /**
   * Makes a label from a text.
   *
   * @param text any text that has a UTF-8 encoding
   * @return the label
   */
  public static CoseLabel of(String text) {
    return new CoseLabel(0, Objects.requireNonNull(text));
  }

  /**
   * Reads a label at the position of a reader.
   *
   * @param reader positioned at the label; afterwards positioned after it
   * @return the label
   * @throws DecodeException if the next item is neither an integer of 64 bits nor a text
   */
  public static CoseLabel read(CborReader reader) throws DecodeException {
    return switch (reader.peekType()) {
      case UNSIGNED_INTEGER, NEGATIVE_INTEGER -> of(reader.readLong());
      case TEXT_STRING -> of(reader.readText());
      default ->
          throw reader.error(
              Reason.UNEXPECTED_TYPE, "expected int / tstr, found " + reader.peekType());
    };
  }

  /**
   * Whether this is a text.
   *
   * @return false for a number
   */
  public boolean isText() {
    return text != null;
  }

  /**
   * Whether this is the given number.
   *
   * @param value the number
   * @return false for another number and for every text
   */
  public boolean is(long value) {
    return text == null && number == value;
  }

  /**
   * The number.
   *
   * @return the value
   * @throws IllegalStateException if this is a text
   */
  public long number() {
    if (text != null) {
      throw new IllegalStateException("the label is a text");
    }
    return number;
  }

  /**
   * The text.
   *
   * @throws IllegalStateException if this is a number
   */
  public String text() {
    if (text == null) {
      throw new IllegalStateException("the label is a number");
    }
    return text;
  }

  @Override
  public void encodeTo(CborWriter writer) {
    if (text == null) {
      writer.writeLong(number);
    } else {
      writer.writeText(text);
    }
  }

  /**
   * Orders numbers by value, then texts by their UTF-16 units. A hash map uses this order for
   * labels with equal hash values, so lookups stay fast even if a sender has chosen such labels on
   * purpose.
   */
  @Override
  public int compareTo(CoseLabel other) {
    if (text == null) {
      return other.text == null ? Long.compare(number, other.number) : -1;
    }
    if (other.text == null) {
      return 1;
    }
    return text.compareTo(other.text);
  }

  /**
   * Orders labels by the bytes of their encoding, as deterministic encoding orders keys (RFC 8949,
   * Section 4.2.1): 0 and up, then -1 and down, then texts, the shorter first.
   */
  int compareEncoded(CoseLabel other) {
    if (text == null || other.text == null) {
      return text == null && other.text == null
          ? Long.compareUnsigned(argument(number), argument(other.number))
          : text == null ? -1 : 1;
    }
    Bytes own = Bytes.ofUtf8(text);
    Bytes others = Bytes.ofUtf8(other.text);
    int byLength = Integer.compare(own.length(), others.length());
    return byLength != 0 ? byLength : own.compareTo(others);
  }

  /** Maps numbers to unsigned numbers in the order of their encoding. */
  private static long argument(long number) {
    return number >= 0 ? number : number ^ Long.MAX_VALUE;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof CoseLabel other
        && number == other.number
        && Objects.equals(text, other.text);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(number) + Objects.hashCode(text);
  }

  /** The number in decimal digits, or the text in double quotes. */
  @Override
  public String toString() {
    return text == null ? Long.toString(number) : '"' + text + '"';
  }

  private static final int LONGEST_IN_MESSAGES = 40;

  /**
   * The label for error messages: a long text is cut, and {@code ?} replaces all characters but
   * plain ASCII.
   */
  String brief() {
    if (text == null) {
      return toString();
    }
    boolean isLong = text.length() > LONGEST_IN_MESSAGES;
    String start = isLong ? text.substring(0, LONGEST_IN_MESSAGES) : text;
    return '"' + start.replaceAll("[^ -~]", "?") + (isLong ? "...\"" : "\"");
  }
}
