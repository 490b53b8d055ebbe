package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseSigner;

/** Each rule about the COSE message around a message is seen broken and kept. */
class TeepProtectionRulesTest {

  private static final List<TeepCipherSuite> ESP256 = List.of(TeepCipherSuite.SIGN1_ESP256);
  private static final List<TeepCipherSuite> ED25519 = List.of(TeepCipherSuite.SIGN1_ED25519);

  private static CoseSigner esp256;
  private static CoseSigner ed25519;
  private static CoseSigner es256;

  @BeforeAll
  static void makeKeys() throws GeneralSecurityException {
    esp256 = CoseSigner.of(CoseKeys.generate(CoseAlgorithm.ESP256));
    ed25519 = CoseSigner.of(CoseKeys.generate(CoseAlgorithm.ED25519));
    es256 = CoseSigner.of(CoseKeys.generate(CoseAlgorithm.ES256));
  }

  private static QueryRequest request(List<TeepCipherSuite> suites) {
    return QueryRequest.builder()
        .supportedTeepCipherSuites(suites)
        .supportedSuitCoseProfiles(Dialect.RFC.mandatorySuitCoseProfiles())
        .dataItemRequested(Set.of(DataItem.ATTESTATION))
        .build();
  }

  private static List<TeepRule> broken(
      TeepMessage message, CoseSignedMessage signed, List<TeepCipherSuite> admitted) {
    return broken(message, signed, admitted, Dialect.RFC);
  }

  private static List<TeepRule> broken(
      TeepMessage message,
      CoseSignedMessage signed,
      List<TeepCipherSuite> admitted,
      Dialect dialect) {
    return message.protectionViolations(signed, admitted, dialect).stream()
        .map(RuleViolation::rule)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(TeepMessageType.class)
  void selectedSuiteIsUsed(TeepMessageType type) throws GeneralSecurityException {
    TeepMessage message = PublishedMessages.expected(type);
    CoseSign1 signed = message.sign(esp256, Dialect.RFC);
    assertEquals(List.of(), broken(message, signed, ESP256));
    assertEquals(List.of(), broken(message, signed, List.of(ED25519.get(0), ESP256.get(0))));
    assertEquals(List.of(TeepRule.CIPHER_SUITE_NOT_ADMITTED), broken(message, signed, ED25519));
    if (type != TeepMessageType.QUERY_REQUEST) {
      assertEquals(
          List.of(TeepRule.CIPHER_SUITE_NOT_ADMITTED),
          broken(message, message.sign(List.of(esp256, ed25519), Dialect.RFC), ESP256));
    }
  }

  @Test
  void firstRequestHasASignatureForEachAlgorithm() throws GeneralSecurityException {
    QueryRequest both = request(Dialect.RFC.mandatoryCipherSuites());
    CoseSignedMessage signed = both.signForAnyAgent(List.of(esp256, ed25519), Dialect.RFC);
    assertEquals(List.of(), broken(both, signed, ESP256));
    assertEquals(List.of(), broken(both, signed, ED25519));
    assertEquals(
        List.of(TeepRule.CIPHER_SUITE_NOT_ADMITTED),
        broken(both, signed, List.of(TeepCipherSuite.SIGN1_ES256)));
    assertEquals(
        List.of(TeepRule.QUERY_REQUEST_UNSIGNED_ALGORITHM),
        broken(both, both.sign(List.of(esp256), Dialect.RFC), ESP256));
  }

  @Test
  void unsupportedSuitesAreReportedWithAMandatoryOne() throws GeneralSecurityException {
    TeepError error = TeepError.builder(TeepErrorCode.ERR_UNSUPPORTED_CIPHER_SUITES).build();
    assertEquals(List.of(), broken(error, error.sign(ed25519, Dialect.RFC), ESP256));
    CoseSign1 other = error.sign(es256, Dialect.RFC);
    List<TeepRule> rule = List.of(TeepRule.ERROR_CIPHER_SUITE_NOT_MANDATORY);
    assertEquals(rule, broken(error, other, ESP256));
    assertEquals(List.of(), broken(error, other, ESP256, Dialect.DRAFT_16));
    assertEquals(rule, broken(error, error.sign(ed25519, Dialect.RFC), ESP256, Dialect.DRAFT_16));
  }

  @Test
  void reportHasItsOwnKey() throws GeneralSecurityException {
    Bytes report = Reports.withNonce(Optional.empty());
    Bytes own = Bytes.wrap(named(report, es256).toByteArray());
    Bytes same = Bytes.wrap(named(report, esp256).toByteArray());
    Success success = Success.builder().suitReports(List.of(report, own, same)).build();
    List<RuleViolation> found =
        success.protectionViolations(success.sign(esp256, Dialect.RFC), ESP256, Dialect.RFC);
    assertEquals(List.of(new RuleViolation(TeepRule.SUIT_REPORT_KEY, "suit-reports[2]")), found);
    QueryRequest request =
        QueryRequest.builder()
            .supportedTeepCipherSuites(ESP256)
            .supportedSuitCoseProfiles(Dialect.RFC.mandatorySuitCoseProfiles())
            .suitReports(List.of(same))
            .build();
    assertEquals(
        List.of(TeepRule.SUIT_REPORT_KEY),
        broken(request, request.sign(List.of(esp256), Dialect.RFC), ESP256));
  }

  /** A report whose protection names the key by its thumbprint, as messages do. */
  private static CoseSign1 named(Bytes report, CoseSigner signer) throws GeneralSecurityException {
    return CoseSign1.builder()
        .payload(report)
        .headers(CoseHeaders.builder().keyId(signer.thumbprint().orElseThrow()).build())
        .sign(signer);
  }
}
