package org.teep4j.teep;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Segments;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.report.SystemPropertyClaims;

/**
 * A CDDL type: how its values are read, written and checked.
 *
 * @param reader reads a value, in the numbering of a dialect
 * @param writer writes a value
 * @param checker throws IllegalArgumentException for a value that the reader would refuse
 */
record TeepItem<T>(Reader<T> reader, Writer<T> writer, Consumer<T> checker) {

  @FunctionalInterface
  interface Reader<T> {
    T read(CborReader reader, Dialect dialect) throws DecodeException;
  }

  @FunctionalInterface
  interface Writer<T> {
    void write(CborWriter writer, T value, Dialect dialect);
  }

  private static final long LARGEST_UINT32 = 0xffff_ffffL;

  private static final int FIRST_ROOM = 8;

  /** {@code uint .size 4}. */
  static final TeepItem<Long> UINT32 =
      new TeepItem<>(
          (reader, dialect) -> readUint32(reader),
          (writer, value, dialect) -> writer.writeLong(value),
          TeepItem::checkUint32);

  /** {@code err-code-values}, and unknown codes. */
  static final TeepItem<ErrCode> ERR_CODE =
      new TeepItem<>(
          TeepItem::readErrCode,
          (writer, value, dialect) -> writer.writeLong(value.number(dialect)),
          value -> {});

  /** {@code $freshness-mechanism}. */
  static final TeepItem<FreshnessMechanism> FRESHNESS_MECHANISM =
      new TeepItem<>(
          (reader, dialect) -> FreshnessMechanism.fromNumber(reader.readUnsigned(), dialect),
          (writer, value, dialect) -> writer.writeLong(value.number(dialect)),
          value -> {});

  /** {@code $teep-cipher-suite}. */
  static final TeepItem<TeepCipherSuite> CIPHER_SUITE =
      new TeepItem<>(
          (reader, dialect) -> TeepCipherSuite.read(reader),
          (writer, value, dialect) -> writer.write(value),
          value -> {});

  /** {@code $suit-cose-profile}. */
  static final TeepItem<SuitCoseProfile> COSE_PROFILE =
      new TeepItem<>(CoseProfileItem::read, CoseProfileItem::write, value -> {});

  /** {@code SUIT_Component_Identifier}. */
  static final TeepItem<SuitComponentIdentifier> COMPONENT_IDENTIFIER =
      new TeepItem<>(
          (reader, dialect) -> SuitComponentIdentifier.read(reader),
          (writer, value, dialect) -> writer.write(value),
          value -> {});

  /** {@code system-property-claims}. */
  static final TeepItem<SystemPropertyClaims> SYSTEM_PROPERTY_CLAIMS =
      new TeepItem<>(
          (reader, dialect) -> SystemPropertyClaims.read(reader),
          (writer, value, dialect) -> writer.write(value),
          value -> {});

  /** {@code requested-tc-info}. */
  static final TeepItem<RequestedTcInfo> REQUESTED_TC_INFO =
      new TeepItem<>(
          RequestedTcInfo::read,
          (writer, value, dialect) -> value.encodeTo(writer, dialect),
          value -> {});

  /** {@code bstr} of any size, which may consist of several segments. */
  static final TeepItem<Segments> LARGE_BYTES =
      new TeepItem<>(
          (reader, dialect) -> segments(reader.readBytes()),
          (writer, value, dialect) -> writer.writeBytes(value),
          value -> {});

  private static final Segments NOTHING = Segments.of(Bytes.empty());

  private static Segments segments(Bytes bytes) {
    return bytes.isEmpty() ? NOTHING : Segments.of(bytes);
  }

  /** {@code bstr .size (min..max)}. */
  static TeepItem<Bytes> bytes(int min, int max) {
    return new TeepItem<>(
        (reader, dialect) -> reader.readBytes(min, max),
        (writer, value, dialect) -> writer.writeBytes(value),
        value -> checkSize(value.length(), min, max));
  }

  /** {@code text .size (min..max)}, counted in bytes of UTF-8. */
  static TeepItem<String> text(int min, int max) {
    return new TeepItem<>(
        (reader, dialect) -> reader.readText(min, max),
        (writer, value, dialect) -> writer.writeText(value),
        value -> checkSize(utf8Length(value), min, max));
  }

  /**
   * {@code [+ element]}; the path of an error in an element is {@code name[index]}, of any other
   * error {@code name}.
   *
   * @param mayBeEmpty whether a list without elements is accepted
   */
  static <E> TeepItem<List<E>> listOf(String name, TeepItem<E> element, boolean mayBeEmpty) {
    return new TeepItem<>(
        (reader, dialect) -> readList(reader, name, element, mayBeEmpty, dialect),
        (writer, value, dialect) -> {
          writer.beginArray();
          for (E item : value) {
            element.writer.write(writer, item, dialect);
          }
          writer.endArray();
        },
        value -> {
          if (value.isEmpty() && !mayBeEmpty) {
            throw new IllegalArgumentException("the list must have an element");
          }
          value.forEach(element.checker);
        });
  }

  private static <E> List<E> readList(
      CborReader reader, String name, TeepItem<E> element, boolean mayBeEmpty, Dialect dialect)
      throws DecodeException {
    int index = -1;
    try {
      long start = reader.offset();
      int count = reader.enterArray();
      // Limits the first allocation: the count in the array head is untrusted.
      @SuppressWarnings("unchecked") // never returned
      E[] elements = (E[]) new Object[count < 0 ? FIRST_ROOM : Math.min(count, FIRST_ROOM)];
      int size = 0;
      while (reader.hasNext()) {
        if (size == elements.length) {
          elements = Arrays.copyOf(elements, 2 * size + 1);
        }
        index = size;
        elements[size++] = element.reader.read(reader, dialect);
        index = -1;
      }
      if (size == 0 && !mayBeEmpty) {
        throw new DecodeException(
            Reason.WRONG_LENGTH, start, "the array must have at least one element");
      }
      reader.exitArray();
      return List.of(size == elements.length ? elements : Arrays.copyOf(elements, size));
    } catch (DecodeException e) {
      throw index < 0 ? e.in(name) : e.in(name, index);
    }
  }

  private static long readUint32(CborReader reader) throws DecodeException {
    long start = reader.offset();
    long value = reader.readUnsigned();
    if (value > LARGEST_UINT32) {
      throw new DecodeException(Reason.VALUE_OUT_OF_RANGE, start, value + " does not fit 4 bytes");
    }
    return value;
  }

  private static void checkUint32(long value) {
    if (value < 0 || value > LARGEST_UINT32) {
      throw new IllegalArgumentException(value + " does not fit 4 unsigned bytes");
    }
  }

  private static ErrCode readErrCode(CborReader reader, Dialect dialect) throws DecodeException {
    long start = reader.offset();
    long number = reader.readUnsigned();
    ErrCode code = UnknownErrCode.orKnown(number, dialect);
    if (code == null) {
      throw new DecodeException(Reason.VALUE_OUT_OF_RANGE, start, number + " is not an err-code");
    }
    return code;
  }

  private static void checkSize(int size, int min, int max) {
    if (size < min || size > max) {
      throw new IllegalArgumentException(size + " bytes, admitted are " + min + " to " + max);
    }
  }

  /** The length in bytes of UTF-8. Throws IllegalArgumentException for unpaired surrogates. */
  private static int utf8Length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        throw new IllegalArgumentException("the text has an unpaired surrogate");
      }
      length += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      i += Character.charCount(codePoint);
    }
    return length;
  }
}
