package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.suit.encryption.SuitCoseProfile;

/** Each rule that needs what the receiver knows is seen broken and kept. */
class TeepContextRulesTest {

  private static final Bytes TOKEN = Bytes.fromHex("0102030405060708");
  private static final Bytes OTHER = Bytes.fromHex("0102030405060709");
  private static final SuitCoseProfile PROFILE = SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM;

  private static final AgentContext AGENT =
      new AgentContext(
          List.of(0L),
          List.of(TeepCipherSuite.SIGN1_ESP256),
          List.of(TeepFreshnessMechanism.FRESHNESS_NONCE),
          List.of(PROFILE),
          false);

  private static QueryRequest.Builder request(DataItem... items) {
    QueryRequest.Builder builder =
        QueryRequest.builder()
            .supportedTeepCipherSuites(Dialect.RFC.mandatoryCipherSuites())
            .supportedSuitCoseProfiles(List.of(PROFILE))
            .dataItemRequested(Set.of(items));
    return Set.of(items).contains(DataItem.ATTESTATION) ? builder : builder.token(TOKEN);
  }

  private static QueryContext query(DataItem... items) {
    return request(items).build().context();
  }

  private static QueryResponse.Builder response() {
    return QueryResponse.builder().token(TOKEN);
  }

  private static List<TeepRule> rules(List<RuleViolation> violations) {
    return violations.stream().map(RuleViolation::rule).toList();
  }

  private static void assertBroken(List<RuleViolation> violations, TeepRule... rules) {
    assertEquals(List.of(rules), rules(violations));
  }

  // Responses.

  @Test
  void tokenIsEchoed() {
    UpdateContext update = Update.builder().token(TOKEN).build().context();
    TeepErrorCode code = TeepErrorCode.ERR_TEMPORARY_ERROR;
    assertBroken(response().build().violations(query()));
    assertBroken(Success.builder().token(TOKEN).build().violations(update));
    assertBroken(TeepError.builder(code).token(TOKEN).build().violations(update));
    assertBroken(TeepError.builder(code).token(TOKEN).build().violations(query()));
    TeepRule rule = TeepRule.TOKEN_NOT_ECHOED;
    assertBroken(QueryResponse.builder().build().violations(query()), rule);
    assertBroken(response().token(OTHER).build().violations(query()), rule);
    assertBroken(Success.builder().build().violations(update), rule);
    assertBroken(Success.builder().token(OTHER).build().violations(update), rule);
    assertBroken(TeepError.builder(code).build().violations(update), rule);
    assertBroken(TeepError.builder(code).token(OTHER).build().violations(query()), rule);
  }

  @Test
  void tokenIsNotMadeUp() {
    UpdateContext update = Update.builder().build().context();
    TeepErrorCode code = TeepErrorCode.ERR_TEMPORARY_ERROR;
    assertBroken(QueryResponse.builder().build().violations(QueryContext.unsolicited()));
    assertBroken(Success.builder().build().violations(update));
    assertBroken(TeepError.builder(code).build().violations(update));
    TeepRule rule = TeepRule.TOKEN_UNASKED;
    assertBroken(response().build().violations(QueryContext.unsolicited()), rule);
    assertBroken(Success.builder().token(TOKEN).build().violations(update), rule);
    assertBroken(TeepError.builder(code).token(TOKEN).build().violations(update), rule);
  }

  @Test
  void whatIsAskedForIsAnswered() {
    assertBroken(
        QueryResponse.builder().build().violations(query(DataItem.ATTESTATION)),
        TeepRule.ATTESTATION_PAYLOAD_REQUIRED);
    assertBroken(
        QueryResponse.builder()
            .attestationPayload(Bytes.fromHex("8443a10126a041a04100"))
            .build()
            .violations(query(DataItem.ATTESTATION)));
    QueryContext lists = query(DataItem.TRUSTED_COMPONENTS, DataItem.EXTENSIONS);
    assertBroken(
        response().build().violations(lists),
        TeepRule.TC_LIST_REQUIRED,
        TeepRule.EXT_LIST_REQUIRED);
    assertBroken(response().tcList(List.of()).extList(List.of()).build().violations(lists));
    assertBroken(response().build().violations(query(DataItem.SUIT_REPORTS)));
    assertBroken(response().extList(List.of(7L)).build().violations(query()));
  }

  @Test
  void selectedVersionWasOffered() {
    TeepRule rule = TeepRule.SELECTED_VERSION_NOT_OFFERED;
    assertBroken(response().selectedVersion(0).build().violations(query()));
    assertBroken(response().selectedVersion(1).build().violations(query()), rule);
    QueryContext newer = request().versions(List.of(1L, 2L)).build().context();
    assertBroken(response().selectedVersion(2).build().violations(newer));
    assertBroken(response().build().violations(newer), rule);
  }

  @Test
  void selectedCipherSuiteWasOffered() {
    QueryResponse.Builder selecting = response();
    assertBroken(
        selecting
            .selectedTeepCipherSuite(TeepCipherSuite.SIGN1_ESP256)
            .build()
            .violations(query()));
    QueryResponse other = selecting.selectedTeepCipherSuite(TeepCipherSuite.SIGN1_ES256).build();
    assertBroken(other.violations(query()), TeepRule.SELECTED_CIPHER_SUITE_NOT_OFFERED);
    QueryContext any = new QueryContext(Optional.of(TOKEN), Set.of(), List.of(0L), List.of());
    assertBroken(other.violations(any));
  }

  /** The token that counts is that of the message that is answered, not that of the answer. */
  @Test
  void reportsHaveTheTokenOfTheRequest() {
    UpdateContext update = new UpdateContext(Optional.of(TOKEN));
    Bytes right = Reports.withNonce(Optional.of(TOKEN));
    Bytes wrong = Reports.withNonce(Optional.of(OTHER));
    assertBroken(
        Success.builder().token(TOKEN).suitReports(List.of(right)).build().violations(update));
    Success success = Success.builder().token(OTHER).suitReports(List.of(right, wrong)).build();
    assertBroken(success.violations(update), TeepRule.TOKEN_NOT_ECHOED, TeepRule.SUIT_REPORT_NONCE);
    assertEquals("suit-reports[1]", success.violations(update).get(1).element());
    assertEquals("suit-reports[0]", success.violations().get(0).element());
    assertBroken(
        response().suitReports(List.of(wrong)).build().violations(query()),
        TeepRule.SUIT_REPORT_NONCE);
    QueryResponse unsolicited = QueryResponse.builder().suitReports(List.of(wrong)).build();
    assertBroken(unsolicited.violations(QueryContext.unsolicited()));
  }

  @Test
  void updateHasItsOwnToken() {
    Update.Builder update = Update.builder().errCode(TeepErrorCode.ERR_TEMPORARY_ERROR);
    assertBroken(update.build().violations(query()));
    assertBroken(update.token(OTHER).build().violations(query()));
    assertBroken(update.token(TOKEN).build().violations(query()), TeepRule.UPDATE_TOKEN_REPEATED);
  }

  @Test
  void rulesOfTheMessageItselfAreCheckedToo() {
    Update update = Update.builder().errMsg("\ufeff").build();
    assertBroken(update.violations(query()), TeepRule.ERR_MSG_NOT_NET_UNICODE);
  }

  // Requests.

  private static AgentContext requiringAttestation() {
    return new AgentContext(
        AGENT.versions(),
        AGENT.cipherSuites(),
        AGENT.freshnessMechanisms(),
        AGENT.suitCoseProfiles(),
        true);
  }

  @Test
  void agentSupportsAVersion() {
    assertBroken(request().versions(List.of(1L, 0L)).build().violations(AGENT));
    assertBroken(request().build().violations(AGENT));
    assertBroken(
        request().versions(List.of(1L)).build().violations(AGENT), TeepRule.VERSIONS_UNSUPPORTED);
  }

  @Test
  void agentSupportsACipherSuite() {
    QueryRequest other =
        request().supportedTeepCipherSuites(List.of(TeepCipherSuite.SIGN1_ED25519)).build();
    assertBroken(other.violations(AGENT), TeepRule.CIPHER_SUITES_UNSUPPORTED);
  }

  @Test
  void agentSupportsAFreshnessMechanismIfOneIsNeeded() {
    List<FreshnessMechanism> time = List.of(TeepFreshnessMechanism.FRESHNESS_TIMESTAMP);
    assertBroken(
        request(DataItem.ATTESTATION).supportedFreshnessMechanisms(time).build().violations(AGENT),
        TeepRule.FRESHNESS_MECHANISMS_UNSUPPORTED);
    assertBroken(request(DataItem.ATTESTATION).build().violations(AGENT));
    assertBroken(
        request().supportedFreshnessMechanisms(time).build().violations(AGENT),
        TeepRule.QUERY_REQUEST_FRESHNESS_FORBIDDEN);
  }

  @Test
  void tamIsAttestedWhereItMustBe() {
    Bytes eat = Bytes.fromHex("8443a10126a041a04100");
    assertBroken(
        request().build().violations(requiringAttestation()), TeepRule.TAM_ATTESTATION_REQUIRED);
    assertBroken(request().attestationPayload(eat).build().violations(requiringAttestation()));
  }

  private static Bytes report(String tag, long algorithm) {
    CborWriter writer = new CborWriter();
    writer.beginArray();
    writer.beginWrapped().beginMap().writeLong(1).writeLong(algorithm).endMap().endWrapped();
    writer.beginMap().endMap().writeBytes(Reports.withNonce(Optional.empty()));
    if (!tag.equals("d0")) {
      writer.writeBytes(Bytes.empty());
    }
    return Bytes.fromHex(tag + writer.endArray().toBytes().toHex());
  }

  @Test
  void reportsHaveASupportedProfile() {
    List<Bytes> right =
        List.of(
            report("d2", PROFILE.authentication()),
            report("d0", PROFILE.encryption()),
            Reports.protectedBy(Reports.withNonce(Optional.empty()), "d2"),
            Reports.withNonce(Optional.empty()),
            Bytes.fromHex("00"));
    assertBroken(request().suitReports(right).build().violations(AGENT));
    List<Bytes> wrong =
        List.of(
            report("d2", -19),
            report("d1", 5),
            report("d0", 3),
            report("d2", PROFILE.encryption()));
    List<RuleViolation> found = request().suitReports(wrong).build().violations(AGENT);
    assertEquals(4, found.size());
    assertEquals(Set.of(TeepRule.SUIT_REPORT_PROFILE_UNSUPPORTED), Set.copyOf(rules(found)));
    assertEquals("suit-reports[3]", found.get(3).element());
  }

  /** An Agent answers the first violation that has a code. */
  @Test
  void violationsAreInTheOrderOfTheAnswers() {
    QueryRequest hopeless =
        request(DataItem.ATTESTATION)
            .token(TOKEN)
            .versions(List.of(9L))
            .supportedTeepCipherSuites(List.of(TeepCipherSuite.SIGN1_ED25519))
            .supportedFreshnessMechanisms(List.of(TeepFreshnessMechanism.FRESHNESS_TIMESTAMP))
            .suitReports(List.of(report("d2", -19)))
            .build();
    List<RuleViolation> found = hopeless.violations(requiringAttestation());
    assertEquals(
        List.of(4L, 5L, 1L, 3L, 7L, 8L),
        found.stream()
            .map(violation -> violation.rule().errCode().orElseThrow().number(Dialect.RFC))
            .toList());
  }

  // The table.

  @Test
  void whatASenderAloneIsBoundByIsAccepted() {
    Map<TeepRule, TeepErrorCode> codes = new EnumMap<>(TeepRule.class);
    for (TeepRule rule : TeepRule.values()) {
      rule.errCode().ifPresent(code -> codes.put(rule, code));
      assertTrue(rule.section().matches("[478]\\.[\\d.]+(, [478]\\.[\\d.]+)*"), rule.id());
      assertEquals(rule.name().toLowerCase(Locale.ROOT).replace('_', '-'), rule.id());
    }
    Set<TeepRule> accepted =
        Set.of(
            TeepRule.QUERY_REQUEST_FRESHNESS_FORBIDDEN,
            TeepRule.QUERY_REQUEST_UNSIGNED_ALGORITHM,
            TeepRule.UPDATE_TOKEN_REPEATED,
            TeepRule.UPDATE_EMPTY,
            TeepRule.MANIFEST_TAGGED,
            TeepRule.ERROR_FRESHNESS_MECHANISMS_REQUIRED,
            TeepRule.ERROR_VERSIONS_REQUIRED,
            TeepRule.ERROR_CIPHER_SUITES_REQUIRED,
            TeepRule.ERROR_CIPHER_SUITE_NOT_MANDATORY,
            TeepRule.ERROR_CHALLENGE_REQUIRED,
            TeepRule.ERROR_COSE_PROFILES_REQUIRED,
            TeepRule.MSG_NOT_NET_UNICODE,
            TeepRule.ERR_MSG_NOT_NET_UNICODE,
            TeepRule.ERR_LANG_NOT_LANGUAGE_TAG);
    assertEquals(TeepRule.values().length - accepted.size(), codes.size());
    accepted.forEach(rule -> assertEquals(Optional.empty(), rule.errCode(), rule.id()));
    assertEquals(
        TeepErrorCode.ERR_ATTESTATION_REQUIRED, codes.get(TeepRule.ATTESTATION_PAYLOAD_REQUIRED));
    assertEquals(TeepErrorCode.ERR_PERMANENT_ERROR, codes.get(TeepRule.TOKEN_NOT_ECHOED));
  }

  @Test
  void contextsAreChecked() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new QueryContext(Optional.empty(), Set.of(), List.of(), List.of()));
    assertThrows(NullPointerException.class, () -> new UpdateContext(null));
    assertEquals(
        new QueryContext(
            Optional.of(TOKEN),
            Set.of(DataItem.EXTENSIONS),
            List.of(0L),
            Dialect.RFC.mandatoryCipherSuites()),
        query(DataItem.EXTENSIONS));
  }
}
