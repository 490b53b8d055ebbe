package org.teep4j.teep.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.eat.ClaimsValidator;
import org.teep4j.eat.Cwt;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.EatClaimsBuilder;
import org.teep4j.eat.OemId;
import org.teep4j.eat.Ueid;

/** Evidence that is an EAT. */
class EatAttestationTest {

  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final Bytes CHALLENGE = Bytes.fromHex("e5".repeat(32));
  private static final CoseKey MESSAGE_KEY = key();
  private static final EatClaims DEVICE = device().build();

  private static CoseKey key() {
    try {
      return CoseKeys.generate(CoseAlgorithm.ESP256);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static EatClaimsBuilder device() {
    return EatClaims.builder()
        .ueid(Ueid.of(Ueid.Type.RAND, Bytes.fromHex("000102030405060708090a0b0c0d0e0f")))
        .oemid(new OemId.Ieee(Bytes.fromHex("894823")))
        .hardwareModel(Bytes.ofUtf8("model-1"));
  }

  @ParameterizedTest
  @EnumSource
  void evidenceNamesNonceAndKey(PeerOptions.Confirmation form) throws Exception {
    CoseKey attestationKey = key();
    AttestationPayload payload =
        EatAttester.of(DEVICE, CoseSigner.of(attestationKey), CLOCK)
            .withConfirmation(form)
            .attest(Optional.of(CHALLENGE), MESSAGE_KEY.toPublic());
    assertFalse(payload.isAttestationResult());
    EatClaims claims =
        Cwt.decode(payload.bytes()).verify(CoseVerifier.of(attestationKey.toPublic())).claims();
    ClaimsValidator.at(NOW)
        .withNonce(CHALLENGE)
        .withConfirmedKey(MESSAGE_KEY.toPublic())
        .withMaxAge(Duration.ZERO)
        .validate(claims);
    assertEquals(DEVICE.ueid(), claims.ueid());
    assertEquals(
        form == PeerOptions.Confirmation.COSE_KEY,
        claims.confirmation().orElseThrow().key().isPresent());
  }

  @Test
  void evidenceNeedsNoChallenge() throws Exception {
    AttestationPayload payload =
        EatAttester.of(DEVICE, CoseSigner.of(key()), CLOCK)
            .attest(Optional.empty(), MESSAGE_KEY.toPublic());
    assertEquals(List.of(), Cwt.decode(payload.bytes()).unverifiedClaims().nonces());
  }

  @Test
  void challengeOfTooManyBytesIsReported() throws Exception {
    EatAttester attester = EatAttester.of(DEVICE, CoseSigner.of(key()), CLOCK);
    assertThrows(
        IOException.class,
        () -> attester.attest(Optional.of(Bytes.wrap(new byte[65])), MESSAGE_KEY.toPublic()));
  }

  @Test
  void evidenceIsAffirmed() throws Exception {
    CoseKey attestationKey = key();
    AttestationPayload payload =
        EatAttester.of(DEVICE, CoseSigner.of(attestationKey), CLOCK)
            .attest(Optional.of(CHALLENGE), MESSAGE_KEY.toPublic());
    EatVerifier verifier =
        EatVerifier.ofEvidence(
            CoseVerifier.of(attestationKey.toPublic()),
            CLOCK,
            claims -> claims.ueid().equals(DEVICE.ueid()) ? Optional.empty() : Optional.of("who?"));
    assertTrue(verifier.formats().stream().anyMatch(payload::hasFormat));
    Verdict verdict =
        verifier.verify(payload, Optional.of(CHALLENGE), Optional.of(MESSAGE_KEY.toPublic()));
    assertInstanceOf(Verdict.Affirmed.class, verdict, verdict.toString());
    assertInstanceOf(
        Verdict.Refused.class,
        verifier.verify(payload, Optional.of(CHALLENGE), Optional.of(attestationKey.toPublic())));
  }
}
