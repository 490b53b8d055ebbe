package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Shape;
import org.teep4j.cose.VerificationException.Failure;

/** Headers put together and taken apart, several signatures, and COSE printed. */
class HeadersAndShapesTest {

  private static final CoseLabel OWN = CoseLabel.of("own");
  private static final Bytes ONE = Bytes.fromHex("01");

  @Test
  void aParameterStandsInOneBucket() {
    CoseHeaders headers =
        CoseHeaders.builder()
            .protect(OWN, ONE)
            .unprotect(OWN, ONE)
            .unprotect(CoseHeaderParameter.ALG.label(), CoseAlgorithm.ES256.label())
            .algorithm(CoseAlgorithm.ESP256)
            .build();
    assertFalse(headers.isProtected(OWN));
    assertTrue(headers.isProtected(CoseHeaderParameter.ALG.label()));
    assertEquals(Optional.of(CoseAlgorithm.ESP256), headers.algorithm());
    assertEquals(Optional.of(ONE), headers.parameter(OWN));
    assertEquals(headers, headers.toBuilder().build());
    assertEquals(headers.hashCode(), headers.toBuilder().build().hashCode());
  }

  @Test
  void aMessageStatesItsAlgorithm() throws Exception {
    CoseSign1 message = CoseSign1.decode(Edn.parse("18([<<{1: -7}>>, {}, h'', h''])"));
    assertEquals(Optional.of(CoseLabel.of(-7)), message.statedAlgorithm());
    message = CoseSign1.decode(Edn.parse("18([h'', {}, h'', h''])"));
    assertEquals(Optional.empty(), message.statedAlgorithm());
  }

  @Test
  void theBuilderKeepsTheRulesOfDecoding() {
    assertThrows(
        IllegalArgumentException.class, () -> CoseHeaders.builder().critical(List.of(OWN)).build());
    assertThrows(
        IllegalArgumentException.class, () -> CoseHeaders.builder().critical(List.of()).build());
    assertThrows(
        IllegalArgumentException.class,
        () -> CoseHeaders.builder().protect(CoseHeaderParameter.KID.label(), ONE).build());
    assertThrows(
        IllegalArgumentException.class,
        () -> CoseHeaders.builder().protect(OWN, Bytes.fromHex("82")).build());
    CoseHeaders headers = CoseHeaders.builder().protect(OWN, ONE).critical(List.of(OWN)).build();
    assertEquals(List.of(OWN), headers.critical());
  }

  @Test
  void signingWithHeadersThatNameAnotherAlgorithmIsRefused() throws Exception {
    CoseSigner signer = CoseSigner.of(Keys.on(CoseCurve.P256));
    CoseHeaders headers = CoseHeaders.builder().algorithm(CoseAlgorithm.ES256).build();
    CoseSign1Builder builder = CoseSign1.builder().headers(headers).payload(ONE);
    assertThrows(IllegalArgumentException.class, () -> builder.sign(signer));
    assertThrows(IllegalStateException.class, () -> CoseSign1.builder().sign(signer));
    assertThrows(IllegalStateException.class, () -> CoseSign.builder().payload(ONE).build());
    CoseSignBuilder signed = CoseSign.builder().payload(ONE).sign(signer);
    assertThrows(IllegalStateException.class, () -> signed.payload(ONE));
    assertThrows(IllegalStateException.class, () -> signed.headers(headers));
    assertThrows(IllegalStateException.class, () -> signed.externalAad(ONE));
  }

  @Test
  void aCriticalParameterOfTheMessageConcernsEverySignature() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256);
    CoseHeaders critical = CoseHeaders.builder().protect(OWN, ONE).critical(List.of(OWN)).build();
    CoseSign inBody =
        CoseSign.builder().headers(critical).payload(ONE).sign(CoseSigner.of(key)).build();
    CoseSign inSignature =
        CoseSign.builder().payload(ONE).sign(CoseSigner.of(key), critical).build();
    for (CoseSign message : List.of(inBody, inSignature)) {
      VerificationException refusal =
          assertThrows(VerificationException.class, () -> message.verify(CoseVerifier.of(key)));
      assertEquals(Failure.CRITICAL_HEADER, refusal.failure());
      message.verify(CoseVerifier.of(key), VerifyOptions.defaults().withUnderstood(OWN));
    }
  }

  @Test
  void theNumberOfSignaturesThatAreTriedIsBounded() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256).withKeyId(Bytes.ofUtf8("mine"));
    CoseSigner others = CoseSigner.of(Keys.generate(CoseCurve.P256));
    CoseSignBuilder builder = CoseSign.builder().payload(ONE);
    for (int i = 0; i < CoseSign.MOST_CANDIDATES; i++) {
      builder.sign(others);
    }
    builder.sign(CoseSigner.of(key.with(KeyAttributes.NONE)));
    CoseSign message = builder.build();
    VerificationException refusal =
        assertThrows(VerificationException.class, () -> message.verify(CoseVerifier.of(key)));
    assertEquals(Failure.TOO_MANY_SIGNATURES, refusal.failure());
    // One that has the verifier's kid is tried first.
    builder.sign(CoseSigner.of(key));
    assertEquals(
        Optional.of(Bytes.ofUtf8("mine")),
        builder.build().verify(CoseVerifier.of(key)).signatureHeaders().keyId());
  }

  @Test
  void anyShapeOfMessageIsToldFromTheOther() throws Exception {
    refused(Reason.UNEXPECTED_TAG, "17(['', {}, null, ''])");
    refused(Reason.UNEXPECTED_TYPE, "1");
    refused(Reason.WRONG_LENGTH, "[]");
    refused(Reason.WRONG_LENGTH, "['', {}, null]");
    refused(Reason.UNEXPECTED_TYPE, "18(['', {}, null, []])");
    refused(Reason.UNEXPECTED_TYPE, "98(['', {}, null, ''])");
    assertTrue(CoseSignedMessage.decode(Edn.parse("['', {}, null, '']")) instanceof CoseSign1);
    assertTrue(
        CoseSignedMessage.decode(Edn.parse("['', {}, null, [['', {}, '']]]")) instanceof CoseSign);
  }

  private static void refused(Reason reason, String notation) {
    DecodeException refusal =
        assertThrows(DecodeException.class, () -> CoseSignedMessage.decode(Edn.parse(notation)));
    assertEquals(reason, refusal.reason(), refusal.getMessage());
  }

  @Test
  void offsetsCountFromTheStartOfTheMessage() throws Exception {
    DecodeException refusal =
        assertThrows(
            DecodeException.class,
            () -> CoseSign1.decode(Edn.parse("18([<<{1: -7}>>, {4: 1}, '', ''])")));
    // d2 84 43 a1 01 26 a1 04 | 01
    assertEquals(8, refusal.offset());
    assertEquals("COSE_Sign1/unprotected/kid", refusal.path());
    DecodeException inProtected =
        assertThrows(
            DecodeException.class,
            () -> CoseSign1.decode(Edn.parse("18([<<{1: -7, 4: 1}>>, {}, '', ''])")));
    // d2 84 45 a2 01 26 04 | 01
    assertEquals(7, inProtected.offset());
  }

  @Test
  void messagesArePrintedWithNames() throws Exception {
    Bytes sign1 = Edn.parse("18([<<{1: -9, 2: [4]}>>, {4: h'6b'}, <<[1]>>, h'00'])");
    Shape payload = Shape.wrapped(Shape.array(Shape.any("type")));
    for (Shape shape :
        List.of(CoseShapes.message(CoseMessageType.SIGN1, payload), CoseShapes.message(payload))) {
      String printed = Edn.print(sign1, shape, EdnPrintOptions.compact());
      assertEquals(
          "/ COSE_Sign1 / 18([/ protected / <<{/ alg / 1: -9 / ESP256 /, / crit / 2: [4 / kid /]}>>,"
              + " / unprotected / {/ kid / 4: 'k'}, / payload / <<[/ type / 1]>>,"
              + " / signature / h'00'])",
          printed);
      assertEquals(sign1, Edn.parse(printed));
    }
    Bytes encrypt = Edn.parse("96([<<{1: 1}>>, {}, null, [['', {1: -29}, '', [['', {}, '']]]]])");
    assertEquals(
        "/ COSE_Encrypt / 96([/ protected / <<{/ alg / 1: 1 / A128GCM /}>>, / unprotected / {},"
            + " / ciphertext / null, / recipients / [[/ protected / h'',"
            + " / unprotected / {/ alg / 1: -29 / ECDH-ES + A128KW /}, / ciphertext / h'',"
            + " / recipients / [[/ protected / h'', / unprotected / {}, / ciphertext / h'']]]]])",
        Edn.print(encrypt, CoseShapes.message(payload), EdnPrintOptions.compact()));
    Bytes sign = Edn.parse("98(['', {}, null, [[<<{1: -8}>>, {}, h'00']]])");
    assertTrue(
        Edn.print(sign, CoseShapes.message(payload), EdnPrintOptions.compact())
            .contains("/ signatures / [[/ protected / <<{/ alg / 1: -8 / EdDSA /}>>"));
  }

  @Test
  void macsAndEncryptedMessagesArePrintedWithNames() throws Exception {
    Shape payload = Shape.wrapped(Shape.array(Shape.any("type")));
    String headers = "/ protected / <<{/ alg / 1: 5 /* HMAC 256/256 */}>>, / unprotected / {}";
    String recipients =
        "/ recipients / [[/ protected / h'',"
            + " / unprotected / {/ alg / 1: -3 / A128KW /}, / ciphertext / h'00']]";
    printed(
        "17([<<{1: 5}>>, {}, <<[1]>>, h'01'])",
        CoseShapes.message(CoseMessageType.MAC0, payload),
        "/ COSE_Mac0 / 17([" + headers + ", / payload / <<[/ type / 1]>>, / tag / h'01'])");
    printed(
        "97([<<{1: 5}>>, {}, <<[1]>>, h'01', [['', {1: -3}, h'00']]])",
        CoseShapes.message(CoseMessageType.MAC, payload),
        "/ COSE_Mac / 97(["
            + headers
            + ", / payload / <<[/ type / 1]>>, / tag / h'01', "
            + recipients
            + "])");
    headers = headers.replace("5 /* HMAC 256/256 */", "24 /* ChaCha20/Poly1305 */");
    printed(
        "[<<{1: 24}>>, {}, h'02']",
        CoseShapes.message(CoseMessageType.ENCRYPT0, Shape.any()),
        "[" + headers + ", / ciphertext / h'02']");
    printed(
        "96([<<{1: 24}>>, {}, null, [['', {1: -3}, h'00']]])",
        CoseShapes.message(CoseMessageType.ENCRYPT, Shape.any()),
        "/ COSE_Encrypt / 96([" + headers + ", / ciphertext / null, " + recipients + "])");
  }

  private static void printed(String notation, Shape shape, String expected) throws Exception {
    assertEquals(expected, Edn.print(Edn.parse(notation), shape, EdnPrintOptions.compact()));
  }

  @Test
  void keysArePrintedWithNames() throws Exception {
    Bytes ec = Edn.parse("{1: 2, 3: -9, 4: [1, 2], -1: 1, -2: h'00', -3: true}");
    assertEquals(
        "{/ kty / 1: 2 / EC2 /, / alg / 3: -9 / ESP256 /, / key_ops / 4: [1 / sign /, 2 / verify /],"
            + " / crv / -1: 1 / P-256 /, / x / -2: h'00', / y / -3: true}",
        Edn.print(ec, CoseShapes.key(), EdnPrintOptions.compact()));
    Bytes rsa = Edn.parse("{1: 3, -1: h'00', -8: h'01'}");
    assertEquals(
        "{/ kty / 1: 3 / RSA /, / n / -1: h'00', / qInv / -8: h'01'}",
        Edn.print(rsa, CoseShapes.key(), EdnPrintOptions.compact()));
  }
}
