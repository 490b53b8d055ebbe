package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaderParameter;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignature;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;

/** Signed messages, which no draft publishes (T8): what is signed here is verified here. */
class TeepSigningTest {

  private static CoseSigner esp256;
  private static CoseSigner ed25519;
  private static CoseVerifier esp256Verifier;
  private static CoseVerifier ed25519Verifier;
  private static CoseVerifier strangersVerifier;

  @BeforeAll
  static void makeKeys() throws GeneralSecurityException {
    CoseKey p256 = p256();
    CoseKey okp = CoseKeys.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    esp256 = CoseSigner.of(p256, CoseAlgorithm.ESP256);
    ed25519 = CoseSigner.of(okp, CoseAlgorithm.ED25519);
    esp256Verifier = CoseVerifier.of(p256, CoseAlgorithm.ESP256);
    ed25519Verifier = CoseVerifier.of(okp, CoseAlgorithm.ED25519);
    strangersVerifier = CoseVerifier.of(p256(), CoseAlgorithm.ESP256);
  }

  private static CoseKey p256() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return CoseKeys.of(generator.generateKeyPair());
  }

  private static Bytes bytes(CoseSignedMessage message) {
    return Bytes.wrap(message.toByteArray());
  }

  static Stream<Arguments> all() {
    return PublishedMessagesTest.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void sign1ComesBack(TeepMessageType type, Dialect dialect) throws Exception {
    TeepMessage message = PublishedMessages.expected(type, dialect);
    CoseSign1 signed = message.sign(esp256, dialect);
    assertTrue(signed.isTagged());
    assertEquals(message.toBytes(dialect), signed.unverifiedPayload());
    assertEquals(message, TeepMessage.verify(bytes(signed), esp256Verifier, dialect));
    assertEquals(message, TeepMessage.decode(signed.verify(esp256Verifier), dialect));
  }

  /**
   * The kid is the thumbprint, whatever the key is called; without it, the signer's name counts.
   */
  @Test
  void signaturesNameTheKeyByItsThumbprint() throws Exception {
    CoseKey named = p256().withKeyId(Bytes.ofUtf8("agent-1"));
    TeepMessage message = PublishedMessages.expected(TeepMessageType.SUCCESS);
    CoseSign1 one = message.sign(CoseSigner.of(named), Dialect.RFC);
    assertEquals("d2", bytes(one).slice(0, 1).toHex());
    assertEquals(Optional.of(named.thumbprint()), one.unverifiedHeaders().keyId());
    assertFalse(one.unverifiedHeaders().isProtected(CoseHeaderParameter.KID.label()));
    CoseSign several = message.sign(List.of(CoseSigner.of(named), ed25519), Dialect.RFC);
    assertEquals(
        List.of(named.thumbprint(), ed25519.thumbprint().orElseThrow()),
        several.signatures().stream()
            .map(signature -> signature.unverifiedHeaders().keyId().orElseThrow())
            .toList());
    CoseSigner elsewhere = new Elsewhere(CoseSigner.of(named));
    assertEquals(
        Optional.of(Bytes.ofUtf8("agent-1")),
        message.sign(elsewhere, Dialect.RFC).unverifiedHeaders().keyId());
  }

  /** A signer that does not know its public key. */
  private record Elsewhere(CoseSigner signer) implements CoseSigner {
    @Override
    public CoseAlgorithm algorithm() {
      return signer.algorithm();
    }

    @Override
    public Optional<Bytes> keyId() {
      return signer.keyId();
    }

    @Override
    public byte[] sign(Segments toBeSigned) throws GeneralSecurityException {
      return signer.sign(toBeSigned);
    }
  }

  @Test
  void anyKidIsAcceptedAndNone() throws Exception {
    TeepMessage message = PublishedMessages.expected(TeepMessageType.SUCCESS);
    Bytes payload = message.toBytes(Dialect.RFC);
    CoseHeaders stranger = CoseHeaders.builder().keyId(Bytes.ofUtf8("someone")).build();
    for (CoseHeaders headers : List.of(CoseHeaders.empty(), stranger)) {
      Bytes signed =
          bytes(CoseSign1.builder().payload(payload).headers(headers).sign(new Elsewhere(esp256)));
      assertEquals(message, TeepMessage.verify(signed, esp256Verifier, Dialect.RFC));
      CoseKeyResolver known =
          CoseKeyResolver.ofVerifiers(List.of(strangersVerifier, esp256Verifier));
      assertEquals(message, TeepMessage.verify(signed, known, Dialect.RFC));
    }
  }

  /** One good signature of a trusted key suffices, and a bad one of the same key does not. */
  @Test
  void oneGoodSignatureOfACoseSignSuffices() throws Exception {
    TeepMessage message = PublishedMessages.expected(TeepMessageType.QUERY_REQUEST);
    CoseSign good = message.sign(List.of(esp256, ed25519), Dialect.RFC);
    CoseSignature stolen =
        PublishedMessages.expected(TeepMessageType.UPDATE)
            .sign(List.of(esp256, ed25519), Dialect.RFC)
            .signatures()
            .get(0);
    Bytes firstBad = bytes(good.withSignature(0, stolen));
    CoseKeyResolver both = CoseKeyResolver.ofVerifiers(List.of(esp256Verifier, ed25519Verifier));
    assertEquals(message, TeepMessage.verify(firstBad, both, Dialect.RFC));
    assertEquals(message, TeepMessage.verify(firstBad, ed25519Verifier, Dialect.RFC));
    VerificationException e =
        assertThrows(
            VerificationException.class,
            () -> TeepMessage.verify(firstBad, esp256Verifier, Dialect.RFC));
    assertEquals(VerificationException.Failure.SIGNATURE, e.failure());
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void firstQueryRequestComesBackByEachKey(Dialect dialect) throws Exception {
    TeepMessage message = PublishedMessages.expected(TeepMessageType.QUERY_REQUEST);
    CoseSign signed = message.sign(List.of(esp256, ed25519), dialect);
    assertTrue(signed.isTagged());
    assertEquals(2, signed.signatures().size());
    assertEquals(message, TeepMessage.verify(bytes(signed), esp256Verifier, dialect));
    assertEquals(message, TeepMessage.verify(bytes(signed), ed25519Verifier, dialect));
  }

  @Test
  void untaggedMessagesAreRead() throws Exception {
    TeepMessage message = PublishedMessages.expected(TeepMessageType.SUCCESS);
    Bytes payload = message.toBytes(Dialect.RFC);
    CoseSign1 one = CoseSign1.builder().payload(payload).untagged().sign(esp256);
    CoseSign many = CoseSign.builder().payload(payload).untagged().sign(ed25519).build();
    assertEquals(message, TeepMessage.verify(bytes(one), esp256Verifier, Dialect.RFC));
    assertEquals(message, TeepMessage.verify(bytes(many), ed25519Verifier, Dialect.RFC));
  }

  @Test
  void strangersKeyIsRefused() throws Exception {
    TeepMessage message = PublishedMessages.expected(TeepMessageType.UPDATE);
    Bytes one = bytes(message.sign(esp256, Dialect.RFC));
    Bytes many = bytes(message.sign(List.of(ed25519, esp256), Dialect.RFC));
    for (Bytes signed : List.of(one, many)) {
      VerificationException e =
          assertThrows(
              VerificationException.class,
              () -> TeepMessage.verify(signed, strangersVerifier, Dialect.RFC));
      assertEquals(VerificationException.Failure.SIGNATURE, e.failure());
    }
    VerificationException e =
        assertThrows(
            VerificationException.class,
            () -> TeepMessage.verify(one, ed25519Verifier, Dialect.RFC));
    assertEquals(VerificationException.Failure.ALGORITHM, e.failure());
  }

  @Test
  void senderIsFoundAmongSeveral() throws Exception {
    TeepMessage message = PublishedMessages.expected(TeepMessageType.UPDATE);
    CoseKeyResolver known =
        CoseKeyResolver.ofVerifiers(List.of(strangersVerifier, ed25519Verifier, esp256Verifier));
    CoseKeyResolver strangers = CoseKeyResolver.ofVerifiers(List.of(strangersVerifier));
    for (CoseSignedMessage sent :
        List.of(
            message.sign(esp256, Dialect.RFC),
            message.sign(List.of(ed25519, esp256), Dialect.RFC))) {
      assertEquals(message, TeepMessage.verify(bytes(sent), known, Dialect.RFC));
      assertThrows(
          VerificationException.class,
          () -> TeepMessage.verify(bytes(sent), strangers, Dialect.RFC));
    }
    Bytes other = bytes(CoseSign1.builder().payload(Bytes.fromHex("8118ff")).sign(esp256));
    DecodeException refused =
        assertThrows(DecodeException.class, () -> TeepMessage.verify(other, known, Dialect.RFC));
    assertTrue(refused.offset() > 5, refused.toString());
  }

  @Test
  void detachedPayloadIsRefused() throws Exception {
    Bytes payload = PublishedMessages.encoded(TeepMessageType.SUCCESS, Dialect.RFC);
    Bytes signed = bytes(CoseSign1.builder().payload(payload).detached().sign(esp256));
    VerificationException e =
        assertThrows(
            VerificationException.class,
            () -> TeepMessage.verify(signed, esp256Verifier, Dialect.RFC));
    assertEquals(VerificationException.Failure.NO_PAYLOAD, e.failure());
  }

  /**
   * The signature comes first: what was tampered with is not even looked at. The kid is not signed;
   * it is a hint, and any is accepted.
   */
  @Test
  void everyChangedBitIsRefused() throws Exception {
    TeepMessage message = PublishedMessages.expected(TeepMessageType.ERROR);
    byte[] signed = message.sign(ed25519, Dialect.RFC).toByteArray();
    int kid = Bytes.wrap(signed).toHex().indexOf(ed25519.thumbprint().orElseThrow().toHex()) / 2;
    byte[] otherKid = signed.clone();
    otherKid[kid] ^= 1;
    assertEquals(message, TeepMessage.verify(Bytes.wrap(otherKid), ed25519Verifier, Dialect.RFC));
    List<String> payloadRead = new ArrayList<>();
    for (int i = 0; i < signed.length; i++) {
      i = i == kid - 3 ? kid + 32 : i; // its label and length
      for (int bit = 0; bit < 8; bit++) {
        signed[i] ^= (byte) (1 << bit);
        Bytes tampered = Bytes.copyOf(signed);
        signed[i] ^= (byte) (1 << bit);
        Exception e =
            assertThrows(
                Exception.class, () -> TeepMessage.verify(tampered, ed25519Verifier, Dialect.RFC));
        if (e instanceof DecodeException refusal) {
          if (refusal.path().startsWith("Error")) {
            payloadRead.add(refusal.getMessage());
          }
        } else {
          assertTrue(e instanceof VerificationException, e.toString());
        }
      }
    }
    assertEquals(List.of(), payloadRead);
  }

  @Test
  void unsignedMessageIsNoSignedOne() {
    for (TeepMessageType type : TeepMessageType.values()) {
      Bytes payload = PublishedMessages.encoded(type, Dialect.RFC);
      assertThrows(
          DecodeException.class, () -> TeepMessage.verify(payload, esp256Verifier, Dialect.RFC));
    }
  }

  /** What is signed but no message is refused where it stands in the signed bytes. */
  @Test
  void offsetsCountFromTheSignedMessage() throws Exception {
    Bytes payload = Bytes.fromHex("8204a1134100");
    Bytes signed = bytes(CoseSign1.sign(payload, esp256));
    DecodeException e =
        assertThrows(
            DecodeException.class, () -> TeepMessage.verify(signed, esp256Verifier, Dialect.RFC));
    assertEquals(Reason.WRONG_LENGTH, e.reason());
    assertEquals("Success/token", e.path());
    assertEquals(signed.toHex().indexOf(payload.toHex()) / 2 + 4, e.offset());
  }

  @Test
  void limitsHoldForTheWholeMessage() throws Exception {
    Bytes signed =
        bytes(PublishedMessages.expected(TeepMessageType.UPDATE).sign(esp256, Dialect.RFC));
    DecodeOptions few = DecodeOptions.defaults().withMaxInputSize(100);
    DecodeException e =
        assertThrows(
            DecodeException.class,
            () -> TeepMessage.verify(signed, esp256Verifier, Dialect.RFC, few));
    assertEquals(Reason.INPUT_TOO_LARGE, e.reason());
  }

  @Test
  void messageNeedsASigner() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            PublishedMessages.expected(TeepMessageType.SUCCESS)
                .sign(List.<CoseSigner>of(), Dialect.RFC));
  }
}
