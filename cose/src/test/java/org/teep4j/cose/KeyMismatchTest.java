package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;
import org.teep4j.cose.VerificationException.Failure;

/** A key that is used for what it is not for is told what it is. */
class KeyMismatchTest {

  private static void says(String expected, Executable refused) {
    assertEquals(expected, assertThrows(GeneralSecurityException.class, refused).getMessage());
  }

  @Test
  void macsAndEncryptionWithAKeyForSignatures() {
    CoseKey key = Keys.on(CoseCurve.P256);
    String expected =
        "the key is a key on P-256, for signatures or key agreement: MACs and the encryption of"
            + " content take a symmetric key";
    CoseKey bound = key.withAlgorithm(CoseAlgorithm.ES256).withOperations(KeyOperation.SIGN);
    says(expected, () -> CoseMacCreator.of(bound));
    says(expected, () -> CoseMacVerifier.of(bound));
    says(expected, () -> CoseEncryptor.of(bound));
    says(expected, () -> CoseDecryptor.of(bound));
    says(expected, () -> CoseMacCreator.of(key, CoseAlgorithm.HMAC_256));
    says(
        "the key does not say which algorithm it is for: it is a key on P-256, for signatures or"
            + " key agreement",
        () -> CoseEncryptor.of(key));
  }

  @Test
  void signaturesWithAnotherKey() throws Exception {
    CoseKey agreeing = Keys.on(CoseCurve.X25519);
    says(
        "the key does not say which signature algorithm it is for: it is a key on X25519, for key"
            + " agreement",
        () -> CoseSigner.of(agreeing));
    says(
        "the key does not fit Ed25519: it is a key on X25519, for key agreement, and Ed25519 signs"
            + " with a key on Ed25519",
        () -> CoseSigner.of(agreeing, CoseAlgorithm.ED25519));
    says(
        "ECDH-ES + A128KW is no signature algorithm",
        () -> CoseSigner.of(agreeing.withAlgorithm(CoseAlgorithm.ECDH_ES_A128KW)));
    CoseKey symmetric = CoseKeys.generate(CoseAlgorithm.HMAC_256);
    says("HMAC 256/256 is no signature algorithm", () -> CoseVerifier.of(symmetric));
    says(
        "the key is bound to alg 5 (HMAC 256/256), not to ES256",
        () -> CoseSigner.of(symmetric, CoseAlgorithm.ES256));
  }

  @Test
  void recipientsWithAnotherKey() throws Exception {
    CoseKey signing = Keys.on(CoseCurve.ED25519);
    says(
        "the key is not on a curve for key agreement: it is a key on Ed25519, for signatures",
        () -> ContentKeyRecipient.of(signing, CoseAlgorithm.ECDH_ES_A128KW));
    says(
        "the key does not fit A128KW: it is a key on Ed25519, for signatures, and A128KW takes a"
            + " symmetric key to deliver the content key",
        () -> ContentKeyRecipient.of(signing, CoseAlgorithm.A128KW));
    says(
        "the key does not fit HPKE-0-KE: it is a key on Ed25519, for signatures, and HPKE-0-KE"
            + " takes a key on P-256 to deliver the content key",
        () -> ContentKeySender.of(signing, CoseAlgorithm.HPKE_0_KE));
  }

  @Test
  void aDetachedCiphertext() throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.A128GCM);
    CoseEncrypt0 message =
        CoseEncrypt0.builder()
            .plaintext(Bytes.ofUtf8("content"))
            .encrypt(CoseEncryptor.of(key))
            .withoutCiphertext();
    VerificationException refusal =
        assertThrows(VerificationException.class, () -> message.decrypt(CoseDecryptor.of(key)));
    assertEquals(Failure.NO_PAYLOAD, refusal.failure());
    assertEquals("the payload or ciphertext is detached and none was given", refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ES384 | signs with a key on P-384",
        "EDDSA | signs with a key on Ed25519 or Ed448",
        "PS256 | signs with an RSA key",
        "RS512 | signs with an RSA key",
        "ML_DSA_65 | signs with a key of the same name",
        "HSS_LMS | signs with a key of HSS-LMS",
        "HMAC_384 | makes MACs with a symmetric key of 384 bits",
        "A192GCM | encrypts with a symmetric key of 192 bits",
        "HPKE_4 | encrypts for a key on X25519",
        "RSAES_OAEP_SHA_256 | takes an RSA key to deliver the content key",
        "A256KW | takes a symmetric key to deliver the content key",
        "DIRECT | takes a symmetric key to deliver the content key",
        "ECDH_SS_HKDF_256 | takes a key on P-256, P-384, P-521, X25519 or X448 to deliver the"
            + " content key",
        "SHA_256 | is a hash function"
      })
  void whatAnAlgorithmTakes(CoseAlgorithm algorithm, String purpose) {
    String message = KeyMismatch.of(Keys.on(CoseCurve.ED25519), algorithm).getMessage();
    assertEquals(
        "the key does not fit "
            + algorithm.ianaName()
            + ": it is a key on Ed25519, for signatures, and "
            + algorithm.ianaName()
            + " "
            + purpose,
        message);
  }

  @Test
  void whatAKeyIsFor() throws Exception {
    assertEquals(
        "a symmetric key of 128 bits, for MACs, encryption or key wrap",
        KeyMismatch.describe(SymmetricKey.of(Bytes.wrap(new byte[16]))));
    assertEquals("an RSA key, for signatures or key transport", KeyMismatch.describe(Keys.RSA));
    assertEquals(
        "a key of ML-DSA-44, for signatures",
        KeyMismatch.describe(Keys.forAlgorithm(CoseAlgorithm.ML_DSA_44)));
    assertEquals(
        "a key of HSS-LMS, for signatures",
        KeyMismatch.describe(HssLmsKey.of(Bytes.fromHex(HssLmsTest.EXAMPLE_KEY))));
    assertEquals(
        "of key type 99, which is not supported",
        KeyMismatch.describe(CoseKey.decode(Edn.parse("{1: 99}"))));
  }

  /** Whatever key meets whatever algorithm: the message names both, and no secret. */
  @Test
  void allKeysAndAlgorithms() throws Exception {
    List<CoseKey> keys = new ArrayList<>();
    for (CoseCurve curve : CoseCurve.values()) {
      keys.add(Keys.on(curve));
    }
    keys.add(Keys.RSA);
    keys.add(CoseKeys.generate(CoseAlgorithm.ML_DSA_44));
    keys.add(SymmetricKey.of(Bytes.wrap(new byte[16])));
    for (CoseKey key : keys) {
      for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
        String message = KeyMismatch.of(key, algorithm).getMessage();
        assertTrue(message.contains(algorithm.ianaName()), message);
        assertTrue(message.contains(KeyMismatch.describe(key)), message);
        assertFalse(message.contains("something else"), message);
      }
    }
    assertTrue(KeyMismatch.describe(keys.get(0)).contains("P-256"));
  }
}
