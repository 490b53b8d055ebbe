package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.suit.Refused.refused;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Uint;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMacCreator;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.HssLmsSigner;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.VerifiedPayload;
import org.teep4j.suit.encryption.SuitCoseProfile;

/** Signatures and MACs of every kind on envelopes, alone and together. */
class AuthenticationBlocksTest {

  private static final CoseSigner SIGNER = Keys.authorSigner(CoseAlgorithm.ESP256);
  private static final CoseKey SHARED = generate(CoseAlgorithm.HMAC_256);
  private static final SymmetricKey KEK = (SymmetricKey) generate(CoseAlgorithm.A128KW);

  private static CoseKey generate(CoseAlgorithm algorithm) {
    try {
      return CoseKeys.generate(algorithm);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static SuitEnvelopeBuilder envelope() {
    return SuitEnvelope.builder(
        SuitManifest.builder(7, SuitCommon.of(SuitComponentIdentifier.ofText("a"))).build());
  }

  private static SuitEnvelope decoded(SuitEnvelope envelope) throws DecodeException {
    SuitEnvelope decoded = SuitEnvelope.decode(envelope.encode().toBytes());
    assertEquals(envelope, decoded);
    return decoded;
  }

  private static SuitVerifier signature() {
    return SuitVerifier.of(Keys.author(CoseAlgorithm.ESP256));
  }

  private static SuitVerifier mac0() throws GeneralSecurityException {
    return SuitVerifier.of(CoseMacVerifier.of(SHARED));
  }

  private static SuitVerifier mac() throws GeneralSecurityException {
    return SuitVerifier.of(ContentKeyRecipient.of(KEK), CoseAlgorithm.HMAC_256);
  }

  private static SuitEnvelope withAllKinds() throws GeneralSecurityException, DecodeException {
    return decoded(
        envelope()
            .mac(CoseMacCreator.of(SHARED))
            .signer(SIGNER)
            .mac(CoseAlgorithm.HMAC_256, ContentKeySender.of(KEK, CoseAlgorithm.A128KW))
            .build());
  }

  private static Failure failure(SuitEnvelope envelope, SuitVerifier verifier) {
    return assertThrows(VerificationException.class, () -> envelope.verifyAny(List.of(verifier)))
        .failure();
  }

  @Test
  void everyKindIsVerifiedByItsKeyAlone() throws Exception {
    SuitEnvelope envelope = withAllKinds();
    List<SuitAuthenticationBlock> blocks = envelope.unverifiedAuthentication().blocks();
    assertInstanceOf(CoseMac0.class, blocks.get(0).message());
    assertInstanceOf(CoseSign1.class, blocks.get(1).message());
    assertInstanceOf(CoseMac.class, blocks.get(2).message());
    List<SuitVerifier> verifiers = List.of(mac0(), signature(), mac());
    for (int i = 0; i < verifiers.size(); i++) {
      VerifiedManifest verified = envelope.verifyAny(List.of(verifiers.get(i)));
      assertEquals(1, verified.authentications().size());
      VerifiedManifest.Authentication authentication = verified.authentications().get(0);
      assertEquals(i, authentication.block());
      assertEquals(verifiers.get(i), authentication.verifier());
      assertEquals(
          envelope.unverifiedAuthentication().encodedDigest(), authentication.digest().bytes());
    }
    assertEquals(
        List.of(0),
        blocksOf(envelope.verifyAny(List.of(SuitVerifier.of(CoseMacVerifier.of(SHARED))))));
  }

  private static List<Integer> blocksOf(VerifiedManifest verified) {
    return verified.authentications().stream().map(each -> each.block()).toList();
  }

  @Test
  void oneOfSeveralSufficesOrAllAreDemanded() throws Exception {
    SuitEnvelope all = withAllKinds();
    List<SuitVerifier> verifiers = List.of(mac(), mac0(), signature());
    assertEquals(List.of(2, 0, 1), blocksOf(all.verifyAny(verifiers)));
    assertEquals(List.of(2, 0, 1), blocksOf(all.verifyAll(verifiers)));
    SuitEnvelope one = decoded(envelope().signer(SIGNER).build());
    assertEquals(List.of(0), blocksOf(one.verifyAny(verifiers)));
    assertEquals(
        Failure.NO_SIGNATURE,
        assertThrows(VerificationException.class, () -> one.verifyAll(verifiers)).failure());
    SuitVerifier stranger = SuitVerifier.of(Keys.dependentAuthor());
    assertEquals(
        Failure.SIGNATURE,
        assertThrows(
                VerificationException.class, () -> all.verifyAll(List.of(signature(), stranger)))
            .failure());
    assertThrows(VerificationException.class, () -> all.verifyAll(List.of()));
    assertThrows(VerificationException.class, () -> all.verifyAny(List.of()));
  }

  @Test
  void aResolverFindsTheKey() throws Exception {
    CoseVerifier author = Keys.author(CoseAlgorithm.ESP256);
    VerifiedManifest verified =
        withAllKinds().verify(headers -> List.of(Keys.dependentAuthor(), author));
    assertEquals(List.of(1), blocksOf(verified));
    VerifiedPayload digest =
        assertInstanceOf(VerifiedPayload.class, verified.authentications().get(0).digest());
    assertEquals(author, digest.verifier());
  }

  /** What others have added does no harm, be it right or wrong. */
  @Test
  void wrongBlocksOfOthersAreIgnored() throws Exception {
    SuitEnvelope envelope = withAllKinds();
    SuitEnvelope extended =
        decoded(envelope.mac(CoseMacCreator.of(generate(CoseAlgorithm.HMAC_256))));
    assertEquals(List.of(0), blocksOf(extended.verifyAll(List.of(mac0()))));
  }

  @Test
  void otherKeysAndAlgorithmsAreRefused() throws Exception {
    SuitEnvelope envelope = withAllKinds();
    assertEquals(
        Failure.MAC,
        failure(envelope, SuitVerifier.of(CoseMacVerifier.of(generate(CoseAlgorithm.HMAC_256)))));
    assertEquals(
        Failure.ALGORITHM,
        failure(envelope, SuitVerifier.of(CoseMacVerifier.of(generate(CoseAlgorithm.HMAC_512)))));
    ContentKeyRecipient other = ContentKeyRecipient.of(generate(CoseAlgorithm.A128KW));
    assertEquals(
        Failure.RECIPIENT, failure(envelope, SuitVerifier.of(other, CoseAlgorithm.HMAC_256)));
    assertEquals(
        Failure.ALGORITHM,
        failure(envelope, SuitVerifier.of(ContentKeyRecipient.of(KEK), CoseAlgorithm.HMAC_512)));
    assertEquals(
        Failure.NO_RECIPIENT,
        failure(
            envelope,
            SuitVerifier.of(
                ContentKeyRecipient.of(generate(CoseAlgorithm.A256KW)), CoseAlgorithm.HMAC_256)));
  }

  /** That a signature is wrong says more than that a key is for another algorithm. */
  @Test
  void theFailureThatCameFurthestIsTold() throws Exception {
    SuitEnvelope envelope = envelope().signer(SIGNER).build();
    SuitVerifier stranger = SuitVerifier.of(Keys.dependentAuthor());
    SuitVerifier otherAlgorithm = SuitVerifier.of(Keys.author(CoseAlgorithm.ES256));
    for (List<SuitVerifier> verifiers :
        List.of(
            List.of(stranger, otherAlgorithm, mac0()), List.of(mac0(), otherAlgorithm, stranger))) {
      assertEquals(
          Failure.SIGNATURE,
          assertThrows(VerificationException.class, () -> envelope.verifyAny(verifiers)).failure());
    }
  }

  @Test
  void macsAreOverTheDigestOfTheManifest() throws Exception {
    SuitEnvelope other =
        SuitEnvelope.builder(
                SuitManifest.builder(8, SuitCommon.of(SuitComponentIdentifier.ofText("a"))).build())
            .build();
    SuitEnvelope swapped = withManifestOf(withAllKinds(), other);
    for (SuitVerifier verifier : List.of(mac0(), signature(), mac())) {
      assertEquals(Failure.DIGEST, failure(swapped, verifier));
    }
    assertEquals(
        Failure.DIGEST,
        assertThrows(VerificationException.class, () -> swapped.mac(CoseMacCreator.of(SHARED)))
            .failure());
    assertEquals(
        Failure.DIGEST,
        assertThrows(
                VerificationException.class,
                () ->
                    swapped.mac(
                        CoseAlgorithm.HMAC_256,
                        List.of(ContentKeySender.of(KEK, CoseAlgorithm.A128KW))))
            .failure());
  }

  private static SuitEnvelope withManifestOf(SuitEnvelope envelope, SuitEnvelope other) {
    return new SuitEnvelope(
        true,
        envelope.unverifiedAuthentication(),
        other.unverifiedEncodedManifest(),
        Map.of(),
        Map.of(),
        Map.of(),
        SuitDecodeOptions.defaults(),
        null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "17([<<{1: 5}>>, {}, h'00', h'00'])",
        "97([<<{1: 5}>>, {}, h'00', h'00', [[h'', {1: -6}, h'']]])",
        "18([<<{1: -9}>>, {}, h'00', h'00'])"
      })
  void blocksThatCarryTheirPayloadAreRefused(String block) {
    refused(
        SuitEnvelope::decode,
        "{2: <<[<<[-16, h'00']>>, <<" + block + ">>]>>, 3: h'a0'}",
        Reason.UNEXPECTED_ELEMENT,
        "authentication-wrapper/block[0]");
  }

  @Test
  void malformedMacsAreRefused() {
    refusedBlock("17([<<{1: 5}>>, {}, null])", "COSE_Mac0");
    refusedBlock("97([<<{1: 5}>>, {}, null, h'00', []])", "COSE_Mac/recipients");
  }

  private static void refusedBlock(String block, String path) {
    refused(
        SuitEnvelope::decode,
        "{2: <<[<<[-16, h'00']>>, <<" + block + ">>]>>, 3: h'a0'}",
        Reason.WRONG_LENGTH,
        "authentication-wrapper/block[0]/" + path);
  }

  @Test
  void blocksAreTaggedAndDetached() throws Exception {
    CoseMac0 untagged =
        CoseMac0.builder()
            .payload(Bytes.empty())
            .detached()
            .untagged()
            .mac(CoseMacCreator.of(SHARED));
    Bytes bytes = untagged.encode().toBytes();
    assertThrows(
        IllegalArgumentException.class, () -> new SuitAuthenticationBlock(untagged, bytes));
    CoseMac attached =
        CoseMac.builder()
            .payload(Bytes.empty())
            .recipient(ContentKeySender.of(KEK, CoseAlgorithm.A128KW))
            .mac(CoseAlgorithm.HMAC_256);
    assertThrows(
        IllegalArgumentException.class, () -> new SuitAuthenticationBlock(attached, bytes));
  }

  // The profiles of suit-mti.

  @Test
  void profileSha256Hmac() throws Exception {
    SuitCoseProfile profile = SuitCoseProfile.SHA256_HMAC_A128KW_A128CTR;
    CoseMacCreator creator = CoseMacCreator.of(SHARED);
    CoseMacVerifier verifier = CoseMacVerifier.of(SHARED);
    assertTrue(profile.admits(creator));
    assertTrue(profile.admits(verifier));
    assertFalse(profile.admits(SIGNER));
    SuitEnvelope envelope = decoded(envelope().mac(creator).build());
    assertEquals(
        Uint.of(7), envelope.verifyAny(List.of(SuitVerifier.of(verifier))).sequenceNumber());
    assertEquals(
        profile.digestAlgorithm(), envelope.unverifiedAuthentication().digest().algorithm());
    assertFalse(profile.admits(CoseMacCreator.of(generate(CoseAlgorithm.HMAC_512))));
    assertFalse(profile.admits(CoseMacVerifier.of(generate(CoseAlgorithm.HMAC_256_64))));
  }

  @Test
  void profileSha256HssLms() throws Exception {
    SuitCoseProfile profile = SuitCoseProfile.SHA256_HSSLMS_A256KW_A256CTR;
    HssLmsSigner signer =
        HssLmsSigner.generate(List.of(new HssLmsSigner.Level(5, 8)), (used, state) -> {});
    CoseVerifier verifier = CoseVerifier.of(signer.publicKey());
    assertTrue(profile.admits(signer));
    assertTrue(profile.admits(verifier));
    SuitEnvelope envelope = decoded(envelope().signer(signer).build());
    assertEquals(
        Uint.of(7), envelope.verifyAny(List.of(SuitVerifier.of(verifier))).sequenceNumber());
    assertEquals(
        CoseAlgorithm.HSS_LMS,
        envelope.verify(verifier).authentications().get(0).digest().algorithm());
  }

  static List<SuitCoseProfile> profiles() {
    return SuitCoseProfile.defined();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void profilesAdmitWhatNamesTheirAlgorithm(SuitCoseProfile profile) throws Exception {
    boolean esp256 = profile.authentication() == -9;
    assertEquals(esp256, profile.admits(SIGNER));
    assertEquals(esp256, profile.admits(Keys.author(CoseAlgorithm.ESP256)));
    assertFalse(profile.admits(Keys.authorSigner(CoseAlgorithm.ES256)));
    // A key without alg is good for both names of the operation.
    assertEquals(esp256, profile.admits(Keys.author()));
    assertEquals(Optional.of(profile), SuitCoseProfile.named(profile.cddlName().orElseThrow()));
  }
}
