package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;

/** The texts of values in logs and in a debugger. */
class DescriptionsTest {

  private static final Bytes KID = Bytes.ofUtf8("k1");
  private static final Bytes CONTENT = Bytes.ofUtf8("content");
  private static final CoseKey EC2 = Keys.on(CoseCurve.P256).withKeyId(KID);

  private static CoseKey symmetric(int size) throws Exception {
    return Recipients.symmetric(size, 1);
  }

  @Test
  void signersAndVerifiers() throws Exception {
    assertEquals("CoseSigner[ESP256, kid=h'6b31']", CoseSigner.of(EC2).toString());
    assertEquals("CoseVerifier[ESP256, kid=h'6b31']", CoseVerifier.of(EC2).toString());
    assertEquals("CoseVerifier[ESP256]", CoseVerifier.of(Keys.on(CoseCurve.P256)).toString());
    CoseKey hmac = symmetric(32).withKeyId(KID);
    assertEquals(
        "CoseMacCreator[HMAC_256, kid=h'6b31']",
        CoseMacCreator.of(hmac, CoseAlgorithm.HMAC_256).toString());
    assertEquals(
        "CoseMacVerifier[HMAC_256, kid=h'6b31']",
        CoseMacVerifier.of(hmac, CoseAlgorithm.HMAC_256).toString());
  }

  @Test
  void ciphers() throws Exception {
    CoseKey aes = symmetric(16).withKeyId(KID);
    assertEquals(
        "CoseEncryptor[A128GCM, kid=h'6b31']",
        CoseEncryptor.of(aes, CoseAlgorithm.A128GCM).toString());
    assertEquals(
        "CoseDecryptor[A128GCM, kid=h'6b31']",
        CoseDecryptor.of(aes, CoseAlgorithm.A128GCM).toString());
    assertEquals(
        "HpkeEncryptor[HPKE_0, kid=h'6b31']",
        HpkeEncryptor.of(EC2.toPublic(), CoseAlgorithm.HPKE_0).toString());
    assertEquals(
        "HpkeDecryptor[HPKE_0, kid=h'6b31']",
        HpkeDecryptor.of(EC2, CoseAlgorithm.HPKE_0).toString());
  }

  @Test
  void sendersAndRecipients() throws Exception {
    CoseKey aes = symmetric(16).withKeyId(KID);
    assertEquals(
        "ContentKeySender[A128KW, kid=h'6b31']",
        ContentKeySender.of(aes, CoseAlgorithm.A128KW).toString());
    assertEquals(
        "ContentKeyRecipient[A128KW, kid=h'6b31']",
        ContentKeyRecipient.of(aes, CoseAlgorithm.A128KW).toString());
    assertEquals(
        "ContentKeyRecipient[ECDH_ES_A128KW, kid=h'6b31']",
        ContentKeyRecipient.of(EC2, CoseAlgorithm.ECDH_ES_A128KW).toString());
    CoseRecipient recipient = Recipients.parse("[h'', {4: h'01'}, h'', [[h'', {}, null]]]");
    assertEquals(
        "CoseRecipient[CoseHeaders[protected={}, unprotected={4=h'4101'}], 1 recipients]",
        recipient.toString());
  }

  @Test
  void whatHasBeenVerified() throws Exception {
    VerifiedPayload signed =
        CoseSign1.sign(CONTENT, CoseSigner.of(EC2)).verify(CoseVerifier.of(EC2));
    assertEquals("VerifiedPayload[7 bytes, ESP256, kid=h'6b31']", signed.toString());
    CoseSign1 message = CoseSign1.sign(CONTENT, CoseSigner.of(EC2));
    assertEquals(
        "VerifiedSignature[ESP256, kid=h'6b31']",
        CoseCountersignature.sign(message, CoseSigner.of(EC2))
            .verify(message, CoseVerifier.of(EC2))
            .toString());
    CoseKey hmac = symmetric(32);
    assertEquals(
        "AuthenticatedPayload[7 bytes, HMAC_256, kid=h'6b6964']",
        CoseMac0.mac(CONTENT, CoseMacCreator.of(hmac, CoseAlgorithm.HMAC_256))
            .verify(CoseMacVerifier.of(hmac, CoseAlgorithm.HMAC_256))
            .toString());
    assertEquals(
        "DecryptedPayload[7 bytes, A256GCM, kid=h'6b6964']",
        CoseEncrypt0.encrypt(CONTENT, CoseEncryptor.of(hmac, CoseAlgorithm.A256GCM))
            .decrypt(CoseDecryptor.of(hmac, CoseAlgorithm.A256GCM))
            .toString());
    HashEnvelope envelope =
        HashEnvelope.of(
            HashEnvelope.builder(CoseAlgorithm.SHA_256)
                .preimage(CONTENT)
                .sign(CoseSigner.of(EC2))
                .verify(CoseVerifier.of(EC2)));
    assertEquals("HashEnvelope[SHA_256, " + envelope.digest() + "]", envelope.toString());
  }

  @Test
  void partsOfMessages() throws Exception {
    CoseHeaders headers = CoseHeaders.builder().keyId(KID).build();
    assertEquals("CoseHeaders[protected={}, unprotected={4=h'426b31'}]", headers.toString());
    CoseSign message = CoseSign.builder().payload(CONTENT).sign(CoseSigner.of(EC2)).build();
    assertEquals(
        "CoseSignature[CoseHeaders[protected={1=h'28'}, unprotected={4=h'426b31'}], 64 bytes]",
        message.signatures().get(0).toString());
    assertEquals(
        "CwtClaims{1=h'6161'}", CwtClaims.decodeUnverified(Edn.parse("{1: \"a\"}")).toString());
    assertEquals("ContentSource[7 bytes]", ContentSource.of(CONTENT).toString());
    assertEquals("COSE_Sign1", CoseMessageType.SIGN1.toString());
  }

  @Test
  void keys() throws Exception {
    assertEquals("P-256[private, kid=h'6b31']", EC2.toString());
    assertEquals("P-256[public, kid=h'6b31']", EC2.toPublic().toString());
    CoseKey unknown = CoseKey.decode(Edn.parse("{1: 99, 2: h'6b31', -1: h'00'}"));
    assertEquals("kty 99[private, kid=h'6b31']", unknown.toString());
    assertEquals(
        "CoseKeySet[P-256[public, kid=h'6b31']]", CoseKeySet.of(EC2.toPublic()).toString());
  }
}
