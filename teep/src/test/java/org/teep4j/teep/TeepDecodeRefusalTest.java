package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Strictness;

/** What is refused, for which reason and where; in the numbering of the RFC unless said. */
class TeepDecodeRefusalTest {

  private static final String SUITES = "81818212" + "28";
  private static final String PROFILES = "81842f28381c01";

  private static DecodeException refuse(String hex, Dialect dialect) {
    Bytes bytes = Bytes.fromHex(hex.replace(" ", ""));
    return assertThrows(DecodeException.class, () -> TeepMessage.decodeUnverified(bytes, dialect));
  }

  private static void assertRefused(String hex, Reason reason, int offset, String path) {
    DecodeException e = refuse(hex, Dialect.RFC);
    assertEquals(reason, e.reason(), e.getMessage());
    assertEquals(path, e.path(), e.getMessage());
    assertEquals(offset, e.offset(), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    // The frame.
    "a0,                                   UNEXPECTED_TYPE,    0, ''",
    "d28204a0,                             UNEXPECTED_TYPE,    0, ''",
    "80,                                   WRONG_LENGTH,       1, ''",
    "8220a0,                               UNEXPECTED_TYPE,    1, ''",
    "8200a0,                               VALUE_OUT_OF_RANGE, 1, ''",
    "8206a0,                               VALUE_OUT_OF_RANGE, 1, ''",
    "821bffffffffffffffffa0,               VALUE_OUT_OF_RANGE, 1, ''",
    "8204a000,                             TRAILING_BYTES,     3, ''",
    "8104,                                 WRONG_LENGTH,       2, Success/options",
    "8304a000,                             WRONG_LENGTH,       3, Success",
    "9f04a000ff,                           WRONG_LENGTH,       3, Success",
    "8303a003,                             WRONG_LENGTH,       3, Update",
    "8205a0,                               WRONG_LENGTH,       3, Error/err-code",
    "820480,                               UNEXPECTED_TYPE,    2, Success/options",
    // Option maps.
    "8204a2 13480000000000000000 13480000000000000001, DUPLICATE_KEY, 13, Success/options",
    "8204a2 1818 00 1818 00,               DUPLICATE_KEY,      6, Success/options",
    "8204a1 2000,                          UNEXPECTED_TYPE,    3, Success/options",
    "8204a1 616100,                        UNEXPECTED_TYPE,    3, Success/options",
    "8204a1 1bffffffffffffffff00,          VALUE_OUT_OF_RANGE, 3, Success/options",
    "8204a1 098140,                        UNEXPECTED_ELEMENT, 3, Success/options",
    "8204a1 0f8140,                        UNEXPECTED_ELEMENT, 3, Success/options",
    "8203a1 14480000000000000000,          UNEXPECTED_ELEMENT, 3, Update/options",
    // Sizes.
    "8204a1 1347 00000000000000,           WRONG_LENGTH,       4, Success/token",
    "8204a1 1360,                          UNEXPECTED_TYPE,    4, Success/token",
    "8204a1 0a60,                          WRONG_LENGTH,       4, Success/msg",
    "8203a1 1560,                          WRONG_LENGTH,       4, Update/err-lang",
    "8204a1 0a61ff,                        INVALID_UTF8,       5, Success/msg",
    // Lists.
    "8203a1 0980,                          WRONG_LENGTH,       4, Update/manifest-list",
    "8203a1 0940,                          UNEXPECTED_TYPE,    4, Update/manifest-list",
    "8203a1 099f40,                        TRUNCATED,          6, Update/manifest-list",
    "8203a1 09824060,                      UNEXPECTED_TYPE,    6, Update/manifest-list[1]",
    "8203a1 0981a0,                        UNEXPECTED_TYPE,    5, Update/manifest-list[0]",
    "8202a1 088200 1b0000000100000000,     VALUE_OUT_OF_RANGE, 6, QueryResponse/ext-list[1]",
    "8202a1 051b0000000100000000,          VALUE_OUT_OF_RANGE, 4, QueryResponse/selected-version",
    "8202a1 0e8100,                        UNEXPECTED_TYPE,    5,"
        + " QueryResponse/unneeded-manifest-list[0]",
    "8204a1 1281a0,                        UNEXPECTED_TYPE,    5, Success/suit-reports[0]",
    // requested-tc-info.
    "8202a1 0d81a0,       MISSING_ELEMENT,    5, QueryResponse/requested-tc-list[0]",
    "8202a1 0d81a2 0f80 0000, UNEXPECTED_ELEMENT, 8, QueryResponse/requested-tc-list[0]",
    "8202a1 0d81a2 0f80 1100, UNEXPECTED_TYPE, 9, QueryResponse/requested-tc-list[0]/have-binary",
    "8202a1 0d81a2 0f80 1020, UNEXPECTED_TYPE, 9,"
        + " QueryResponse/requested-tc-list[0]/tc-manifest-sequence-number",
    "8202a1 0d81a1 0f00, UNEXPECTED_TYPE, 7, QueryResponse/requested-tc-list[0]/component-id",
    // Error codes.
    "8305a000,                             VALUE_OUT_OF_RANGE, 3, Error/err-code",
    "8305a020,                             UNEXPECTED_TYPE,    3, Error/err-code",
    "8203a1 1600,                          VALUE_OUT_OF_RANGE, 4, Update/err-code",
  })
  void isRefused(String hex, Reason reason, int offset, String path) {
    assertRefused(hex, reason, offset, path);
  }

  @ParameterizedTest
  @CsvSource({
    "80,           " + PROFILES + ", 00, WRONG_LENGTH,    3, supported-teep-cipher-suites",
    "8180,         " + PROFILES + ", 00, WRONG_LENGTH,    5, supported-teep-cipher-suites[0]",
    "8100,         " + PROFILES + ", 00, UNEXPECTED_TYPE, 4, supported-teep-cipher-suites[0]",
    "81818112,     " + PROFILES + ", 00, WRONG_LENGTH,    5, supported-teep-cipher-suites[0]",
    "8181831228 00," + PROFILES + ", 00, WRONG_LENGTH,    5, supported-teep-cipher-suites[0]",
    SUITES + ", 80,               00, WRONG_LENGTH, 8, supported-suit-cose-profiles",
    SUITES + ", 8183 2f28381c,    00, WRONG_LENGTH, 9, supported-suit-cose-profiles[0]",
    SUITES + ", " + PROFILES + ", 1b8000000000000000, VALUE_OUT_OF_RANGE, 15, data-item-requested",
    SUITES + ", " + PROFILES + ", 20, UNEXPECTED_TYPE, 15, data-item-requested",
  })
  void queryRequestIsRefused(
      String suites, String profiles, String items, Reason reason, int offset, String element) {
    assertRefused("8501a0" + suites + profiles + items, reason, offset, "QueryRequest/" + element);
  }

  @Test
  void queryRequestNeedsAllElements() {
    assertRefused("8201a0", Reason.WRONG_LENGTH, 3, "QueryRequest/supported-teep-cipher-suites");
    assertRefused(
        "8401a0" + SUITES + PROFILES, Reason.WRONG_LENGTH, 15, "QueryRequest/data-item-requested");
    assertRefused("8601a0" + SUITES + PROFILES + "0000", Reason.WRONG_LENGTH, 16, "QueryRequest");
  }

  @Test
  void sizesAreBoundedAbove() throws DecodeException {
    String token = "8204a1135840" + "00".repeat(64);
    TeepMessage.decodeUnverified(Bytes.fromHex(token), Dialect.RFC);
    assertRefused("8204a1135841" + "00".repeat(65), Reason.WRONG_LENGTH, 4, "Success/token");
    String challenge = "8305a102590200" + "00".repeat(512) + "01";
    TeepMessage.decodeUnverified(Bytes.fromHex(challenge), Dialect.RFC);
    assertRefused(
        "8305a102590201" + "00".repeat(513) + "01", Reason.WRONG_LENGTH, 4, "Error/challenge");
    String message = "8305a10b7880" + "61".repeat(128) + "01";
    TeepMessage.decodeUnverified(Bytes.fromHex(message), Dialect.RFC);
    assertRefused(
        "8305a10b7881" + "61".repeat(129) + "01", Reason.WRONG_LENGTH, 4, "Error/err-msg");
    // Two bytes a character: 64 characters are the most.
    assertRefused(
        "8305a10b7882" + "c3a4".repeat(65) + "01", Reason.WRONG_LENGTH, 4, "Error/err-msg");
    assertRefused("8203a1157824" + "61".repeat(36), Reason.WRONG_LENGTH, 4, "Update/err-lang");
  }

  /** A peer that speaks the other dialect is found out, not misunderstood. */
  @Test
  void otherDialectIsRefused() {
    Map<TeepMessageType, List<String>> pathsAsRfc =
        Map.of(
            TeepMessageType.QUERY_REQUEST, List.of("QueryRequest/supported-freshness-mechanisms"),
            TeepMessageType.QUERY_RESPONSE, List.of("QueryResponse/options"),
            TeepMessageType.UPDATE, List.of("Update/options"),
            TeepMessageType.SUCCESS, List.of("Error/supported-freshness-mechanisms"),
            TeepMessageType.ERROR, List.of(""));
    Map<TeepMessageType, List<String>> pathsAsDraft =
        Map.of(
            TeepMessageType.QUERY_REQUEST, List.of("QueryRequest/suit-reports"),
            TeepMessageType.QUERY_RESPONSE, List.of("QueryResponse/suit-reports"),
            TeepMessageType.UPDATE, List.of("Update/options"),
            TeepMessageType.SUCCESS, List.of(""),
            TeepMessageType.ERROR, List.of("Success/suit-reports"));
    for (TeepMessageType type : TeepMessageType.values()) {
      String draft = PublishedMessages.encoded(type, Dialect.DRAFT_25).toHex();
      assertEquals(pathsAsRfc.get(type), List.of(refuse(draft, Dialect.RFC).path()), draft);
      String rfc = PublishedMessages.encoded(type, Dialect.RFC).toHex();
      assertEquals(pathsAsDraft.get(type), List.of(refuse(rfc, Dialect.DRAFT_25).path()), rfc);
    }
  }

  @Test
  void detailNamesTheOptionAndTheDialect() {
    DecodeException e = refuse("8203a114480000000000000000", Dialect.RFC);
    assertEquals(
        "supported-freshness-mechanisms (20 in RFC) is not an option of update", e.detail());
    assertEquals("0 is not an err-code", refuse("8305a000", Dialect.RFC).detail());
    assertEquals(
        "4 is not a message type of DRAFT_25", refuse("8204a0", Dialect.DRAFT_25).detail());
  }

  /** Nesting in an option that is only kept is bounded like any other. */
  @Test
  void unknownOptionIsBounded() {
    assertRefused("8204a11818" + "81".repeat(100) + "00", Reason.TOO_DEEP, 67, "Success/options");
    assertRefused("8204a118187f", Reason.TRUNCATED, 6, "Success/options");
  }

  @Test
  void strictnessAppliesToTheMessage() {
    Bytes unsorted = PublishedMessages.encoded(TeepMessageType.UPDATE, Dialect.RFC);
    DecodeOptions strict = DecodeOptions.defaults().withStrictness(Strictness.CORE_DETERMINISTIC);
    DecodeException e =
        assertThrows(
            DecodeException.class,
            () -> TeepMessage.decodeUnverified(unsorted, Dialect.RFC, strict));
    assertEquals(Reason.KEY_ORDER, e.reason());
  }
}
