package org.teep4j.eat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseLabel;

/**
 * Reads the types of claims in either encoding: CBOR, or JSON that {@link Json} has turned into
 * CBOR. A method that treats the two differently stands for {@code JC<>} of RFC 9711, Section 7.
 *
 * @param cbor positioned at the value
 * @param isJson whether the items were JSON
 */
record ClaimReader(CborReader cbor, boolean isJson) {

  /** Reads an element. */
  @FunctionalInterface
  interface Element<T> {
    T read(ClaimReader reader) throws DecodeException;
  }

  /** {@code bstr .size (min..max)}, in JSON base64url. */
  Bytes bytes(int min, int max) throws DecodeException {
    if (!isJson) {
      return cbor.readBytes(min, max);
    }
    long at = cbor.offset();
    Bytes decoded = base64(cbor.readText(), at);
    if (decoded.length() < min || decoded.length() > max) {
      throw new DecodeException(
          Reason.WRONG_LENGTH, at, decoded.length() + " bytes, admitted are " + min + " to " + max);
    }
    return decoded;
  }

  static Bytes base64(String text, long at) throws DecodeException {
    try {
      return Base64Url.decodeLenient(text);
    } catch (IllegalArgumentException e) {
      throw new DecodeException(Reason.SYNTAX, at, "not base64url");
    }
  }

  /** {@code bstr} of any size, in JSON base64url. */
  Bytes bytes() throws DecodeException {
    return bytes(0, Integer.MAX_VALUE);
  }

  String text() throws DecodeException {
    return cbor.readText();
  }

  Uint uint() throws DecodeException {
    return Uint.read(cbor);
  }

  boolean bool() throws DecodeException {
    return cbor.readBoolean();
  }

  /** {@code int / tstr}. */
  CoseLabel label() throws DecodeException {
    return CoseLabel.read(cbor);
  }

  /** An integer, in JSON also one that is written with a fraction or an exponent. */
  long integer() throws DecodeException {
    long at = cbor.offset();
    if (!isJson || cbor.peekType() != CborType.FLOAT) {
      return cbor.readLong();
    }
    double value = cbor.readDouble();
    if (value != Math.rint(value) || Math.abs(value) >= 0x1p63) {
      throw new DecodeException(Reason.UNEXPECTED_TYPE, at, value + " is no integer");
    }
    return (long) value;
  }

  /** {@code number}: an integer or a float. */
  double number() throws DecodeException {
    return cbor.peekType() == CborType.FLOAT ? cbor.readDouble() : cbor.readLong();
  }

  /** The constant with a number, in JSON the constant with a name. */
  <E extends Enum<E> & Named> E named(E[] constants) throws DecodeException {
    return isJson && cbor.peekType() == CborType.TEXT_STRING
        ? byName(constants)
        : byNumber(constants);
  }

  private <E extends Enum<E> & Named> E byName(E[] constants) throws DecodeException {
    long at = cbor.offset();
    String name = cbor.readText();
    for (E constant : constants) {
      if (constant.jsonName().equals(name)) {
        return constant;
      }
    }
    throw new DecodeException(Reason.VALUE_OUT_OF_RANGE, at, "an unknown name");
  }

  private <E extends Enum<E> & Named> E byNumber(E[] constants) throws DecodeException {
    long at = cbor.offset();
    long number = integer();
    for (E constant : constants) {
      if (constant.number() == number) {
        return constant;
      }
    }
    throw new DecodeException(Reason.VALUE_OUT_OF_RANGE, at, number + " has no meaning here");
  }

  /** {@code [+ element]}; the path of an error in an element is {@code [index]}. */
  <T> List<T> list(Element<T> element) throws DecodeException {
    long at = cbor.offset();
    List<T> list = new ArrayList<>();
    cbor.enterArray();
    while (cbor.hasNext()) {
      try {
        list.add(element.read(this));
      } catch (DecodeException e) {
        throw e.in("", list.size());
      }
    }
    cbor.exitArray();
    if (list.isEmpty()) {
      throw new DecodeException(Reason.WRONG_LENGTH, at, "the array must not be empty");
    }
    return List.copyOf(list);
  }

  /** {@code element / [ 2* element ]}; an array of one element is accepted too. */
  <T> List<T> oneOrMore(Element<T> element) throws DecodeException {
    return cbor.peekType() == CborType.ARRAY ? list(element) : List.of(element.read(this));
  }

  /** An optional last element of an array. */
  <T> @Nullable T optional(Element<T> element) throws DecodeException {
    return cbor.hasNext() ? element.read(this) : null;
  }

  /** A value that its constructor checks. */
  <T> T checked(long at, Function<Bytes, T> constructor, Bytes value) throws DecodeException {
    try {
      return constructor.apply(value);
    } catch (IllegalArgumentException e) {
      throw new DecodeException(Reason.VALUE_OUT_OF_RANGE, at, String.valueOf(e.getMessage()));
    }
  }

  DecodeException error(Reason reason, String detail) {
    return cbor.error(reason, detail);
  }
}
