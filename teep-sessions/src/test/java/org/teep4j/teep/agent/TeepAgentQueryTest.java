package org.teep4j.teep.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.teep.agent.World.TAM;
import static org.teep4j.teep.agent.World.id;
import static org.teep4j.teep.agent.World.manifest;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.report.SuitReference;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SystemPropertyClaims;
import org.teep4j.teep.AttestationDecryptor;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepFreshnessMechanism;
import org.teep4j.teep.TeepLabel;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.AttestationPayload;
import org.teep4j.teep.session.SessionEvent;
import org.teep4j.teep.session.TeepAgentApi.Outgoing;
import org.teep4j.teep.session.Verdict;
import org.teep4j.teep.session.Verifier;

/** What an Agent asks for, and how it answers a QueryRequest. */
class TeepAgentQueryTest {

  private static final Bytes CHALLENGE = Bytes.fromHex("e5".repeat(32));

  /** Evidence or a result that says nonce and key in words. */
  private static final String WORDS = "application/words";

  private final World world = new World();

  private QueryResponse ask(QueryRequest request) throws Exception {
    return assertInstanceOf(QueryResponse.class, world.send(request));
  }

  private TeepError refused(QueryRequest request) throws Exception {
    return assertInstanceOf(TeepError.class, world.send(request));
  }

  @Test
  @DisplayName("Agent 1: a component that is not installed is requested of the configured TAM")
  void requestedComponent() throws Exception {
    Outgoing outgoing =
        world.agent.requestTa(id("one", "app"), URI.create("https://evil.example")).orElseThrow();
    assertEquals(TAM.uri, outgoing.tam());
    assertEquals(Optional.empty(), outgoing.message());
    assertEquals(
        List.of(RequestedTcInfo.of(id("one", "app"))), ask(TAM.query().build()).requestedTcList());
  }

  @Test
  @DisplayName("Agent 1: an installed component is not requested")
  void installedComponent() throws Exception {
    world.agent.requestTa(id("one", "app"), null);
    world.update(manifest("one", "app", 1, "code"));
    assertEquals(Optional.empty(), world.agent.requestTa(id("one", "app"), null));
    assertEquals(List.of(), ask(TAM.query().build()).requestedTcList());
  }

  @Test
  @DisplayName("Agent 1: a component of no TAM is not requested")
  void foreignComponent() throws Exception {
    world.trust = tam -> tam.components(id("one"));
    world.restart();
    assertEquals(Optional.empty(), world.agent.requestTa(id("two", "app"), TAM.uri));
  }

  @Test
  @DisplayName("Agent 1: what is there without a manifest needs only a manifest")
  void presentComponent() throws Exception {
    world.store.with(id("one", "app"), Bytes.ofUtf8("code"));
    world.agent.requestTa(id("one", "app"), null);
    assertEquals(
        List.of(new RequestedTcInfo(id("one", "app"), Optional.of(Uint.ZERO), Optional.of(true))),
        ask(TAM.query().build()).requestedTcList());
  }

  @Test
  @DisplayName("Agent 1: what has lost its content is requested with its sequence number")
  void lostComponent() throws Exception {
    world.update(manifest("one", "app", 7, "code"));
    world.store.with(id("one", "app"));
    world.agent.requestTa(id("one", "app"), null);
    assertEquals(
        List.of(new RequestedTcInfo(id("one", "app"), Optional.of(Uint.of(7)), Optional.empty())),
        ask(TAM.query().build()).requestedTcList());
  }

  @Test
  @DisplayName("Agent 1: a QueryResponse is sent unasked after a request without a nonce")
  void unsolicited() throws Exception {
    attest();
    ask(TAM.query(DataItem.ATTESTATION, DataItem.TRUSTED_COMPONENTS).build());
    Outgoing outgoing = world.agent.requestTa(id("one", "app"), null).orElseThrow();
    QueryResponse response =
        assertInstanceOf(QueryResponse.class, World.read(outgoing.message().orElseThrow()));
    assertEquals(Optional.empty(), response.token());
    assertTrue(response.attestationPayload().isPresent());
    assertEquals(1, response.requestedTcList().size());
    // It opens a session.
    assertEquals("Success", world.send(TAM.update().build()).type().messageName());
  }

  @Test
  @DisplayName("Agent 1: not after a request with a nonce, nor after an error")
  void notUnsolicited() throws Exception {
    attest();
    ask(TAM.query(DataItem.ATTESTATION).challenge(CHALLENGE).build());
    assertTrue(world.agent.requestTa(id("one", "app"), null).orElseThrow().message().isEmpty());
    ask(TAM.query().build());
    assertTrue(world.agent.requestTa(id("one", "app"), null).orElseThrow().message().isEmpty());
    ask(TAM.query(DataItem.ATTESTATION).build());
    world.agent.processError(TAM.uri);
    assertTrue(world.agent.requestTa(id("one", "app"), null).orElseThrow().message().isEmpty());
  }

  @Test
  @DisplayName("Agent 2: the manifest of a component that is not needed is named")
  void unneeded() throws Exception {
    world.update(manifest("one", "app", 1, "code"));
    assertEquals(TAM.uri, world.agent.unrequestTa(id("one", "app")).orElseThrow().tam());
    assertEquals(List.of(id("one", "app.suit")), ask(TAM.query().build()).unneededManifestList());
    world.agent.requestTa(id("one", "app"), null);
    assertEquals(List.of(), ask(TAM.query().build()).unneededManifestList());
  }

  @Test
  @DisplayName("Agent 2: what is not installed cannot be unneeded")
  void unneededNothing() throws Exception {
    world.agent.requestTa(id("one", "app"), null);
    assertEquals(Optional.empty(), world.agent.unrequestTa(id("one", "app")));
    QueryResponse response = ask(TAM.query().build());
    assertEquals(List.of(), response.unneededManifestList());
    assertEquals(List.of(), response.requestedTcList());
  }

  @Test
  @DisplayName("Agent 2: a policy check names each TAM once, and again later")
  void policyCheck() throws Exception {
    world.setting =
        builder ->
            builder.tam(TrustedTam.builder(World.OTHER_TAM.uri, headers -> List.of()).build());
    world.restart();
    assertEquals(TAM.uri, world.agent.requestPolicyCheck().orElseThrow().tam());
    assertEquals(World.OTHER_TAM.uri, world.agent.requestPolicyCheck().orElseThrow().tam());
    assertEquals(Optional.empty(), world.agent.requestPolicyCheck());
    world.sleep(Duration.ofMinutes(61));
    assertEquals(TAM.uri, world.agent.requestPolicyCheck().orElseThrow().tam());
  }

  @Test
  @DisplayName("Agent 2: after an error the next policy check waits longer")
  void backOff() throws Exception {
    world.agent.requestPolicyCheck();
    world.agent.processError(TAM.uri);
    world.sleep(Duration.ofMinutes(61));
    assertEquals(Optional.empty(), world.agent.requestPolicyCheck());
    world.sleep(Duration.ofMinutes(60));
    assertTrue(world.agent.requestPolicyCheck().isPresent());
    world.agent.processEnd(TAM.uri);
    world.sleep(Duration.ofMinutes(61));
    assertTrue(world.agent.requestPolicyCheck().isPresent());
  }

  @Test
  @DisplayName("Agent 5: a response has the token and what the bits ask for, and no more")
  void items() throws Exception {
    QueryRequest nothing = TAM.query().build();
    QueryResponse response = ask(nothing);
    assertEquals(nothing.token(), response.token());
    for (TeepLabel label :
        List.of(
            TeepLabel.TC_LIST,
            TeepLabel.EXT_LIST,
            TeepLabel.ATTESTATION_PAYLOAD,
            TeepLabel.SUIT_REPORTS)) {
      assertFalse(response.has(label), label.cddlName());
    }
    QueryResponse both = ask(TAM.query(DataItem.TRUSTED_COMPONENTS, DataItem.EXTENSIONS).build());
    assertTrue(both.has(TeepLabel.TC_LIST)); // D8: present, though it is empty
    assertTrue(both.has(TeepLabel.EXT_LIST));
  }

  @Test
  @DisplayName("Agent 5: tc-list has components with digest and size, and manifests")
  void components() throws Exception {
    world.update(manifest("one", "app", 1, "code"));
    List<SystemPropertyClaims> list = ask(TAM.query(DataItem.TRUSTED_COMPONENTS).build()).tcList();
    assertEquals(
        List.of(id("one", "app"), id("one", "app.suit")),
        list.stream().map(SystemPropertyClaims::componentId).toList());
    SuitDigest digest =
        SuitDigest.compute(SuitDigestAlgorithm.SHA_256, Segments.of(Bytes.ofUtf8("code")));
    assertEquals(Optional.of(digest), list.get(0).value(SuitParameter.IMAGE_DIGEST));
    assertEquals(Optional.of(Uint.of(4)), list.get(0).value(SuitParameter.IMAGE_SIZE));
    assertEquals(
        Optional.of(world.registry.manifests().get(0).digest()),
        list.get(1).value(SuitParameter.IMAGE_DIGEST));
  }

  @Test
  @DisplayName("Agent 5: the nonce of the TAM and the Agent's key go into Evidence")
  void evidence() throws Exception {
    attest();
    QueryResponse response = ask(TAM.query(DataItem.ATTESTATION).challenge(CHALLENGE).build());
    assertEquals(Optional.of(WORDS), response.attestationPayloadFormat());
    assertEquals(
        Optional.of(Bytes.ofUtf8(CHALLENGE + " " + World.AGENT.thumbprint())),
        response.attestationPayload());
  }

  @Test
  @DisplayName("Agent 5: Evidence is encrypted for a TAM that has a key for that")
  void encryptedEvidence() throws Exception {
    attest();
    CoseKey key = CoseKeys.generate(CoseCurve.P256);
    world.trust =
        tam -> {
          try {
            return tam.encryptionKey(SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM, key.toPublic());
          } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
          }
        };
    world.restart();
    Bytes payload =
        ask(TAM.query(DataItem.ATTESTATION).challenge(CHALLENGE).build())
            .attestationPayload()
            .orElseThrow();
    Bytes plain = Bytes.ofUtf8(CHALLENGE + " " + World.AGENT.thumbprint());
    assertNotEquals(plain, payload);
    assertEquals(
        plain,
        AttestationDecryptor.of(key, SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM)
            .decrypt(payload)
            .bytes());
  }

  @Test
  @DisplayName("Agent 5: an Attester that cannot work now is a temporary error")
  void noEvidenceNow() throws Exception {
    world.setting =
        builder ->
            builder.attester(
                (challenge, key) -> {
                  throw new IOException("later");
                });
    world.restart();
    TeepError error = refused(TAM.query(DataItem.ATTESTATION).challenge(CHALLENGE).build());
    assertEquals(TeepErrorCode.ERR_TEMPORARY_ERROR, error.errCode());
  }

  @Test
  @DisplayName("Agent 5: boot reports are those about the TAM's manifests, with the token")
  void bootReports() throws Exception {
    Update update = TAM.update(manifest("one", "app", 1, "code")).build();
    world.query();
    TeepMessage success = world.send(update);
    SuitReport about = SuitReport.decodeUnverified(((Success) success).suitReports().get(0));
    SuitReport aboutOther =
        new SuitReport(
            new SuitReference(
                "", new SuitDigest(SuitDigestAlgorithm.SHA_256, Bytes.wrap(new byte[32]))),
            Optional.empty(),
            List.of(),
            new SuitReport.Result.Success(),
            Optional.empty(),
            Map.of());
    world.setting = builder -> builder.bootReports(() -> List.of(aboutOther, about));
    world.restart();
    QueryRequest request = TAM.query(DataItem.SUIT_REPORTS).build();
    List<Bytes> reports = ask(request).suitReports();
    assertEquals(1, reports.size());
    SuitReport report = SuitReport.decodeUnverified(reports.get(0));
    assertEquals(about.reference(), report.reference());
    assertEquals(request.token(), report.nonce());
  }

  @Test
  @DisplayName("Agent 5: freshness mechanisms are ignored where they are forbidden (D9)")
  void freshnessWithoutAttestation() throws Exception {
    ask(
        TAM.query()
            .supportedFreshnessMechanisms(List.of(TeepFreshnessMechanism.FRESHNESS_TIMESTAMP))
            .build());
  }

  @Test
  @DisplayName("Agent 6: a TAM that must attest itself gets Error 7 with a challenge, three times")
  void demandsAttestation() throws Exception {
    judge();
    QueryRequest request = TAM.query().build();
    TeepError error = refused(request);
    assertEquals(TeepErrorCode.ERR_ATTESTATION_REQUIRED, error.errCode());
    assertEquals(request.token(), error.token());
    assertEquals(32, error.challenge().orElseThrow().length());
    TeepError second = refused(request);
    assertNotEquals(error.challenge(), second.challenge());
    refused(request);
    assertEquals(Optional.empty(), world.reply(TAM.sign(request)));
  }

  @Test
  @DisplayName("Agent 6: the TAM's result counts for its key and our challenge, once")
  void tamAttestation() throws Exception {
    judge();
    Bytes challenge = refused(TAM.query().build()).challenge().orElseThrow();
    QueryRequest attested =
        TAM.query()
            .attestationPayloadFormat(WORDS)
            .attestationPayload(Bytes.ofUtf8(challenge + " " + TAM.key.thumbprint()))
            .build();
    ask(attested);
    // Once: the challenge is used.
    assertEquals(TeepErrorCode.ERR_ATTESTATION_REQUIRED, refused(attested).errCode());
  }

  @Test
  @DisplayName("Agent 6: not for another key, nor for another challenge")
  void tamAttestationOfAnother() throws Exception {
    judge();
    Bytes challenge = refused(TAM.query().build()).challenge().orElseThrow();
    TeepError otherKey =
        refused(
            TAM.query()
                .attestationPayloadFormat(WORDS)
                .attestationPayload(
                    Bytes.ofUtf8(challenge + " " + World.OTHER_TAM.key.thumbprint()))
                .build());
    assertTrue(otherKey.errMsg().orElseThrow().contains("another key"));
    TeepError stale =
        refused(
            TAM.query()
                .attestationPayloadFormat(WORDS)
                .attestationPayload(Bytes.ofUtf8(challenge + " " + TAM.key.thumbprint()))
                .build());
    assertTrue(stale.errMsg().orElseThrow().contains("not fresh"));
  }

  @Test
  @DisplayName("Agent 8: a result that the TAM passes back is kept as a passport")
  void passport() throws Exception {
    attest();
    world.query();
    Bytes result = Bytes.ofUtf8("result");
    world.send(TAM.update().attestationPayload(result).build());
    QueryResponse response = ask(TAM.query(DataItem.ATTESTATION).build());
    assertEquals(Optional.of(result), response.attestationPayload());
    assertEquals(Optional.empty(), response.attestationPayloadFormat());
    world.sleep(Duration.ofDays(2));
    assertNotEquals(
        Optional.of(result), ask(TAM.query(DataItem.ATTESTATION).build()).attestationPayload());
  }

  @Test
  @DisplayName("Agent 9: the rounds of a session are bounded, and a new one begins")
  void rounds() throws Exception {
    int answered = 0;
    while (world.reply(TAM.sign(TAM.query().build())).isPresent()) {
      answered++;
    }
    assertEquals(AgentSettings.defaults().maxRounds(), answered);
    SessionEvent last = world.events.get(world.events.size() - 1);
    assertEquals(SessionEvent.Kind.DROPPED, last.kind(), last::toString);
    world.agent.processEnd(TAM.uri);
    assertTrue(world.reply(TAM.sign(TAM.query().build())).isPresent());
  }

  /** Evidence that names nonce and key in words. */
  private void attest() {
    world.setting =
        builder ->
            builder.attester(
                (challenge, key) ->
                    new AttestationPayload(
                        WORDS,
                        Bytes.ofUtf8(
                            challenge.map(Bytes::toString).orElse("none")
                                + " "
                                + key.thumbprint())));
    world.restart();
  }

  /** A Verifier that reads challenge and key in words. */
  private void judge() {
    world.trust =
        tam ->
            tam.attestation(
                new Verifier() {
                  @Override
                  public Set<String> formats() {
                    return Set.of(WORDS);
                  }

                  @Override
                  public Optional<Bytes> nonce(AttestationPayload payload) {
                    return Optional.empty();
                  }

                  @Override
                  public Verdict verify(
                      AttestationPayload payload,
                      Optional<Bytes> challenge,
                      Optional<CoseKey> messageKey) {
                    for (World.Peer peer : List.of(TAM, World.OTHER_TAM)) {
                      Bytes good =
                          Bytes.ofUtf8(challenge.orElseThrow() + " " + peer.key.thumbprint());
                      if (payload.bytes().equals(good)) {
                        return Verdict.Affirmed.of(peer.key);
                      }
                    }
                    return new Verdict.Refused("not fresh");
                  }
                });
    world.restart();
  }
}
