package org.teep4j.teep.tam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseSign1;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.report.SuitReference;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.teep.ErrCode;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.AttestationPayload;
import org.teep4j.teep.session.SessionEvent;

/** Success and Error, by code. */
class OutcomeRulesTest {

  private static final AttestationPayload EVIDENCE =
      new AttestationPayload("application/tam-evidence", Bytes.ofUtf8("trust me"));

  private final List<Optional<Bytes>> challenges = new ArrayList<>();
  private final TamWorld world = new TamWorld();
  private final Tam tam =
      world.tam(
          policy -> {},
          settings ->
              settings.attester(
                  (challenge, key) -> {
                    challenges.add(challenge);
                    assertEquals(TamWorld.TAM.toPublic(), key);
                    return EVIDENCE;
                  }));

  OutcomeRulesTest() {
    world.catalogue.add(TamWorld.hello(5));
  }

  private Optional<TeepMessage> send(TeepMessage message) throws IOException {
    return world.send(tam, message, TamWorld.AGENT);
  }

  private TeepError.Builder error(ErrCode code, Bytes token) {
    return TeepError.builder(code).token(token);
  }

  private Bytes query() throws IOException {
    return world.connect(tam).token().orElseThrow();
  }

  private Bytes update() throws IOException {
    return world.update(tam, TamWorld.AGENT).token().orElseThrow();
  }

  private AgentRecord agent() throws IOException {
    return world.agent(TamWorld.AGENT);
  }

  static Bytes report(VerifiedManifest manifest, Bytes nonce) {
    return Bytes.wrap(
        new SuitReport(
                SuitReference.of(manifest),
                Optional.of(nonce),
                List.of(),
                new SuitReport.Result.Success(),
                Optional.empty(),
                Map.of())
            .toByteArray());
  }

  @Test
  @DisplayName("TAM 9: Success with reports whose nonce is the token is recorded")
  void successIsRecorded() throws Exception {
    Bytes token = update();
    VerifiedManifest hello = world.catalogue.newest(TamWorld.HELLO).orElseThrow();
    assertEquals(
        Optional.empty(),
        send(Success.builder().token(token).suitReports(List.of(report(hello, token))).build()));
    assertEquals(List.of(ManifestSummary.of(hello)), agent().installed());
    assertEquals(
        List.of(new ReportedManifest(hello.digest(), Optional.empty())), agent().reports());
  }

  @Test
  @DisplayName("TAM 9: a report with another nonce drops the message, and its token is used up")
  void successWithOtherNonceIsDropped() throws Exception {
    Bytes token = update();
    VerifiedManifest hello = world.catalogue.newest(TamWorld.HELLO).orElseThrow();
    Bytes other = report(hello, Bytes.ofUtf8("another one"));
    assertEquals(
        Optional.empty(), send(Success.builder().token(token).suitReports(List.of(other)).build()));
    assertEquals(List.of(), agent().installed());
    assertEquals(List.of(), agent().reports());
    assertTrue(world.store.find(token).isEmpty());
  }

  @Test
  @DisplayName("TAM 9: Success without token is dropped")
  void successWithoutToken() throws Exception {
    Bytes token = update();
    assertEquals(Optional.empty(), send(Success.builder().build()));
    assertTrue(world.store.find(token).isPresent());
  }

  @Test
  @DisplayName("TAM 9: an Update that unlinks takes the manifest out of the record")
  void unlinkIsRecorded() throws Exception {
    world.install(tam, TamWorld.AGENT);
    Update update =
        assertInstanceOf(
            Update.class,
            send(TamWorld.requesting(query(), TamWorld.OTHER)
                    .tcList(List.of(TamWorld.claims(TamWorld.HELLO, 5)))
                    .unneededManifestList(List.of(TamWorld.HELLO_MANIFEST))
                    .build())
                .orElseThrow());
    assertEquals(List.of(TamWorld.HELLO_MANIFEST), update.unneededManifestList());
    assertEquals(List.of(), update.manifestList());
    send(Success.builder().token(update.token().orElseThrow()).build());
    assertEquals(List.of(), agent().installed());
  }

  @Test
  @DisplayName(
      "TAM 10: ERR_ATTESTATION_REQUIRED leads to a QueryRequest with Evidence for the challenge")
  void tamAttests() throws Exception {
    Bytes challenge = Bytes.ofUtf8("challenge of the agent");
    Bytes token = query();
    QueryRequest request =
        assertInstanceOf(
            QueryRequest.class,
            send(error(TeepErrorCode.ERR_ATTESTATION_REQUIRED, token).challenge(challenge).build())
                .orElseThrow());
    assertEquals(List.of(Optional.of(challenge)), challenges);
    assertEquals(Optional.of(EVIDENCE.bytes()), request.attestationPayload());
    assertEquals(Optional.of(EVIDENCE.mediaType()), request.attestationPayloadFormat());
    assertEquals(List.of(), request.violations());
    assertTrue(world.store.find(token).isEmpty());
    Update update =
        (Update)
            send(TamWorld.requesting(request.token().orElseThrow(), TamWorld.HELLO).build())
                .orElseThrow();
    assertEquals(1, update.manifestList().size());
    assertEquals(0, agent().retries());
  }

  @Test
  @DisplayName("TAM 10, D18: the TAM attests at most 3 times, with and without token")
  void tamAttestsThreeTimes() throws Exception {
    for (int i = 0; i < 3; i++) {
      TeepError error =
          i == 1
              ? error(TeepErrorCode.ERR_ATTESTATION_REQUIRED, query()).build()
              : TeepError.builder(TeepErrorCode.ERR_ATTESTATION_REQUIRED).build();
      assertInstanceOf(QueryRequest.class, send(error).orElseThrow());
    }
    TeepError last = error(TeepErrorCode.ERR_ATTESTATION_REQUIRED, query()).build();
    assertEquals(Optional.empty(), send(last));
    assertEquals("the Agent has refused too often", reasonOf(SessionEvent.Kind.ENDED));
  }

  private String reasonOf(SessionEvent.Kind kind) {
    return world.events.stream()
        .filter(event -> event.kind() == kind)
        .reduce((first, second) -> second)
        .orElseThrow()
        .reason();
  }

  @Test
  @DisplayName("TAM 10: a TAM without Attester cannot attest, and says so to the listener")
  void tamHasNoAttester() throws Exception {
    Tam plain = world.tam();
    Bytes token = world.connect(plain).token().orElseThrow();
    TeepError error = error(TeepErrorCode.ERR_ATTESTATION_REQUIRED, token).build();
    assertEquals(Optional.empty(), world.send(plain, error, TamWorld.AGENT));
    assertEquals("the TAM has no Attester", reasonOf(SessionEvent.Kind.ENDED));
  }

  @Test
  @DisplayName(
      "TAM 11: ERR_UNSUPPORTED_CIPHER_SUITES leads to a QueryRequest in a suite of the list")
  void retriesInASuite() throws Exception {
    Bytes token = query();
    TeepError error =
        error(TeepErrorCode.ERR_UNSUPPORTED_CIPHER_SUITES, token)
            .supportedTeepCipherSuites(
                List.of(TeepCipherSuite.sign1(CoseAlgorithm.ESP384), TeepCipherSuite.SIGN1_ED25519))
            .build();
    Bytes sent = tam.processTeepMessage(world.signed(error, TamWorld.AGENT)).orElseThrow();
    assertEquals(
        Optional.of(CoseAlgorithm.ED25519), CoseSign1.decode(sent).unverifiedHeaders().algorithm());
    QueryRequest request = (QueryRequest) world.read(sent);
    assertEquals(List.of(TeepCipherSuite.SIGN1_ED25519), request.supportedTeepCipherSuites());
    assertTrue(world.store.find(token).isEmpty());
  }

  @Test
  @DisplayName("TAM 11: no suite or profile in common ends the session")
  void nothingInCommon() throws Exception {
    TeepError suites =
        error(TeepErrorCode.ERR_UNSUPPORTED_CIPHER_SUITES, query())
            .supportedTeepCipherSuites(List.of(TeepCipherSuite.sign1(CoseAlgorithm.ESP384)))
            .build();
    assertEquals(Optional.empty(), send(suites));
    assertEquals(
        Optional.empty(),
        send(error(TeepErrorCode.ERR_UNSUPPORTED_CIPHER_SUITES, query()).build()));
    assertEquals("no cipher suite in common", reasonOf(SessionEvent.Kind.ENDED));
    assertEquals(
        Optional.empty(), send(error(TeepErrorCode.ERR_UNSUPPORTED_SUIT_REPORT, query()).build()));
    assertEquals("no profile of SUIT reports in common", reasonOf(SessionEvent.Kind.ENDED));
  }

  @Test
  @DisplayName(
      "TAM 11: ERR_UNSUPPORTED_SUIT_REPORT leads to a QueryRequest with a profile of the list")
  void retriesWithAProfile() throws Exception {
    List<SuitCoseProfile> profile = List.of(SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM);
    TeepError error =
        error(TeepErrorCode.ERR_UNSUPPORTED_SUIT_REPORT, query())
            .supportedSuitCoseProfiles(profile)
            .build();
    QueryRequest request = (QueryRequest) send(error).orElseThrow();
    assertEquals(profile, request.supportedSuitCoseProfiles());
  }

  @ParameterizedTest
  @EnumSource(
      value = TeepErrorCode.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "ERR_ATTESTATION_REQUIRED",
        "ERR_UNSUPPORTED_CIPHER_SUITES",
        "ERR_UNSUPPORTED_SUIT_REPORT"
      })
  @DisplayName("TAM 11: the other codes are recorded and not repeated at once")
  void otherCodesAreRecorded(TeepErrorCode code) throws Exception {
    Bytes token = update();
    assertEquals(Optional.empty(), send(error(code, token).errMsg("why").build()));
    ReportedError recorded = agent().lastError().orElseThrow();
    assertEquals(code, recorded.code());
    assertEquals(Optional.of("why"), recorded.message());
    assertEquals(List.of(), agent().installed());
    assertTrue(world.store.find(token).isEmpty());
  }

  @Test
  @DisplayName("TAM 11: an unknown code is recorded")
  void unknownCode() throws Exception {
    ErrCode unknown = ErrCode.fromNumber(99, world.dialect).orElseThrow();
    send(error(unknown, update()).build());
    assertEquals(unknown, agent().lastError().orElseThrow().code());
    world.install(tam, TamWorld.AGENT);
    assertEquals(Optional.empty(), agent().lastError());
  }

  @Test
  @DisplayName("TAM 11: of an Update that failed, what its reports call processed is installed")
  void partialFailure() throws Exception {
    VerifiedManifest other =
        TamWorld.manifest(TamWorld.OTHER, SuitComponentIdentifier.ofText("other.suit"), 7);
    world.catalogue.add(other);
    Bytes query = query();
    Update update =
        (Update)
            send(TamWorld.requesting(query, TamWorld.HELLO)
                    .requestedTcList(
                        List.of(
                            RequestedTcInfo.of(TamWorld.HELLO), RequestedTcInfo.of(TamWorld.OTHER)))
                    .build())
                .orElseThrow();
    assertEquals(2, update.manifestList().size());
    Bytes token = update.token().orElseThrow();
    send(
        error(TeepErrorCode.ERR_MANIFEST_PROCESSING_FAILED, token)
            .suitReports(List.of(report(other, token)))
            .build());
    assertEquals(List.of(ManifestSummary.of(other)), agent().installed());
  }

  @Test
  @DisplayName("TAM 11: an Error with a report of another nonce is dropped")
  void errorWithOtherNonce() throws Exception {
    VerifiedManifest hello = world.catalogue.newest(TamWorld.HELLO).orElseThrow();
    send(
        error(TeepErrorCode.ERR_MANIFEST_PROCESSING_FAILED, update())
            .suitReports(List.of(report(hello, Bytes.ofUtf8("another one"))))
            .build());
    assertEquals(Optional.empty(), agent().lastError());
  }
}
