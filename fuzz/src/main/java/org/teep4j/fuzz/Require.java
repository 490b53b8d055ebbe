package org.teep4j.fuzz;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;

/** What must hold for anything that was decoded. */
final class Require {
  /** Decodes again. */
  @FunctionalInterface
  interface Decoder<T> {
    T decode(Bytes input) throws DecodeException;
  }

  private Require() {}

  static void that(boolean holds, String rule) {
    if (!holds) {
      throw new AssertionError(rule);
    }
  }

  static void equal(Object expected, Object actual, String rule) {
    if (!expected.equals(actual)) {
      throw new AssertionError(rule + ": " + expected + " became " + actual);
    }
    that(expected.hashCode() == actual.hashCode(), rule + ": hash codes of equal values differ");
  }

  /**
   * What is decoded and encoded is decoded to the same value, and then encoded to the same bytes.
   */
  static <T extends CborEncodable> Bytes roundTrip(T value, Decoder<T> decoder) {
    Bytes encoded = new CborWriter().write(value).toBytes();
    T again;
    try {
      again = decoder.decode(encoded);
    } catch (DecodeException refused) {
      throw new AssertionError("refused what it had encoded: " + encoded.toHex(), refused);
    }
    equal(value, again, "decoding after encoding");
    Bytes twice = new CborWriter().write(again).toBytes();
    equal(encoded, twice, "encoding after decoding");
    that(value.toString() != null, "toString");
    return encoded;
  }
}
