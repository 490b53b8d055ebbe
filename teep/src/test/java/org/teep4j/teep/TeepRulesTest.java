package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Uint;

/** Each rule is seen broken and kept. */
class TeepRulesTest {

  private static final Bytes EIGHT = Bytes.fromHex("0102030405060708");

  private static QueryRequest.Builder queryRequest(DataItem... items) {
    return QueryRequest.builder()
        .supportedTeepCipherSuites(List.of(TeepCipherSuite.SIGN1_ESP256))
        .supportedSuitCoseProfiles(List.of(SuitValues.profile(-16, -9, -29, 1)))
        .dataItemRequested(Set.of(items));
  }

  private static void assertKept(TeepMessage message) {
    assertEquals(List.of(), message.violations());
  }

  private static void assertBroken(TeepMessage message, TeepRule... rules) {
    assertEquals(List.of(rules), message.violations().stream().map(RuleViolation::rule).toList());
    for (RuleViolation violation : message.violations()) {
      assertTrue(violation.element().endsWith(violation.rule().option().cddlName()));
    }
  }

  @Test
  void attestationGoesWithoutToken() {
    assertKept(queryRequest(DataItem.ATTESTATION).build());
    assertKept(
        queryRequest(DataItem.ATTESTATION)
            .challenge(EIGHT)
            .supportedFreshnessMechanisms(List.of(TeepFreshnessMechanism.FRESHNESS_NONCE))
            .build());
    assertBroken(
        queryRequest(DataItem.ATTESTATION, DataItem.EXTENSIONS).token(EIGHT).build(),
        TeepRule.QUERY_REQUEST_TOKEN_FORBIDDEN);
  }

  @Test
  void noAttestationGoesWithTokenAlone() {
    assertKept(queryRequest().token(EIGHT).build());
    assertBroken(
        queryRequest(DataItem.TRUSTED_COMPONENTS).build(), TeepRule.QUERY_REQUEST_TOKEN_REQUIRED);
    assertBroken(
        queryRequest()
            .challenge(EIGHT)
            .supportedFreshnessMechanisms(List.of(TeepFreshnessMechanism.FRESHNESS_TIMESTAMP))
            .build(),
        TeepRule.QUERY_REQUEST_TOKEN_REQUIRED,
        TeepRule.QUERY_REQUEST_CHALLENGE_FORBIDDEN,
        TeepRule.QUERY_REQUEST_FRESHNESS_FORBIDDEN);
  }

  /** Tagged and untagged COSE messages of three to five elements, and a detached bundle of two. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "8443a10126a041a04100",
        "d28443a10126a041a04100",
        "d83dd28443a10126a041a04100",
        "8343a10101a04100",
        "8540a041a04100818340a040",
        "d9025a8240a0"
      })
  void formatMayBeAbsentForWhatMayBeAnEat(String payload) {
    Bytes bytes = Bytes.fromHex(payload);
    assertKept(Update.builder().attestationPayload(bytes).build());
    assertKept(QueryResponse.builder().attestationPayload(bytes).build());
    assertKept(queryRequest(DataItem.ATTESTATION).attestationPayload(bytes).build());
  }

  /** Empty, JSON text, a map of claims, too few or many elements, trailing bytes, cut short. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7b22612222",
        "a10a4101",
        "80",
        "8140",
        "86404040404040",
        "8443a10126a041a0410000",
        "8443a10126a041a0"
      })
  void formatIsRequiredForWhatIsNoEat(String payload) {
    Bytes bytes = Bytes.fromHex(payload);
    TeepRule rule = TeepRule.ATTESTATION_PAYLOAD_FORMAT_REQUIRED;
    assertBroken(Update.builder().attestationPayload(bytes).build(), rule);
    assertBroken(QueryResponse.builder().attestationPayload(bytes).build(), rule);
    assertBroken(queryRequest(DataItem.ATTESTATION).attestationPayload(bytes).build(), rule);
    String format = "application/example";
    assertKept(Update.builder().attestationPayload(bytes).attestationPayloadFormat(format).build());
    assertKept(
        QueryResponse.builder().attestationPayload(bytes).attestationPayloadFormat(format).build());
  }

  /** Bytes of which a limit hides the end have not been found to be anything else than an EAT. */
  @Test
  void formatIsNotRequiredForWhatGoesBeyondALimit() {
    Bytes deep = Bytes.fromHex("8443a10126a0" + "81".repeat(100) + "80" + "4100");
    assertKept(Update.builder().attestationPayload(deep).build());
  }

  @Test
  void haveBinaryGoesWithSequenceNumber() {
    RequestedTcInfo plain = RequestedTcInfo.of(SuitValues.componentId(EIGHT));
    RequestedTcInfo without =
        new RequestedTcInfo(plain.componentId(), Optional.empty(), Optional.of(false));
    RequestedTcInfo with =
        new RequestedTcInfo(plain.componentId(), Optional.of(Uint.ZERO), Optional.of(true));
    assertKept(QueryResponse.builder().requestedTcList(List.of(plain, without, with)).build());
    RequestedTcInfo broken =
        new RequestedTcInfo(plain.componentId(), Optional.empty(), Optional.of(true));
    assertEquals(
        List.of(
            new RuleViolation(
                TeepRule.HAVE_BINARY_NEEDS_SEQUENCE_NUMBER,
                "requested-tc-list[1]/tc-manifest-sequence-number")),
        QueryResponse.builder().requestedTcList(List.of(plain, broken)).build().violations());
  }

  private static List<TeepMessage> withReports(Optional<Bytes> token, List<Bytes> reports) {
    QueryResponse.Builder response = QueryResponse.builder().suitReports(reports);
    Success.Builder success = Success.builder().suitReports(reports);
    TeepError.Builder error =
        TeepError.builder(TeepErrorCode.ERR_TEMPORARY_ERROR).suitReports(reports);
    token.ifPresent(
        value -> {
          response.token(value);
          success.token(value);
          error.token(value);
        });
    return List.of(response.build(), success.build(), error.build());
  }

  @Test
  void reportsRepeatTheToken() {
    Bytes good = Reports.withNonce(Optional.of(EIGHT));
    Bytes other = Reports.withNonce(Optional.of(Bytes.fromHex("08")));
    Bytes none = Reports.withNonce(Optional.empty());
    Bytes unreadable = Bytes.fromHex("d08340a0d8f6");
    List<Bytes> right =
        List.of(good, Reports.protectedBy(good, "d2"), Reports.protectedBy(good, ""), unreadable);
    for (TeepMessage message : withReports(Optional.of(EIGHT), right)) {
      assertKept(message);
    }
    for (TeepMessage message : withReports(Optional.empty(), List.of(good, other, none))) {
      assertKept(message);
    }
    List<Bytes> wrong =
        List.of(
            good, other, none, Reports.protectedBy(none, "d2"), Reports.protectedBy(other, "d1"));
    for (TeepMessage message : withReports(Optional.of(EIGHT), wrong)) {
      assertEquals(
          List.of("suit-reports[1]", "suit-reports[2]", "suit-reports[3]", "suit-reports[4]"),
          message.violations().stream().map(RuleViolation::element).toList());
      assertEquals(TeepRule.SUIT_REPORT_NONCE, message.violations().get(0).rule());
    }
    // What a TAM says of itself is no answer.
    assertKept(queryRequest().token(EIGHT).suitReports(wrong).build());
  }

  @ParameterizedTest
  @EnumSource(TeepErrorCode.class)
  void errorExplainsItself(TeepErrorCode code) {
    TeepMessage bare = TeepError.builder(code).build();
    switch (code) {
      case ERR_UNSUPPORTED_FRESHNESS_MECHANISMS ->
          assertBroken(bare, TeepRule.ERROR_FRESHNESS_MECHANISMS_REQUIRED);
      case ERR_UNSUPPORTED_MSG_VERSION -> assertBroken(bare, TeepRule.ERROR_VERSIONS_REQUIRED);
      case ERR_UNSUPPORTED_CIPHER_SUITES ->
          assertBroken(bare, TeepRule.ERROR_CIPHER_SUITES_REQUIRED);
      case ERR_UNSUPPORTED_SUIT_REPORT -> assertBroken(bare, TeepRule.ERROR_COSE_PROFILES_REQUIRED);
      case ERR_ATTESTATION_REQUIRED -> assertBroken(bare, TeepRule.ERROR_CHALLENGE_REQUIRED);
      default -> assertKept(bare);
    }
    assertKept(
        TeepError.builder(code)
            .supportedFreshnessMechanisms(List.of(TeepFreshnessMechanism.FRESHNESS_NONCE))
            .versions(List.of(0L))
            .challenge(EIGHT)
            .supportedTeepCipherSuites(Dialect.RFC.mandatoryCipherSuites())
            .supportedSuitCoseProfiles(List.of(SuitValues.profile(-16, -9, -29, 1)))
            .build());
  }

  /** With the nonce as the only mechanism, the TAM needs a nonce. */
  @Test
  void challengeIsNotNeededForAnotherMechanism() {
    TeepErrorCode code = TeepErrorCode.ERR_ATTESTATION_REQUIRED;
    List<FreshnessMechanism> nonce = List.of(TeepFreshnessMechanism.FRESHNESS_NONCE);
    List<FreshnessMechanism> both = List.of(TeepFreshnessMechanism.values());
    assertBroken(
        TeepError.builder(code).supportedFreshnessMechanisms(nonce).build(),
        TeepRule.ERROR_CHALLENGE_REQUIRED);
    assertKept(TeepError.builder(code).supportedFreshnessMechanisms(both).build());
    assertKept(TeepError.builder(code).challenge(EIGHT).build());
  }

  @Test
  void unknownErrorNeedsNoExplanation() {
    assertKept(TeepError.builder(new UnknownErrCode(99)).build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"disk full", "one\r\ntwo", "a\r\0b", "tab\tand\nfeed", "größe"})
  void netUnicodeIsAdmitted(String text) {
    assertKept(Success.builder().msg(text).build());
    assertKept(Update.builder().errMsg(text).build());
    assertKept(TeepError.builder(TeepErrorCode.ERR_TEMPORARY_ERROR).errMsg(text).build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ufeffmark", "stray\rreturn", "last\r", "next\u0085line", "\u0084"})
  void otherTextIsNot(String text) {
    assertBroken(Success.builder().msg(text).build(), TeepRule.MSG_NOT_NET_UNICODE);
    assertBroken(Update.builder().errMsg(text).build(), TeepRule.ERR_MSG_NOT_NET_UNICODE);
    assertBroken(
        TeepError.builder(TeepErrorCode.ERR_TEMPORARY_ERROR).errMsg(text).build(),
        TeepRule.ERR_MSG_NOT_NET_UNICODE);
  }

  @Test
  void languageIsATag() {
    for (String tag : List.of("en", "de-CH-1996", "zh-Hant", "x-private", "i-klingon")) {
      assertKept(Update.builder().errLang(tag).build());
    }
    for (String text : List.of("de_DE", "e", "en-", "123", "Schweizerdeutsch", "en--US")) {
      assertBroken(Update.builder().errLang(text).build(), TeepRule.ERR_LANG_NOT_LANGUAGE_TAG);
    }
  }

  @Test
  void rulesHaveDistinctNames() {
    assertEquals(
        TeepRule.values().length,
        Arrays.stream(TeepRule.values()).map(TeepRule::id).collect(Collectors.toSet()).size());
    assertEquals(
        "have-binary-needs-sequence-number (Section 4.3) at here: "
            + "have-binary is true, so tc-manifest-sequence-number must be present",
        new RuleViolation(TeepRule.HAVE_BINARY_NEEDS_SEQUENCE_NUMBER, "here").toString());
  }

  private static TeepMessage update(Bytes manifest) throws DecodeException {
    CborWriter writer = new CborWriter();
    writer.beginArray().writeLong(3).beginMap().writeLong(9).beginArray().writeBytes(manifest);
    return TeepMessage.decodeUnverified(
        writer.endArray().endMap().endArray().toBytes(), Dialect.RFC);
  }

  /** What is received is reported; what is built is refused, as far as the CDDL refuses it. */
  @Test
  void manifestsAreEnvelopesWithoutTagThatSomebodySigned() throws DecodeException {
    Bytes unsigned = SuitValues.envelope(Bytes.empty());
    Bytes tagged = new CborWriter().writeTag(107).writeEncodedItem(unsigned).toBytes();
    String at = "manifest-list[0]";
    for (Bytes garbage :
        List.of(Bytes.empty(), Bytes.fromHex("a0"), Bytes.ofUtf8("x".repeat(50)))) {
      assertEquals(
          List.of(new RuleViolation(TeepRule.MANIFEST_NOT_ENVELOPE, at)),
          update(garbage).violations());
      assertThrows(
          IllegalArgumentException.class, () -> Update.builder().manifestList(List.of(garbage)));
    }
    assertEquals(
        List.of(new RuleViolation(TeepRule.MANIFEST_TAGGED, at)), update(tagged).violations());
    assertThrows(
        IllegalArgumentException.class, () -> Update.builder().manifestList(List.of(tagged)));
    Update built = Update.builder().manifestList(List.of(unsigned)).build();
    assertEquals(List.of(new RuleViolation(TeepRule.MANIFEST_UNSIGNED, at)), built.violations());
    assertEquals(List.of(), update(PublishedMessages.ENVELOPE).violations());
  }

  @Test
  void updateSaysSomething() {
    assertEquals(
        List.of(new RuleViolation(TeepRule.UPDATE_EMPTY, "manifest-list")),
        Update.builder().token(Bytes.fromHex("0001020304050607")).build().violations());
    assertEquals(
        List.of(),
        Update.builder().errCode(TeepErrorCode.ERR_PERMANENT_ERROR).build().violations());
  }

  @Test
  void anOptionIsAddedOnce() {
    Success.Builder builder = Success.builder().unknownOption(99, Bytes.fromHex("01"));
    assertThrows(
        IllegalArgumentException.class, () -> builder.unknownOption(99, Bytes.fromHex("02")));
  }
}
