package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Uint;

/** What is read although it is not written, and numbers of all sizes. */
class LenientReadingTest {

  private static TeepMessage decode(String hex, Dialect dialect) throws DecodeException {
    return TeepMessage.decodeUnverified(Bytes.fromHex(hex), dialect);
  }

  /** An Agent that has nothing to list may say so by a list without elements. */
  @ParameterizedTest
  @CsvSource({
    "8202a10780, RFC, TC_LIST",
    "8202a10880, DRAFT_25, TC_LIST",
    "8202a10880, DRAFT_16, TC_LIST",
    "8202a10880, RFC, EXT_LIST",
    "8202a10980, DRAFT_25, EXT_LIST",
    "8202a10980, DRAFT_16, EXT_LIST",
    "8202a11280, RFC, SUIT_REPORTS",
    "8204a11280, RFC, SUIT_REPORTS",
    "8205a11380, DRAFT_16, SUIT_REPORTS",
  })
  void answersWithoutElementsAreKept(String hex, Dialect dialect, TeepLabel option)
      throws DecodeException {
    TeepMessage message = decode(hex, dialect);
    assertTrue(message.has(option));
    assertEquals(Map.of(), message.unknownOptions());
    assertEquals(List.of(), message.violations());
    assertEquals(hex, message.toBytes(dialect).toHex());
  }

  @Test
  void indefiniteAnswersAreWrittenDeterministically() throws DecodeException {
    TeepMessage message = decode("8202a20780089fff", Dialect.RFC);
    assertEquals(QueryResponse.builder().tcList(List.of()).extList(List.of()).build(), message);
    assertEquals("8202a207800880", message.toBytes(Dialect.RFC).toHex());
  }

  /** A report is 43 bytes with a result and no records; the rules find its nonce in both forms. */
  private static final String REPORT =
      "a402480102030405060708038004f5186382" + "6161" + "822f5820" + "00".repeat(32);

  private static String success(Dialect dialect, String report) {
    long token = TeepLabel.TOKEN.number(dialect);
    long reports = TeepLabel.SUIT_REPORTS.number(dialect);
    return String.format(
        "82%02xa2%02x81%s%02x480102030405060709",
        TeepMessageType.SUCCESS.number(dialect), reports, report, token);
  }

  private static String wrapped(String item) {
    return new CborWriter().writeBytes(Bytes.fromHex(item)).toBytes().toHex();
  }

  @Test
  void reportsAreReadInBothFormsAndWrittenInTheOneOfTheDialect() throws DecodeException {
    for (Dialect dialect : Dialect.values()) {
      Success message = (Success) decode(success(dialect, wrapped(REPORT)), dialect);
      assertEquals(List.of(Bytes.fromHex(REPORT)), message.suitReports());
      assertEquals(
          List.of(new RuleViolation(TeepRule.SUIT_REPORT_NONCE, "suit-reports[0]")),
          message.violations());
      boolean inline = dialect == Dialect.DRAFT_16;
      assertEquals(
          success(dialect, inline ? REPORT : wrapped(REPORT)), message.toBytes(dialect).toHex());
      if (dialect == Dialect.RFC) {
        DecodeException e =
            assertThrows(DecodeException.class, () -> decode(success(dialect, REPORT), dialect));
        assertEquals(Reason.UNEXPECTED_TYPE, e.reason());
        assertEquals("Success/suit-reports[0]", e.path());
      } else {
        assertEquals(message, decode(success(dialect, REPORT), dialect));
      }
    }
    // In a QueryResponse, every dialect wraps reports.
    TeepMessage response = decode("8202a11381" + wrapped(REPORT), Dialect.DRAFT_16);
    assertEquals("8202a11381" + wrapped(REPORT), response.toBytes(Dialect.DRAFT_16).toHex());
  }

  /** What is no report, more than one item, too deep or not deterministic stays wrapped. */
  @ParameterizedTest
  @ValueSource(strings = {"", "00", "a0a0", "a1", "ff", "43010203", "d80000", "bfff"})
  void whatIsNoItemStaysWrapped(String report) throws DecodeException {
    String hex = "8205a11381" + wrapped(report);
    assertEquals(hex, decode(hex, Dialect.DRAFT_16).toBytes(Dialect.DRAFT_16).toHex());
  }

  @Test
  void deepReportsStayWrapped() throws DecodeException {
    for (int depth = 55; depth < 70; depth++) {
      TeepMessage message =
          decode("8205a11381" + wrapped("81".repeat(depth) + "80"), Dialect.DRAFT_16);
      Bytes written = message.toBytes(Dialect.DRAFT_16);
      assertEquals(message, TeepMessage.decodeUnverified(written, Dialect.DRAFT_16));
      assertEquals(depth < 61, written.toHex().startsWith("8205a1138181"), "depth " + depth);
    }
  }

  private static final String SUITES = "8181821226";

  @ParameterizedTest
  @CsvSource({
    "822601, -16, -7, -29, 1, 822601", // suit-sha256-es256-ecdh-a128gcm
    "842f26381c01, -16, -7, -29, 1, 822601",
    "822701, -16, -8, -29, 1, 822701",
    "842f26381c39fffd, -16, -7, -29, -65534, 842f26381c39fffd",
    "82261818, -16, -7, -29, 24, 842f26381c1818",
    "9f2601ff, -16, -7, -29, 1, 822601",
  })
  void profilesOfDraft16HaveTwoOrFourNumbers(
      String hex, long digest, long authentication, long keyExchange, long encryption, String again)
      throws DecodeException {
    QueryRequest request =
        (QueryRequest) decode("8501a0" + SUITES + "81" + hex + "00", Dialect.DRAFT_16);
    assertEquals(
        List.of(SuitValues.profile(digest, authentication, keyExchange, encryption)),
        request.supportedSuitCoseProfiles());
    assertEquals(
        "8501a0" + SUITES + "81" + again + "00", request.toBytes(Dialect.DRAFT_16).toHex());
  }

  @ParameterizedTest
  @CsvSource({
    "80, DRAFT_16",
    "8126, DRAFT_16",
    "832f2601, DRAFT_16",
    "852f26381c0101, DRAFT_16",
    "822601, RFC",
    "822601, DRAFT_25"
  })
  void otherProfilesAreRefused(String hex, Dialect dialect) {
    DecodeException e =
        assertThrows(
            DecodeException.class, () -> decode("8501a0" + SUITES + "81" + hex + "00", dialect));
    assertEquals(Reason.WRONG_LENGTH, e.reason());
    assertEquals("QueryRequest/supported-suit-cose-profiles[0]", e.path());
  }

  /** Tamproto always names mechanisms; an Agent reads them, and the rules report them. */
  @Test
  void freshnessMechanismsWithoutAttestationAreRead() throws DecodeException {
    String hex = "8501a214480102030405060708158100" + SUITES + "81822601" + "02";
    QueryRequest request = (QueryRequest) decode(hex, Dialect.DRAFT_16);
    assertEquals(
        List.of(TeepFreshnessMechanism.FRESHNESS_NONCE), request.supportedFreshnessMechanisms());
    assertEquals(
        List.of(
            new RuleViolation(
                TeepRule.QUERY_REQUEST_FRESHNESS_FORBIDDEN, "supported-freshness-mechanisms")),
        request.violations());
  }

  /** Codes that the dialect does not assign are unknown errors. */
  @ParameterizedTest
  @CsvSource({
    "8305a00c, RFC, 12",
    "8305a011, RFC, 17",
    "8306a00b, DRAFT_25, 11",
    "8306a008, DRAFT_16, 8"
  })
  void unknownCodesAreKept(String hex, Dialect dialect, long number) throws DecodeException {
    TeepError error = (TeepError) decode(hex, dialect);
    assertEquals(new UnknownErrCode(number), error.errCode());
    assertEquals(hex, error.toBytes(dialect).toHex());
  }

  /** Nobody asks for these, so that an empty list answers nothing. */
  @ParameterizedTest
  @CsvSource({"8202a10d80", "8202a10e80", "8203a10e80", "8203a10980", "8305a1038001"})
  void otherListsHaveElements(String hex) {
    DecodeException e = assertThrows(DecodeException.class, () -> decode(hex, Dialect.RFC));
    assertEquals(Reason.WRONG_LENGTH, e.reason());
  }

  @Test
  void sequenceNumbersKeepAllBits() throws DecodeException {
    String hex = "8202a10d81a20f80101bffffffffffffffff";
    TeepMessage message = decode(hex, Dialect.RFC);
    List<RequestedTcInfo> requested = ((QueryResponse) message).requestedTcList();
    assertEquals(Optional.of(Uint.MAX_VALUE), requested.get(0).tcManifestSequenceNumber());
    assertEquals(Bytes.fromHex(hex), message.toBytes(Dialect.RFC));
  }
}
