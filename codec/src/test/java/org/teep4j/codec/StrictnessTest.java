package org.teep4j.codec;

import static org.teep4j.codec.Refusals.assertRefused;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictnessTest {

  private static void skip(String hex, Strictness strictness) throws DecodeException {
    CborReader reader =
        new CborReader(
            Bytes.fromHex(hex.replace(" ", "")),
            DecodeOptions.defaults().withStrictness(strictness));
    reader.skip();
    reader.expectEnd();
  }

  /** Each is admitted by all levels before the one that refuses it, and refused by all after. */
  @ParameterizedTest
  @CsvSource({
    "DEFINITE_LENGTH, INDEFINITE_LENGTH, 0, 9fff",
    "DEFINITE_LENGTH, INDEFINITE_LENGTH, 0, bfff",
    "DEFINITE_LENGTH, INDEFINITE_LENGTH, 1, 815fff",
    "DEFINITE_LENGTH, INDEFINITE_LENGTH, 0, 7f6161ff",
    "DEFINITE_LENGTH, INDEFINITE_LENGTH, 2, a1009fff",
    "PREFERRED, NOT_PREFERRED, 0, 1817",
    "PREFERRED, NOT_PREFERRED, 0, 1900ff",
    "PREFERRED, NOT_PREFERRED, 0, 1a0000ffff",
    "PREFERRED, NOT_PREFERRED, 0, 1b00000000ffffffff",
    "PREFERRED, NOT_PREFERRED, 0, 3800",
    "PREFERRED, NOT_PREFERRED, 0, 5800",
    "PREFERRED, NOT_PREFERRED, 0, 780161",
    "PREFERRED, NOT_PREFERRED, 0, 9800",
    "PREFERRED, NOT_PREFERRED, 0, b800",
    "PREFERRED, NOT_PREFERRED, 0, d80100",
    "PREFERRED, NOT_PREFERRED, 0, fa3f800000",
    "PREFERRED, NOT_PREFERRED, 0, fb3ff0000000000000",
    "PREFERRED, NOT_PREFERRED, 0, fb47efffffe0000000",
    "PREFERRED, NOT_PREFERRED, 0, fa7fc00000",
    "PREFERRED, NOT_PREFERRED, 0, fa33800000",
    "PREFERRED, NOT_PREFERRED, 1, c248ffffffffffffffff",
    "PREFERRED, NOT_PREFERRED, 1, c349000000000000000001",
    "PREFERRED, NOT_PREFERRED, 1, c240",
    "CORE_DETERMINISTIC, KEY_ORDER, 3, a202000100",
    "CORE_DETERMINISTIC, KEY_ORDER, 4, a2616100 01 00",
    "CORE_DETERMINISTIC, KEY_ORDER, 5, a262616100 6162 00",
    "CORE_DETERMINISTIC, KEY_ORDER, 4, a28102008101 00",
    "CORE_DETERMINISTIC, KEY_ORDER, 5, a1 a2 8101 00 80 00 00",
    "CORE_DETERMINISTIC, KEY_ORDER, 4, a1 a202000100 00"
  })
  void eachLevelAdmitsLess(Strictness level, Reason reason, long offset, String hex)
      throws Exception {
    for (Strictness strictness : Strictness.values()) {
      if (strictness.atLeast(level)) {
        assertRefused(reason, offset, () -> skip(hex, strictness));
      } else {
        skip(hex, strictness);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1818",
    "190100",
    "1a00010000",
    "1b0000000100000000",
    "5818000102030405060708090a0b0c0d0e0f1011121314151617",
    "f93e00",
    "fa47c35000",
    "fb3ff199999999999a",
    "f97e00",
    "f90001",
    "fa33000000",
    "fa7fc00001",
    "c249010000000000000000",
    "c349ffffffffffffffffff",
    "a3 01 00 1818 00 20 00",
    "a4 01 00 20 00 40 00 6161 00",
    "a2 80 00 8100 00",
    "a2 a0 00 a10000 00",
    "a2 c100 00 f6 00"
  })
  void deterministicEncodingsAreAdmittedByAllLevels(String hex) throws Exception {
    for (Strictness strictness : Strictness.values()) {
      skip(hex, strictness);
    }
  }
}
