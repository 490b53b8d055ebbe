package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.codec.Refusals.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Equal keys are found by value, in whatever encoding (RFC 8949, Section 5.6.1). */
class DuplicateKeyTest {

  private static void skip(String hex) throws DecodeException {
    CborReader reader = new CborReader(Bytes.fromHex(hex.replace(" ", "")));
    reader.skip();
    reader.expectEnd();
  }

  /** Maps in which the key at the offset equals an earlier one. */
  @ParameterizedTest
  @CsvSource({
    "a2 01 00 01 00, 3",
    "a2 01 00 1801 00, 3",
    "a2 1801 00 01 00, 4",
    "a2 1900ff 00 18ff 00, 5",
    "a2 20 00 3800 00, 3",
    "a3 1864 00 02 00 1864 00, 6",
    "a3 1865 00 1864 00 1865 00, 7",
    "a2 6161 00 6161 00, 4",
    "a3 6162 00 6161 00 6162 00, 7",
    "a2 6161 00 7f6161ff 00, 4",
    "a2 626162 00 7f61616162ff 00, 5",
    "a2 420102 00 5f4101404102ff 00, 5",
    "a2 40 00 5fff 00, 3",
    "a2 f90000 00 f98000 00, 5",
    "a2 f93c00 00 fa3f800000 00, 5",
    "a2 fb3ff0000000000000 00 f93c00 00, b",
    "a2 f97e00 00 f9fe00 00, 5",
    "a2 f97e00 00 fb7ff8000000000000 00, 5",
    "a2 f97e01 00 fa7fc02000 00, 5",
    "a2 f5 00 f5 00, 3",
    "a2 f820 00 f820 00, 4",
    "a2 8101 00 811801 00, 4",
    "a2 8101 00 9f01ff 00, 4",
    "a2 a201000200 00 a202000100 00, 7",
    "a2 a1a20100020000 00 bfbf02000100ff00ff 00, 9",
    "a2 c101 00 c101 00, 4",
    "a2 c101 00 d80101 00, 4",
    "a2 81f90000 00 81f98000 00, 6",
    "bf 01 00 02 00 01 00 ff, 5",
    "bf 6162 00 6161 00 6162 00 ff, 7",
    "81 a2 6162 00 6162 00, 5",
    "a1 a2 01 00 1801 00 00, 4",
    "a1 00 a2 01 00 1801 00, 5"
  })
  void refusesEqualKeys(String hex, String offset) {
    assertRefused(Reason.DUPLICATE_KEY, Integer.parseInt(offset, 16), () -> skip(hex));
  }

  /** Whether a caller reads a key or only asks whether there is one. */
  @ParameterizedTest
  @CsvSource({
    "a2 01 00 01 00, 3",
    "a2 17 00 17 00, 3",
    "a2 181f 00 181f 00, 4",
    "a2 3818 00 3818 00, 4"
  })
  void smallKeysAreComparedBeforeTheyAreRead(String hex, int offset) throws Exception {
    Bytes map = Bytes.fromHex(hex.replace(" ", ""));
    CborReader reading = new CborReader(map);
    CborReader asking = new CborReader(map);
    for (CborReader reader : new CborReader[] {reading, asking}) {
      reader.enterMap();
      reader.readLong();
      reader.readLong();
    }
    assertRefused(Reason.DUPLICATE_KEY, offset, reading::readLong);
    assertRefused(Reason.DUPLICATE_KEY, offset, asking::hasNext);
  }

  /** Several maps around: each has its own keys again when an inner one is left. */
  @Test
  void aMapRemembersItsKeysWhileOthersAreRead() throws Exception {
    assertRefused(Reason.DUPLICATE_KEY, 9, () -> skip("a3 01 a1 01 00 02 a1 02 00 02 00"));
    skip("a2 01 a1 01 a1 01 a1 01 00 02 a1 02 00");
    assertRefused(Reason.DUPLICATE_KEY, 7, () -> skip("a2 6161 a16162a0 6161 00"));
  }

  /** Keys that are not compared in their own encoding are compared as a whole as well. */
  @Test
  void longStringsInsideKeysAreCompared() throws Exception {
    String zeros = "c1 590200" + "00".repeat(512) + " 00 ";
    String ones = "c1 590200" + "01".repeat(512) + " 00 ";
    skip("a2 " + zeros + ones);
    assertRefused(Reason.DUPLICATE_KEY, 518, () -> skip("a2 " + zeros + zeros));
  }

  /** Keys that differ at the level of the generic data model. */
  @ParameterizedTest
  @CsvSource({
    "a2 01 00 20 00",
    "a2 01 00 f93c00 00",
    "a2 00 00 f90000 00",
    "a2 40 00 60 00",
    "a2 4161 00 6161 00",
    "a2 01 00 c101 00",
    "a2 01 00 c24101 00",
    "a2 c101 00 c201 00",
    "a2 e1 00 01 00",
    "a2 80 00 a0 00",
    "a2 8101 00 820101 00",
    "a2 f6 00 f7 00",
    "a2 a10100 00 a10101 00",
    "a2 f97e00 00 f97e01 00",
    "a2 f97e01 00 fafe020000 00",
    "a2 c24102 00 c2420002 00",
    "a2 00 00 17 00",
    "a2 20 00 37 00",
    "a2 17 00 1818 00",
    "a2 37 00 3818 00",
    "a2 01 a2 6162 00 6161 00 02 a2 6162 00 6161 00",
    "82 a2 6162 00 6161 00 84 01 02 01 02",
    "82 a2 6162 00 6161 00 81 00"
  })
  void admitsKeysThatDiffer(String hex) throws Exception {
    skip(hex);
  }

  @ParameterizedTest
  @CsvSource({
    "a2 f90000 00 f98000 00, 5",
    "a2 f97e00 00 f9fe00 00, 5",
    "a2 81f90000 00 81f98000 00, 6"
  })
  void refusesEqualKeysThatAreDeterministicOneByOne(String hex, long offset) {
    assertRefused(
        Reason.DUPLICATE_KEY,
        offset,
        () ->
            new CborReader(
                    Bytes.fromHex(hex.replace(" ", "")),
                    DecodeOptions.defaults().withStrictness(Strictness.CORE_DETERMINISTIC))
                .skip());
  }

  @Test
  void theFirstRepetitionIsReported() {
    Bytes map = Bytes.fromHex("a5" + "616200" + "616100" + "616b00" + "616100" + "616200");
    assertRefused(Reason.DUPLICATE_KEY, 1 + 3 * 3, () -> new CborReader(map).skip());
  }

  /** A key is checked when it is asked for or read, whichever comes first, and once. */
  @ParameterizedTest
  @CsvSource({
    "a3 01 00 02 00 01 00, 5",
    "a3 6162 00 6161 00 6162 00, 7",
    "a3 c101 00 c102 00 c101 00, 7",
    "bf 01 00 02 00 01 00 ff, 5"
  })
  void askingForAKeyDoesNotMakeItKnown(String hex, long offset) {
    assertRefused(
        Reason.DUPLICATE_KEY,
        offset,
        () -> {
          CborReader reader = new CborReader(Bytes.fromHex(hex.replace(" ", "")));
          reader.enterMap();
          while (reader.hasNext()) {
            assertTrue(reader.hasNext());
            reader.skip();
            reader.skip();
          }
          reader.exitMap();
        });
  }

  /** Around the bounds of what costs one bit, and of the sizes of heads. */
  @Test
  void integersAreEqualInWhateverEncodingOrNotAtAll() throws Exception {
    for (int i = 0; i < 2 * INTEGERS; i++) {
      for (int j = 0; j < 2 * INTEGERS; j++) {
        String both = key(i, false) + "00" + key(j, false) + "00";
        String longer = key(i, false) + "00" + key(j, true) + "00";
        if (i == j) {
          assertRefused(Reason.DUPLICATE_KEY, both.length() / 4 + 1, () -> skip("a2" + both));
          int second = 1 + key(i, false).length() / 2 + 1;
          assertRefused(Reason.DUPLICATE_KEY, second, () -> skip("a2" + longer));
          assertRefused(Reason.DUPLICATE_KEY, second, () -> skip("bf" + longer + "ff"));
        } else {
          skip("a2" + both);
          skip("a2" + longer);
          skip("bf" + longer + "ff");
        }
      }
    }
  }

  private static final int INTEGERS = 40;

  /** An integer from -{@value #INTEGERS} up, in preferred encoding or in five bytes. */
  private static String key(int index, boolean inFiveBytes) {
    int value = index - INTEGERS;
    int major = value < 0 ? 0x20 : 0;
    int argument = value < 0 ? ~value : value;
    if (inFiveBytes) {
      return String.format("%02x%08x", major | 26, argument);
    }
    return argument < 24
        ? String.format("%02x", major | argument)
        : String.format("%02x%02x", major | 24, argument);
  }
}
