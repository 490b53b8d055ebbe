package org.teep4j.teep.tam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.AttestationPayload;
import org.teep4j.teep.session.SessionEvent;
import org.teep4j.teep.session.Verdict;

/** What an Agent must show before it gets something. */
class AttestationRulesTest {

  private final TamWorld world = new TamWorld();
  private final Tam tam = tam(TamQuery.trustedComponents(AttestationModel.BACKGROUND_CHECK));

  AttestationRulesTest() {
    world.catalogue.add(TamWorld.hello(5));
  }

  private Tam tam(TamQuery query) {
    return world.tam(
        policy -> policy.query(query).attestationRequired(true).passResult(true),
        settings -> settings.attestationLifetime(Duration.ofDays(1)));
  }

  private static QueryResponse attesting(AttestationPayload payload) {
    QueryResponse.Builder response =
        QueryResponse.builder()
            .tcList(List.of())
            .requestedTcList(List.of(RequestedTcInfo.of(TamWorld.HELLO)))
            .attestationPayload(payload.bytes());
    payload.format().ifPresent(response::attestationPayloadFormat);
    return response.build();
  }

  private Bytes challenge() throws IOException {
    return world.connect(tam).challenge().orElseThrow();
  }

  private Update attest(Bytes challenge, CoseKey attested, CoseKey signer) throws IOException {
    return assertInstanceOf(
        Update.class,
        world
            .send(tam, attesting(FakeVerifier.evidence(challenge, attested)), signer)
            .orElseThrow());
  }

  private void assertRefused(Update update, TeepErrorCode code) {
    assertEquals(Optional.of(code), update.errCode());
    assertTrue(update.errMsg().isPresent());
    assertEquals(List.of(), update.manifestList());
  }

  @Test
  @DisplayName("TAM 6, TAM 7: affirmed Evidence of the key that signs leads to the Update")
  void affirmed() throws Exception {
    Update update = attest(challenge(), TamWorld.AGENT, TamWorld.AGENT);
    assertEquals(Optional.empty(), update.errCode());
    assertEquals(1, update.manifestList().size());
    assertTrue(world.agent(TamWorld.AGENT).isAttested(world.now));
    world.pass(Duration.ofDays(1));
    assertFalse(world.agent(TamWorld.AGENT).isAttested(world.now));
  }

  @Test
  @DisplayName("TAM 7: a verdict about another key is refused")
  void otherKey() throws Exception {
    Update update = attest(challenge(), TamWorld.AGENT_ED, TamWorld.AGENT);
    assertRefused(update, TeepErrorCode.ERR_ATTESTATION_REQUIRED);
    assertFalse(world.agent(TamWorld.AGENT).isAttested(world.now));
  }

  @Test
  @DisplayName("TAM 7: a challenge counts once, and not from another TAM or never")
  void challengeCountsOnce() throws Exception {
    Bytes challenge = challenge();
    attest(challenge, TamWorld.AGENT, TamWorld.AGENT);
    int calls = world.verifier.calls;
    assertRefused(
        attest(challenge, TamWorld.AGENT, TamWorld.AGENT), TeepErrorCode.ERR_ATTESTATION_REQUIRED);
    assertRefused(
        attest(Bytes.wrap(new byte[32]), TamWorld.AGENT, TamWorld.AGENT),
        TeepErrorCode.ERR_ATTESTATION_REQUIRED);
    assertEquals(calls, world.verifier.calls);
  }

  @Test
  @DisplayName("TAM 7: an expired challenge is not fresh")
  void challengeExpires() throws Exception {
    Bytes challenge = challenge();
    world.pass(Duration.ofHours(24));
    assertRefused(
        attest(challenge, TamWorld.AGENT, TamWorld.AGENT), TeepErrorCode.ERR_ATTESTATION_REQUIRED);
    assertEquals(0, world.verifier.calls);
  }

  @Test
  @DisplayName("TAM 5: a missing payload is refused with code 7")
  void payloadIsMissing() throws Exception {
    challenge();
    QueryResponse response = QueryResponse.builder().tcList(List.of()).build();
    assertRefused(
        (Update) world.send(tam, response, TamWorld.AGENT).orElseThrow(),
        TeepErrorCode.ERR_ATTESTATION_REQUIRED);
  }

  @Test
  @DisplayName(
      "TAM 7: what the Verifier refuses is refused with code 7, and ends what was attested")
  void refused() throws Exception {
    attest(challenge(), TamWorld.AGENT, TamWorld.AGENT);
    world.verifier.verdict = Optional.of(new Verdict.Refused("the firmware is old"));
    Update update = attest(challenge(), TamWorld.AGENT, TamWorld.AGENT);
    assertRefused(update, TeepErrorCode.ERR_ATTESTATION_REQUIRED);
    assertTrue(update.errMsg().orElseThrow().contains("the firmware is old"));
    assertFalse(world.agent(TamWorld.AGENT).isAttested(world.now));
  }

  @Test
  @DisplayName("TAM 7: a policy may repair what keeps an Agent from attesting")
  void remedied() throws Exception {
    world.catalogue.add(
        TamWorld.manifest(TamWorld.OTHER, SuitComponentIdentifier.ofText("other.suit"), 1));
    Tam repairing =
        world.tam(
            policy ->
                policy
                    .query(TamQuery.trustedComponents(AttestationModel.BACKGROUND_CHECK))
                    .attestationRequired(true)
                    .remedies(Set.of(TamWorld.OTHER)),
            settings -> {});
    world.verifier.verdict = Optional.of(new Verdict.Refused("the firmware is old"));
    Bytes challenge = world.connect(repairing).challenge().orElseThrow();
    QueryResponse response = attesting(FakeVerifier.evidence(challenge, TamWorld.AGENT));
    Update update = (Update) world.send(repairing, response, TamWorld.AGENT).orElseThrow();
    assertEquals(Optional.empty(), update.errCode());
    assertEquals(1, update.manifestList().size());
  }

  @Test
  @DisplayName("TAM 6: a format that no Verifier knows is refused with code 7")
  void unknownFormat() throws Exception {
    AttestationPayload known = FakeVerifier.evidence(challenge(), TamWorld.AGENT);
    for (String format :
        List.of("application/other", TeepMessage.DEFAULT_ATTESTATION_PAYLOAD_FORMAT)) {
      QueryResponse response = attesting(new AttestationPayload(format, known.bytes()));
      assertRefused(
          (Update) world.send(tam, response, TamWorld.AGENT).orElseThrow(),
          TeepErrorCode.ERR_ATTESTATION_REQUIRED);
    }
    assertEquals(0, world.verifier.calls);
  }

  @Test
  @DisplayName("TAM 6: a Verifier that cannot be reached leads to code 10")
  void verifierIsDown() throws Exception {
    world.verifier.isDown = true;
    Bytes challenge = challenge();
    assertRefused(
        attest(challenge, TamWorld.AGENT, TamWorld.AGENT), TeepErrorCode.ERR_TEMPORARY_ERROR);
    assertTrue(world.store.find(challenge).isEmpty());
  }

  @Test
  @DisplayName("TAM 6: a late verdict is delivered under its challenge, once")
  void lateVerdict() throws Exception {
    world.verifier.verdict = Optional.of(new Verdict.Later());
    Bytes challenge = challenge();
    assertRefused(
        attest(challenge, TamWorld.AGENT, TamWorld.AGENT), TeepErrorCode.ERR_TEMPORARY_ERROR);
    assertFalse(tam.attested(challenge, Verdict.Affirmed.of(TamWorld.AGENT_ED)));
    assertFalse(world.agent(TamWorld.AGENT).isAttested(world.now));
    assertTrue(tam.attested(challenge, Verdict.Affirmed.of(TamWorld.AGENT)));
    assertTrue(world.agent(TamWorld.AGENT).isAttested(world.now));
    assertFalse(tam.attested(challenge, Verdict.Affirmed.of(TamWorld.AGENT)));
    assertThrows(
        IllegalArgumentException.class, () -> tam.attested(challenge, new Verdict.Later()));
    Tam later = tam(TamQuery.trustedComponents(AttestationModel.NONE));
    assertEquals(1, world.update(later, TamWorld.AGENT).manifestList().size());
  }

  @Test
  @DisplayName("TAM 6: Evidence that a Verifier has is not verified again")
  void pendingChallengeIsUsed() throws Exception {
    world.verifier.verdict = Optional.of(new Verdict.Later());
    Bytes challenge = challenge();
    attest(challenge, TamWorld.AGENT, TamWorld.AGENT);
    assertRefused(
        attest(challenge, TamWorld.AGENT, TamWorld.AGENT), TeepErrorCode.ERR_ATTESTATION_REQUIRED);
    assertEquals(1, world.verifier.calls);
    assertTrue(tam.attested(challenge, new Verdict.Refused("no")));
    assertFalse(world.agent(TamWorld.AGENT).isAttested(world.now));
  }

  @Test
  @DisplayName("TAM 8: the result is passed back, with its format")
  void resultIsPassedBack() throws Exception {
    AttestationPayload result = new AttestationPayload("application/result", Bytes.ofUtf8("ok"));
    world.verifier.verdict =
        Optional.of(
            new Verdict.Affirmed(
                TamWorld.AGENT.thumbprint(),
                Optional.empty(),
                Optional.of(world.now.plusSeconds(60)),
                Optional.of(result),
                Optional.empty()));
    Update update = attest(challenge(), TamWorld.AGENT, TamWorld.AGENT);
    assertEquals(Optional.of(result.bytes()), update.attestationPayload());
    assertEquals(Optional.of("application/result"), update.attestationPayloadFormat());
    assertEquals(
        Optional.of(world.now.plusSeconds(60)), world.agent(TamWorld.AGENT).attestedUntil());
  }

  @Test
  @DisplayName(
      "TAM 6: an Agent that is not attested is asked by a second QueryRequest, at most 3 times")
  void attestedOnlyWhenNeeded() throws Exception {
    Tam asking = tam(TamQuery.trustedComponents(AttestationModel.NONE));
    for (int i = 0; i < 3; i++) {
      Bytes token = world.connect(asking).token().orElseThrow();
      QueryRequest request =
          assertInstanceOf(
              QueryRequest.class,
              world
                  .send(asking, TamWorld.requesting(token, TamWorld.HELLO).build(), TamWorld.AGENT)
                  .orElseThrow());
      assertEquals(List.of(), request.violations());
      assertTrue(request.dataItemRequested().contains(DataItem.ATTESTATION));
      Bytes challenge = request.challenge().orElseThrow();
      assertRefused(
          attest(challenge, TamWorld.AGENT_ED, TamWorld.AGENT_ED),
          TeepErrorCode.ERR_ATTESTATION_REQUIRED);
      assertTrue(world.store.find(challenge).isPresent());
    }
    Bytes token = world.connect(asking).token().orElseThrow();
    assertRefused(
        (Update)
            world
                .send(asking, TamWorld.requesting(token, TamWorld.HELLO).build(), TamWorld.AGENT)
                .orElseThrow(),
        TeepErrorCode.ERR_ATTESTATION_REQUIRED);
    world.pass(Duration.ofHours(2));
    assertInstanceOf(QueryRequest.class, responseTo(asking));
  }

  private TeepMessage responseTo(Tam asking) throws IOException {
    Bytes token = world.connect(asking).token().orElseThrow();
    return world
        .send(asking, TamWorld.requesting(token, TamWorld.HELLO).build(), TamWorld.AGENT)
        .orElseThrow();
  }

  @Test
  @DisplayName("TAM 6: an attested Agent is not asked again until it expires")
  void attestationIsKept() throws Exception {
    attest(challenge(), TamWorld.AGENT, TamWorld.AGENT);
    Tam asking = tam(TamQuery.trustedComponents(AttestationModel.NONE));
    assertInstanceOf(Update.class, responseTo(asking));
    world.pass(Duration.ofDays(1));
    assertInstanceOf(QueryRequest.class, responseTo(asking));
  }

  @Test
  @DisplayName("D7: in the Passport model a result needs no challenge")
  void passport() throws Exception {
    Tam passports = tam(TamQuery.trustedComponents(AttestationModel.PASSPORT));
    QueryRequest request = world.connect(passports);
    assertEquals(Optional.empty(), request.challenge());
    QueryResponse response = attesting(FakeVerifier.evidence(Bytes.empty(), TamWorld.AGENT));
    Update update = (Update) world.send(passports, response, TamWorld.AGENT).orElseThrow();
    assertEquals(1, update.manifestList().size());
    world.verifier.verdict = Optional.of(new Verdict.Refused("too old"));
    assertRefused(
        (Update) world.send(passports, response, TamWorld.AGENT).orElseThrow(),
        TeepErrorCode.ERR_ATTESTATION_REQUIRED);
  }

  @Test
  @DisplayName("TAM 3: an unknown key is dropped, unless the policy lets it attest")
  void unknownKeysAreDropped() throws Exception {
    Bytes challenge = challenge();
    QueryResponse response = attesting(FakeVerifier.evidence(challenge, TamWorld.STRANGER));
    assertEquals(Optional.empty(), world.send(tam, response, TamWorld.STRANGER));
    assertEquals(0, world.verifier.calls);
    assertTrue(world.store.find(challenge).isPresent());
  }

  @Test
  @DisplayName("TAM 6: an unknown key is attested by a second QueryRequest and then trusted")
  void unknownKeyAttests() throws Exception {
    Tam open = tam(TamQuery.trustedComponents(AttestationModel.NONE).attestingUnknownKeys());
    Bytes token = world.connect(open).token().orElseThrow();
    QueryResponse first = TamWorld.requesting(token, TamWorld.HELLO).build();
    QueryRequest request = (QueryRequest) world.send(open, first, TamWorld.STRANGER).orElseThrow();
    assertTrue(world.store.find(token).isPresent(), "an unverified message uses up nothing");
    Bytes challenge = request.challenge().orElseThrow();
    QueryResponse stolen = attesting(FakeVerifier.evidence(challenge, TamWorld.AGENT));
    assertEquals(Optional.empty(), world.send(open, stolen, TamWorld.STRANGER));
    assertTrue(world.store.find(challenge).isPresent(), "a bad signature uses up nothing");
    QueryResponse second = attesting(FakeVerifier.evidence(challenge, TamWorld.STRANGER));
    Update update = (Update) world.send(open, second, TamWorld.STRANGER).orElseThrow();
    assertEquals(1, update.manifestList().size());
    assertTrue(world.store.find(challenge).isEmpty());
    Success success = Success.builder().token(update.token().orElseThrow()).build();
    world.send(open, success, TamWorld.STRANGER);
    assertEquals(1, world.agent(TamWorld.STRANGER).installed().size());
    world.pass(Duration.ofDays(1));
    assertInstanceOf(
        QueryRequest.class,
        world
            .send(
                open,
                TamWorld.requesting(world.connect(open).token().orElseThrow(), TamWorld.HELLO)
                    .build(),
                TamWorld.STRANGER)
            .orElseThrow(),
        "the key is not trusted any more");
  }

  @Test
  @DisplayName(
      "TAM 6: an unknown key gets a challenge only for an open token, and no verdict without one")
  void unknownKeyNeedsAnOpenRequest() throws Exception {
    Tam open = tam(TamQuery.trustedComponents(AttestationModel.NONE).attestingUnknownKeys());
    QueryResponse guessed = TamWorld.requesting(Bytes.wrap(new byte[32]), TamWorld.HELLO).build();
    assertEquals(Optional.empty(), world.send(open, guessed, TamWorld.STRANGER));
    QueryResponse forged =
        attesting(FakeVerifier.evidence(Bytes.wrap(new byte[32]), TamWorld.STRANGER));
    assertEquals(Optional.empty(), world.send(open, forged, TamWorld.STRANGER));
    assertEquals(0, world.verifier.calls);
    assertEquals(0, ((MemoryTamStore) world.store).size());
  }

  @Test
  @DisplayName("TAM 6: a late verdict about an unknown key makes it trusted")
  void lateVerdictAboutUnknownKey() throws Exception {
    Tam open =
        tam(TamQuery.trustedComponents(AttestationModel.BACKGROUND_CHECK).attestingUnknownKeys());
    world.verifier.verdict = Optional.of(new Verdict.Later());
    Bytes challenge = world.connect(open).challenge().orElseThrow();
    QueryResponse response = attesting(FakeVerifier.evidence(challenge, TamWorld.STRANGER));
    assertRefused(
        (Update) world.send(open, response, TamWorld.STRANGER).orElseThrow(),
        TeepErrorCode.ERR_TEMPORARY_ERROR);
    assertTrue(open.attested(challenge, Verdict.Affirmed.of(TamWorld.STRANGER)));
    Tam later = tam(TamQuery.trustedComponents(AttestationModel.NONE));
    assertEquals(1, world.update(later, TamWorld.STRANGER).manifestList().size());
  }

  @Test
  @DisplayName("TAM 13: Evidence does not get into events")
  void evidenceIsNotLogged() throws Exception {
    Bytes challenge = challenge();
    attest(challenge, TamWorld.AGENT, TamWorld.AGENT);
    attest(challenge, TamWorld.AGENT_ED, TamWorld.AGENT);
    for (SessionEvent event : world.events) {
      assertFalse(event.reason().contains(challenge.toHex()), event.reason());
    }
    assertFalse(
        FakeVerifier.evidence(challenge, TamWorld.AGENT).toString().contains(challenge.toHex()));
  }
}
