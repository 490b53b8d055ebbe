package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;

/** Asserts that a decoder refuses something, why, and where. */
final class Refused {

  interface Decoder {
    Object decode(Bytes input) throws DecodeException;
  }

  private Refused() {}

  /** The encoding of diagnostic notation. */
  static Bytes edn(String notation) {
    try {
      return Edn.parse(notation);
    } catch (DecodeException e) {
      throw new AssertionError(notation, e);
    }
  }

  static DecodeException refused(Decoder decoder, String notation, Reason reason, String path) {
    DecodeException e =
        assertThrows(DecodeException.class, () -> decoder.decode(edn(notation)), notation);
    assertEquals(reason, e.reason(), () -> notation + ": " + e.getMessage());
    assertEquals(path, e.path(), notation);
    return e;
  }
}
