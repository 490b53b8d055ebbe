package org.teep4j.teep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
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
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
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
    TeepMessage message = PublishedMessages.expected(type);
    CoseSign1 signed = message.sign(esp256, dialect);
    assertTrue(signed.isTagged());
    assertEquals(message.toBytes(dialect), signed.unverifiedPayload());
    assertEquals(message, TeepMessage.verify(bytes(signed), esp256Verifier, dialect));
    assertEquals(message, TeepMessage.decode(signed.verify(esp256Verifier), dialect));
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

  /** The signature comes first: what was tampered with is not even looked at. */
  @Test
  void everyChangedBitIsRefused() throws Exception {
    byte[] signed =
        PublishedMessages.expected(TeepMessageType.ERROR).sign(ed25519, Dialect.RFC).toByteArray();
    List<String> payloadRead = new ArrayList<>();
    for (int i = 0; i < signed.length; i++) {
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
