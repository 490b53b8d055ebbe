package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.codec.Refusals.assertRefused;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

  private static final DecodeOptions DEFAULTS = DecodeOptions.defaults();

  /** Whoever is told of a limit can ask for a larger one; nothing else is mended that way. */
  @Test
  void limitsAreToldApartFromWrongInput() throws Exception {
    Set<Reason> limits = EnumSet.noneOf(Reason.class);
    for (Reason reason : Reason.values()) {
      if (reason.isLimit()) {
        limits.add(reason);
      }
    }
    assertEquals(
        EnumSet.of(
            Reason.TOO_DEEP,
            Reason.KEY_TOO_DEEP,
            Reason.INPUT_TOO_LARGE,
            Reason.TOO_MANY_ITEMS,
            Reason.STRING_TOO_LONG,
            Reason.FIXED_LIMIT),
        limits);
  }

  @Test
  void theLargestOptionsAdmitWhateverAnArrayHolds() throws Exception {
    String deep = "81".repeat(DecodeOptions.LARGEST_MAX_DEPTH - 1) + "80";
    skip(deep, DecodeOptions.largest());
    int many = DecodeOptions.DEFAULT_MAX_ITEMS + 1;
    skip("9a" + HexFormat.of().toHexDigits(many) + "00".repeat(many), DecodeOptions.largest());
  }

  private static void skip(String hex, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(Bytes.fromHex(hex.replace(" ", "")), options);
    reader.skip();
    reader.expectEnd();
  }

  /** Each is as deep as the number says; one less is refused at the offset. */
  @ParameterizedTest
  @CsvSource({
    "2, 1, 81 81 00",
    "2, 1, 81 a1 00 00",
    "2, 2, a1 00 81 00",
    "2, 1, a1 81 00 00",
    "2, 1, c1 c1 00",
    "3, 2, c1 81 c1 00",
    "3, 2, 81 c1 81 00",
    "2, 1, 9f 9f ff ff",
    "2, 2, 82 00 81 00"
  })
  void depthCountsArraysMapsAndTags(int depth, long offset, String hex) throws Exception {
    skip(hex, DEFAULTS.withMaxDepth(depth));
    assertRefused(Reason.TOO_DEEP, offset, () -> skip(hex, DEFAULTS.withMaxDepth(depth - 1)));
  }

  /** Each key is as deep as the number says; one less is refused at the offset. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, a1 80 00",
    "2, 2, a1 81 80 00",
    "2, 2, a1 c1 c1 00 00",
    "2, 2, a1 c1 80 00",
    "2, 2, a1 a1 80 00 00",
    "2, 2, bf 9f 9f ff ff 00 ff",
    "2, 4, 81 a1 82 00 80 00",
    "2, 6, a2 81 00 00 82 00 80 00"
  })
  void keyDepthCountsArraysMapsAndTagsInKeys(int depth, long offset, String hex) throws Exception {
    skip(hex, DEFAULTS.withMaxKeyDepth(depth));
    DecodeOptions less = DEFAULTS.withMaxKeyDepth(depth - 1);
    assertRefused(Reason.KEY_TOO_DEEP, offset, () -> skip(hex, less));
  }

  @Test
  void theNearerOfTheTwoDepthLimitsIsTold() throws Exception {
    DecodeOptions options = DEFAULTS.withMaxDepth(2).withMaxKeyDepth(2);
    assertRefused(Reason.TOO_DEEP, 2, () -> skip("a1 81 80 00", options));
    assertRefused(
        Reason.KEY_TOO_DEEP,
        2,
        () -> skip("a1 81 80 00", options.withMaxKeyDepth(1).withMaxDepth(3)));
  }

  @Test
  void keyDepthDoesNotCountValuesAndWrappedCbor() throws Exception {
    DecodeOptions none = DEFAULTS.withMaxKeyDepth(0);
    skip("a1 00 81c1a1 00 80", none);
    CborReader reader = new CborReader(Bytes.fromHex("a14481c1818000"), none);
    reader.enterMap();
    reader.enterWrapped();
    reader.skip();
    reader.exitWrapped();
    reader.skip();
    reader.exitMap();
    reader.expectEnd();
  }

  @Test
  void depthCountsWrappedCbor() throws Exception {
    Bytes input = Bytes.fromHex("8142c1" + "00");
    assertRefused(Reason.TOO_DEEP, 2, () -> enterWrapped(input, 2));
    enterWrapped(input, 3);
    assertRefused(Reason.TOO_DEEP, 1, () -> enterWrapped(input, 1));
  }

  private static void enterWrapped(Bytes input, int depth) throws DecodeException {
    CborReader reader = new CborReader(input, DEFAULTS.withMaxDepth(depth));
    reader.enterArray();
    reader.enterWrapped();
    reader.readTag();
    reader.readLong();
    reader.exitWrapped();
    reader.exitArray();
  }

  @Test
  void depthIsGivenBackOnLeaving() throws Exception {
    skip("84" + "8100" + "c100" + "a10000" + "8100", DEFAULTS.withMaxDepth(2));
  }

  @Test
  void theDefaultDepthIs64() throws Exception {
    skip("81".repeat(63) + "80", DEFAULTS);
    assertRefused(Reason.TOO_DEEP, 64, () -> skip("81".repeat(64) + "80", DEFAULTS));
  }

  @Test
  void inputSizeIsLimited() throws Exception {
    skip("420102", DEFAULTS.withMaxInputSize(3));
    assertRefused(Reason.INPUT_TOO_LARGE, 0, () -> skip("420102", DEFAULTS.withMaxInputSize(2)));
    CborReader reader = new CborReader(Bytes.fromHex("00"), DEFAULTS.withMaxInputSize(1));
    assertRefused(Reason.INPUT_TOO_LARGE, 0, () -> reader.reset(Bytes.fromHex("0000")));
  }

  @Test
  void itemsAreLimitedCountingTagsKeysAndContainers() throws Exception {
    String hex = "82 c1 01 a1 02 03"; // an array, a tag, 01, a map, 02, 03
    skip(hex, DEFAULTS.withMaxItems(6));
    // Where they are announced: the map of two items is one too many.
    assertRefused(Reason.TOO_MANY_ITEMS, 3, () -> skip(hex, DEFAULTS.withMaxItems(5)));
    String indefinite = "9f c1 01 bf 02 03 ff ff";
    skip(indefinite, DEFAULTS.withMaxItems(6));
    assertRefused(Reason.TOO_MANY_ITEMS, 5, () -> skip(indefinite, DEFAULTS.withMaxItems(5)));
    CborReader sequence = new CborReader(Bytes.fromHex("0102"), DEFAULTS.withMaxItems(1));
    sequence.skip();
    assertRefused(Reason.TOO_MANY_ITEMS, 1, sequence::skip);
  }

  @Test
  void stringsAreLimitedInOneRunAndInChunks() throws Exception {
    DecodeOptions options = DEFAULTS.withMaxStringLength(2);
    skip("83 420102 626162 5f41014102ff", options);
    assertRefused(Reason.STRING_TOO_LONG, 1, () -> skip("81 43010203", options));
    assertRefused(Reason.STRING_TOO_LONG, 1, () -> skip("81 63616263", options));
    assertRefused(Reason.STRING_TOO_LONG, 1, () -> skip("81 5f4101420203ff", options));
  }

  @Test
  void optionsRefuseLimitsWithoutMeaning() {
    assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withMaxDepth(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> DEFAULTS.withMaxDepth(DecodeOptions.LARGEST_MAX_DEPTH + 1));
    assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withMaxInputSize(-1));
    assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withMaxItems(-1));
    assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withMaxStringLength(-1));
    assertEquals(Strictness.WELL_FORMED, DEFAULTS.strictness);
  }

  @Test
  void remarksOfBytesInsideAnotherInputHaveTheOffsetsOfThatInput() throws Exception {
    assertFalse(DEFAULTS.isLenient());
    assertSame(DEFAULTS, DEFAULTS.inside(7));
    List<Long> offsets = new ArrayList<>();
    DecodeOptions lenient = DEFAULTS.withRemarks(remark -> offsets.add(remark.offset()));
    assertTrue(lenient.isLenient());
    CborReader reader = new CborReader(Bytes.fromHex("0102"), lenient.inside(7));
    reader.readLong();
    reader.tolerate(reader.error(Reason.MISSING_ELEMENT, "why"));
    assertEquals(List.of(8L), offsets);
  }
}
