package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.AuthenticatedPayload;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseMacVerifier;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/** The published envelopes: shape, signature, digests. */
class EnvelopeVectorsTest {

  /** Digest alone: they show what signatures cost, and must be refused. */
  private static final Set<String> UNSIGNED =
      Set.of(
          "manifest-example0-unsigned",
          "manifest-example2-severed-unsigned",
          "manifest-example3-unsigned",
          "manifest-example4-unsigned",
          "manifest-example5-unsigned");

  /** Protected with a COSE_Mac0. */
  private static final Set<String> MAC =
      Set.of(
          "firmware-encryption-aes-kw-content",
          "firmware-encryption-aes-kw",
          "firmware-encryption-aes-kw-slot");

  private static final Set<String> ES256 =
      Set.of(
          "manifest-example0-signed",
          "manifest-example2-signed",
          "manifest-example2-severed-signed",
          "manifest-example3-signed",
          "manifest-example4-signed",
          "manifest-example5-signed",
          "teep-update-manifest");

  static List<String> names() {
    return List.copyOf(Vectors.envelopes().keySet());
  }

  static List<String> signed() {
    return names().stream().filter(n -> !UNSIGNED.contains(n) && !MAC.contains(n)).toList();
  }

  static Set<String> authenticated() {
    return MAC;
  }

  static List<String> notSigned() {
    return names().stream().filter(n -> UNSIGNED.contains(n) || MAC.contains(n)).toList();
  }

  static CoseVerifier verifierOf(String name) {
    return name.equals("firmware-encryption-es-ecdh-dependency")
        ? Keys.dependentAuthor()
        : Keys.author();
  }

  @Test
  void theNumberOfVectorsIsKnown() {
    assertEquals(23, names().size());
    assertEquals(15, signed().size());
  }

  @ParameterizedTest
  @MethodSource("names")
  void envelopeIsEncodedAgainToTheSameBytes(String name) throws DecodeException {
    Bytes input = Vectors.envelope(name);
    SuitEnvelope envelope = SuitEnvelope.decode(input);
    assertEquals(input.toHex(), envelope.encode().toBytes().toHex());
    assertEquals(name.startsWith("teep-"), !envelope.isTagged());
    assertEquals(
        envelope.unverifiedAuthentication().encodedDigest(),
        envelope.unverifiedAuthentication().digest().encode().toBytes());
  }

  @ParameterizedTest
  @MethodSource("signed")
  void signatureAndDigestsVerify(String name) throws DecodeException, VerificationException {
    SuitEnvelope envelope = SuitEnvelope.decode(Vectors.envelope(name));
    VerifiedManifest verified = envelope.verify(verifierOf(name));
    assertEquals(envelope.unverifiedManifest(), verified.asSigned());
    assertEquals(1, verified.authentications().size());
    assertEquals(
        ES256.contains(name) ? CoseAlgorithm.ES256 : CoseAlgorithm.ESP256,
        verified.authentications().get(0).digest().algorithm());
  }

  @ParameterizedTest
  @MethodSource("notSigned")
  void nothingVerifiesWithoutSignature(String name) throws DecodeException {
    SuitEnvelope envelope = SuitEnvelope.decode(Vectors.envelope(name));
    VerificationException e =
        assertThrows(VerificationException.class, () -> envelope.verify(Keys.author()));
    assertEquals(Failure.NO_SIGNATURE, e.failure());
  }

  @ParameterizedTest
  @MethodSource("notSigned")
  void digestsOfTheUnsignedAreRight(String name) throws GeneralSecurityException, DecodeException {
    SuitEnvelope envelope = SuitEnvelope.decode(Vectors.envelope(name));
    envelope.unverifiedAuthentication().digest().verify(envelope.unverifiedEncodedManifest());
  }

  @ParameterizedTest
  @MethodSource("signed")
  void anotherKeyDoesNotVerify(String name) throws DecodeException {
    SuitEnvelope envelope = SuitEnvelope.decode(Vectors.envelope(name));
    CoseVerifier other =
        name.equals("firmware-encryption-es-ecdh-dependency")
            ? Keys.author()
            : Keys.dependentAuthor();
    VerificationException e =
        assertThrows(
            VerificationException.class, () -> envelope.verifyAny(List.of(SuitVerifier.of(other))));
    assertEquals(Failure.SIGNATURE, e.failure());
  }

  @Test
  void aVerifierForEsp256RefusesEs256() throws DecodeException {
    SuitEnvelope envelope = SuitEnvelope.decode(Vectors.envelope("manifest-example0-signed"));
    VerificationException e =
        assertThrows(
            VerificationException.class, () -> envelope.verify(Keys.author(CoseAlgorithm.ESP256)));
    assertEquals(Failure.ALGORITHM, e.failure());
  }

  @ParameterizedTest
  @MethodSource("authenticated")
  void macAndDigestVerify(String name) throws DecodeException, GeneralSecurityException {
    SuitEnvelope envelope = SuitEnvelope.decode(Vectors.envelope(name));
    CoseMacVerifier verifier = CoseMacVerifier.of(Keys.manifestMac(), CoseAlgorithm.HMAC_256);
    VerifiedManifest verified = envelope.verifyAny(List.of(SuitVerifier.of(verifier)));
    assertEquals(envelope.unverifiedManifest(), verified.asSigned());
    VerifiedManifest.Authentication mac = verified.authentications().get(0);
    assertEquals(CoseAlgorithm.HMAC_256, mac.digest().algorithm());
    assertInstanceOf(AuthenticatedPayload.class, mac.digest());
    CoseMacVerifier other =
        CoseMacVerifier.of(
            Keys.symmetric("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"), CoseAlgorithm.HMAC_256);
    VerificationException e =
        assertThrows(
            VerificationException.class, () -> envelope.verifyAny(List.of(SuitVerifier.of(other))));
    assertEquals(Failure.MAC, e.failure());
  }

  @Test
  void severedMembersAreVerifiedAndDecoded() throws DecodeException, VerificationException {
    SuitEnvelope envelope = SuitEnvelope.decode(Vectors.envelope("manifest-example2-signed"));
    assertEquals(
        Set.of(SuitManifestLabel.INSTALL, SuitManifestLabel.TEXT),
        envelope.unverifiedSeveredMembers().keySet());
    VerifiedManifest verified = envelope.verify(Keys.author());
    assertEquals(Set.of(), verified.missing());
    assertInstanceOf(
        SuitSeverable.Severed.class,
        verified.asSigned().sequence(SuitManifestLabel.INSTALL).orElseThrow());
    assertEquals(verified.install(), verified.sequence(SuitManifestLabel.INSTALL));
    assertEquals(
        SuitCommandCode.DIRECTIVE_OVERRIDE_PARAMETERS.label(),
        verified.install().orElseThrow().commands().get(0).label());
    SuitText.Language english = verified.text().orElseThrow().language("en-US").orElseThrow();
    assertEquals(verified.common().components(), List.copyOf(english.components().keySet()));
  }

  @Test
  void severingTextAndInstallYieldsThePublishedSeveredEnvelope()
      throws DecodeException, VerificationException {
    SuitEnvelope envelope =
        SuitEnvelope.decode(Vectors.envelope("manifest-example2-signed"))
            .withoutSevered(SuitManifestLabel.TEXT, SuitManifestLabel.INSTALL);
    assertEquals(
        Vectors.envelope("manifest-example2-severed-signed").toHex(),
        envelope.encode().toBytes().toHex());
    VerifiedManifest verified = envelope.verify(Keys.author());
    assertEquals(Set.of(SuitManifestLabel.INSTALL, SuitManifestLabel.TEXT), verified.missing());
    assertEquals(Optional.empty(), verified.sequence(SuitManifestLabel.INSTALL));
    assertEquals(Optional.empty(), verified.text());
  }

  @Test
  void integratedDependencyIsDecodedOnDemand() throws DecodeException, VerificationException {
    SuitEnvelope envelope =
        SuitEnvelope.decode(Vectors.envelope("trust-domains-example2-integrated"));
    assertEquals(Set.of("#dependent.suit"), envelope.unverifiedIntegratedPayloads().keySet());
    SuitEnvelope dependency =
        envelope.unverifiedIntegratedDependency("#dependent.suit").orElseThrow();
    assertEquals(
        Vectors.envelope("trust-domains-example0-dependent"), dependency.encode().toBytes());
    assertTrue(dependency.isTagged());
    dependency.verify(Keys.author());
    assertEquals(Optional.empty(), envelope.unverifiedIntegratedDependency("#other"));
  }

  @Test
  void firmwareEncryptionDependencyIsSignedByTheCommonKey()
      throws DecodeException, VerificationException {
    SuitEnvelope envelope =
        SuitEnvelope.decode(Vectors.envelope("firmware-encryption-es-ecdh-dependency"));
    Map<String, Bytes> payloads = envelope.unverifiedIntegratedPayloads();
    assertEquals(1, payloads.size());
    String key = payloads.keySet().iterator().next();
    VerifiedManifest dependency =
        envelope.unverifiedIntegratedDependency(key).orElseThrow().verify(Keys.author());
    assertTrue(dependency.validate().isPresent());
  }

  @Test
  void encryptionInfoStaysEncoded() throws DecodeException {
    SuitManifest manifest =
        SuitEnvelope.decode(Vectors.envelope("firmware-encryption-es-ecdh-content"))
            .unverifiedManifest();
    SuitDirective.OverrideParameters override =
        assertInstanceOf(
            SuitDirective.OverrideParameters.class,
            manifest.contentOf(SuitManifestLabel.INSTALL).commands().get(1));
    Bytes info = override.parameters().value(SuitParameter.ENCRYPTION_INFO).orElseThrow();
    assertEquals("d860", info.slice(0, 2).toHex());
  }
}
