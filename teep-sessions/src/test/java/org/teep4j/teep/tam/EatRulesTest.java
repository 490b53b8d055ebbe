package org.teep4j.teep.tam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import org.teep4j.eat.Confirmation;
import org.teep4j.eat.Cwt;
import org.teep4j.eat.EatClaim;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.EatClaimsBuilder;
import org.teep4j.eat.EatContent;
import org.teep4j.eat.EatProfile;
import org.teep4j.eat.EatVersion;
import org.teep4j.eat.OemId;
import org.teep4j.eat.Ueid;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.teep.AttestationDecryptor;
import org.teep4j.teep.AttestationEncryptor;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.AttestationPayload;
import org.teep4j.teep.session.EatVerifier;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.Verdict;

/** Attestation Results and Evidence that are EATs. */
class EatRulesTest {

  private static final CoseKey VERIFIER = TamWorld.generate(CoseAlgorithm.ESP256);
  private static final CoseKey DEVICE = TamWorld.generate(CoseAlgorithm.ESP256);
  private static final String GENERIC = "application/eat+cwt; eat_profile=\"tag:example,2026:x\"";

  private final TamWorld world = new TamWorld();
  private PeerOptions peer = PeerOptions.SPECIFICATION;
  private AttestationModel model = AttestationModel.BACKGROUND_CHECK;
  private Duration tolerance = Duration.ZERO;

  EatRulesTest() {
    world.catalogue.add(TamWorld.hello(5));
  }

  private Tam tam() {
    return world.tam(
        policy ->
            policy
                .query(TamQuery.trustedComponents(model))
                .attestationRequired(true)
                .passResult(true),
        settings ->
            settings
                .peer(peer)
                .verifier(
                    EatVerifier.ofResults(
                            CoseKeyResolver.of(List.of(VERIFIER.toPublic())), () -> world.now)
                        .withTolerance(tolerance))
                .verifier(
                    EatVerifier.ofEvidence(
                        CoseKeyResolver.of(List.of(DEVICE.toPublic())),
                        () -> world.now,
                        claims ->
                            claims.ueid().isPresent()
                                ? Optional.empty()
                                : Optional.of("there is no ueid"))));
  }

  private EatClaimsBuilder result(Bytes challenge) {
    return EatClaims.builder()
        .profile(EatProfile.TEEP)
        .issuedAt(world.now.minusSeconds(5))
        .nonce(challenge)
        .confirmation(Confirmation.ofKeyId(TamWorld.AGENT))
        .ueid(Ueid.of(Ueid.Type.RAND, Bytes.wrap(new byte[16])))
        .oemid(new OemId.Ieee(Bytes.fromHex("894823")))
        .hardwareModel(Bytes.ofUtf8("model-1"))
        .hardwareVersion(EatVersion.of("1.3.4"))
        .manifests(List.of(EatContent.of(60, Bytes.fromHex("80"))));
  }

  private static Bytes token(EatClaimsBuilder claims, CoseKey signer) {
    try {
      return Cwt.sign(claims.build(), CoseSigner.of(signer)).encode().toBytes();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Update answer(Tam tam, Optional<String> format, Bytes payload) throws Exception {
    QueryResponse.Builder response =
        QueryResponse.builder()
            .tcList(List.of())
            .requestedTcList(List.of(RequestedTcInfo.of(TamWorld.HELLO)))
            .attestationPayload(payload);
    format.ifPresent(response::attestationPayloadFormat);
    return (Update) world.send(tam, response.build(), TamWorld.AGENT).orElseThrow();
  }

  private Update resultAfter(UnaryOperator<EatClaimsBuilder> change, CoseKey signer)
      throws Exception {
    Tam tam = tam();
    Bytes challenge = world.connect(tam).challenge().orElse(Bytes.wrap(new byte[32]));
    return answer(tam, Optional.empty(), token(change.apply(result(challenge)), signer));
  }

  private static void assertRefused(String reason, Update update) {
    assertEquals(Optional.of(TeepErrorCode.ERR_ATTESTATION_REQUIRED), update.errCode());
    assertEquals(List.of(), update.manifestList());
    assertTrue(update.errMsg().orElseThrow().contains(reason), update.errMsg().orElseThrow());
  }

  private static void assertInstalls(Update update) {
    assertEquals(Optional.empty(), update.errCode());
    assertEquals(1, update.manifestList().size());
  }

  @Test
  @DisplayName(
      "TAM 7: a result of a trusted Verifier with nonce, time and key counts, and goes back")
  void goodResult() throws Exception {
    Update update = resultAfter(claims -> claims, VERIFIER);
    assertInstalls(update);
    assertTrue(update.attestationPayload().isPresent());
    assertEquals(Optional.empty(), update.attestationPayloadFormat());
  }

  @Test
  @DisplayName("D11: cnf names the key by kid, by ckt or by itself")
  void confirmations() throws Exception {
    assertInstalls(
        resultAfter(
            claims -> claims.confirmation(Confirmation.ofThumbprint(TamWorld.AGENT)), VERIFIER));
    assertInstalls(
        resultAfter(claims -> claims.confirmation(Confirmation.ofKey(TamWorld.AGENT)), VERIFIER));
  }

  @Test
  @DisplayName(
      "TAM 7: a result of another signer, of another key, or too early or too late is refused")
  void badResults() throws Exception {
    assertRefused("signature", resultAfter(claims -> claims, DEVICE));
    assertRefused(
        "",
        resultAfter(
            claims -> claims.confirmation(Confirmation.ofKeyId(TamWorld.AGENT_ED)), VERIFIER));
    assertRefused(
        "", resultAfter(claims -> claims.expirationTime(world.now.minusSeconds(1)), VERIFIER));
    assertRefused("", resultAfter(claims -> claims.notBefore(world.now.plusSeconds(1)), VERIFIER));
    assertRefused("", resultAfter(claims -> claims.issuedAt(world.now.plusSeconds(9)), VERIFIER));
    assertRefused(
        "no open challenge",
        resultAfter(claims -> claims.nonce(Bytes.wrap(new byte[32])), VERIFIER));
  }

  @Test
  @DisplayName("TAM 7: a result without a claim that the profile demands is refused")
  void profileDemandsClaims() throws Exception {
    for (EatClaim<?> claim :
        List.of(
            EatClaim.UEID,
            EatClaim.OEMID,
            EatClaim.HARDWARE_MODEL,
            EatClaim.HARDWARE_VERSION,
            EatClaim.MANIFESTS)) {
      assertRefused(
          claim.name() + " is required",
          resultAfter(claims -> without(claim, claims.build()), VERIFIER));
    }
  }

  private static EatClaimsBuilder without(EatClaim<?> omitted, EatClaims claims) {
    EatClaimsBuilder rest = EatClaims.builder();
    EatClaim.all().stream()
        .filter(claim -> claim != omitted)
        .forEach(claim -> copy(claim, claims, rest));
    return rest;
  }

  private static <T> void copy(EatClaim<T> claim, EatClaims from, EatClaimsBuilder to) {
    from.value(claim).ifPresent(value -> to.put(claim, value));
  }

  @Test
  @DisplayName("TAM 7: clocks may differ by the tolerance, and a result holds that much longer")
  void clocksDiffer() throws Exception {
    tolerance = Duration.ofSeconds(30);
    for (long seconds : List.of(30, 31)) {
      List<UnaryOperator<EatClaimsBuilder>> changes =
          List.of(
              claims -> claims.issuedAt(world.now.plusSeconds(seconds)),
              claims -> claims.notBefore(world.now.plusSeconds(seconds)),
              claims -> claims.expirationTime(world.now.minusSeconds(seconds - 1)));
      for (UnaryOperator<EatClaimsBuilder> change : changes) {
        if (seconds == 30) {
          assertInstalls(resultAfter(change, VERIFIER));
        } else {
          assertRefused("", resultAfter(change, VERIFIER));
        }
      }
    }
  }

  @Test
  @DisplayName(
      "TAM 7: a result that expires at the end of all time holds as long as the TAM allows")
  void neverExpires() throws Exception {
    tolerance = Duration.ofSeconds(30);
    assertInstalls(resultAfter(claims -> claims.expirationTime(Instant.MAX), VERIFIER));
    assertTrue(world.agent(TamWorld.AGENT).isAttested(world.now));
  }

  @Test
  @DisplayName("TAM 7: a result holds no longer than it says")
  void resultExpires() throws Exception {
    resultAfter(claims -> claims.expirationTime(world.now.plusSeconds(60)), VERIFIER);
    assertTrue(world.agent(TamWorld.AGENT).isAttested(world.now.plusSeconds(59)));
    assertTrue(!world.agent(TamWorld.AGENT).isAttested(world.now.plusSeconds(60)));
  }

  @Test
  @DisplayName("D7: in the Passport model the age of the result counts")
  void passportHasAnAge() throws Exception {
    model = AttestationModel.PASSPORT;
    assertInstalls(
        resultAfter(claims -> claims.issuedAt(world.now.minus(Duration.ofHours(24))), VERIFIER));
    assertRefused(
        "",
        resultAfter(claims -> claims.issuedAt(world.now.minus(Duration.ofHours(25))), VERIFIER));
  }

  @Test
  @DisplayName("TAM 6: another format is Evidence, for the Verifier of devices")
  void evidence() throws Exception {
    Tam tam = tam();
    for (boolean hasUeid : List.of(true, false)) {
      EatClaimsBuilder claims =
          EatClaims.builder()
              .nonce(world.connect(tam).challenge().orElseThrow())
              .confirmation(Confirmation.ofKey(TamWorld.AGENT));
      if (hasUeid) {
        claims.ueid(Ueid.of(Ueid.Type.RAND, Bytes.wrap(new byte[16])));
      }
      Update update = answer(tam, Optional.of(GENERIC), token(claims, DEVICE));
      if (hasUeid) {
        assertInstalls(update);
      } else {
        assertRefused("there is no ueid", update);
      }
    }
  }

  @Test
  @DisplayName("D10: Evidence without format is refused, unless the peer may send it")
  void evidenceWithoutFormat() throws Exception {
    for (PeerOptions options : List.of(PeerOptions.SPECIFICATION, PeerOptions.ATTESTAM)) {
      peer = options;
      Tam tam = tam();
      EatClaimsBuilder claims =
          EatClaims.builder()
              .nonce(world.connect(tam).challenge().orElseThrow())
              .ueid(Ueid.of(Ueid.Type.RAND, Bytes.wrap(new byte[16])))
              .confirmation(Confirmation.ofKey(TamWorld.AGENT));
      Update update = answer(tam, Optional.empty(), token(claims, DEVICE));
      if (options.evidenceWithoutFormat()) {
        assertInstalls(update);
      } else {
        assertRefused("signature", update);
      }
    }
  }

  @Test
  @DisplayName("TAM 6: an encrypted payload is decrypted before anything is read in it")
  void encrypted() throws Exception {
    SuitCoseProfile profile = SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM;
    CoseKey key = CoseKeys.generate(CoseCurve.P256);
    Tam tam =
        world.tam(
            policy -> policy.query(TamQuery.trustedComponents(model)).attestationRequired(true),
            settings -> {
              try {
                settings
                    .attestationDecryptor(AttestationDecryptor.of(key, profile))
                    .verifier(
                        EatVerifier.ofResults(
                            CoseKeyResolver.of(List.of(VERIFIER.toPublic())), () -> world.now));
              } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
              }
            });
    Bytes challenge = world.connect(tam).challenge().orElseThrow();
    Bytes sealed =
        AttestationEncryptor.of(profile, key.toPublic())
            .encrypt(token(result(challenge), VERIFIER));
    assertInstalls(answer(tam, Optional.empty(), sealed));
  }

  @Test
  @DisplayName("TAM 6: an unknown key that Evidence has itself becomes trusted")
  void unknownKey() throws Exception {
    EatVerifier verifier =
        EatVerifier.ofEvidence(
            CoseKeyResolver.of(List.of(DEVICE.toPublic())),
            () -> world.now,
            claims -> Optional.empty());
    Bytes challenge = Bytes.wrap(new byte[32]);
    for (Confirmation confirmation :
        List.of(Confirmation.ofKey(TamWorld.STRANGER), Confirmation.ofKeyId(TamWorld.STRANGER))) {
      Bytes token = token(EatClaims.builder().nonce(challenge).confirmation(confirmation), DEVICE);
      Verdict verdict =
          verifier.verify(
              new AttestationPayload(GENERIC, token), Optional.of(challenge), Optional.empty());
      if (verdict instanceof Verdict.Affirmed affirmed) {
        assertEquals(TamWorld.STRANGER.thumbprint(), affirmed.thumbprint());
        assertEquals(confirmation.key(), affirmed.key());
        assertTrue(affirmed.key().isPresent());
        assertEquals(Optional.empty(), affirmed.expiry());
        assertEquals(Optional.empty(), affirmed.result());
      } else {
        assertEquals(new Verdict.Refused("cnf does not have the key itself"), verdict);
        assertEquals(Optional.empty(), confirmation.key());
      }
    }
  }

  @Test
  @DisplayName("TAM 7: a result in a session in the numbering of drafts 18 to 25")
  void otherDialect() throws Exception {
    world.dialect = Dialect.DRAFT_25;
    peer = PeerOptions.ATTESTAM_DRAFT_25;
    assertInstalls(resultAfter(claims -> claims, VERIFIER));
  }
}
