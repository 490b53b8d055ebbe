package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.DecryptedPayload;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitDecryptor;
import org.teep4j.suit.encryption.SuitEncryptionInfo;
import org.teep4j.suit.encryption.SuitEncryptionPurpose;

/** The encrypted payloads of draft-ietf-suit-firmware-encryption and of the TEEP draft. */
class EncryptionVectorsTest {

  private static final Bytes IMAGE = Bytes.ofUtf8("This is a real firmware image.");

  private static final Bytes PERSONALIZATION =
      Bytes.ofUtf8("{\"name\":\"FOO Bar\",\"secret\":\"0123456789abfcdef0123456789abcd\"}");

  private static final SuitCoseProfile KW_GCM = new SuitCoseProfile(-16, 5, -3, 1);

  static Stream<Arguments> payloads() {
    return Stream.of(
        Arguments.of("aes-kw-aes-gcm", Keys.kek(), KW_GCM),
        Arguments.of("aes-kw-aes-ctr", Keys.kek(), SuitCoseProfile.SHA256_HMAC_A128KW_A128CTR),
        Arguments.of(
            "es-ecdh-aes-gcm", Keys.recipient(), SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM),
        Arguments.of(
            "es-ecdh-aes-ctr", Keys.recipient(), SuitCoseProfile.SHA256_ESP256_ECDH_A128CTR));
  }

  private static SuitPayloadCheck check(Bytes plaintext) throws GeneralSecurityException {
    return SuitPayloadCheck.plaintext(
        SuitDigest.compute(SuitDigestAlgorithm.SHA_256, Segments.of(plaintext)),
        plaintext.length());
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void publishedPayloadsDecrypt(String name, CoseKey key, SuitCoseProfile profile)
      throws Exception {
    SuitEncryptionInfo info = Vectors.encryptionInfo(name);
    SuitDecryptor decryptor = SuitDecryptor.of(key, profile);
    DecryptedPayload plaintext = decryptor.decrypt(info, Vectors.ciphertext(name), check(IMAGE));
    assertEquals(IMAGE, plaintext.bytes());
    assertEquals(profile.encryptionAlgorithm().orElseThrow(), plaintext.algorithm());
    assertEquals(profile.encryptionAlgorithm(), info.contentAlgorithm());
    assertEquals(key.keyId(), plaintext.keyId());
  }

  /** What is said of these structures in the tests of what we encrypt is true of the published. */
  @ParameterizedTest
  @MethodSource("payloads")
  void publishedPayloadsDecryptByHand(String name, CoseKey key, SuitCoseProfile profile)
      throws Exception {
    EncryptionByHand.Info info = EncryptionByHand.parse(Vectors.encodedEncryptionInfo(name));
    EncryptionByHand.Layer recipient = info.recipients().get(0);
    byte[] kek =
        key instanceof SymmetricKey symmetric
            ? symmetric.k().toByteArray()
            : EncryptionByHand.kek(
                (ECPrivateKey) CoseKeys.toPrivateKey(key),
                EncryptionByHand.publicKey(EncryptionByHand.value(recipient.unprotected(), -1)),
                EncryptionByHand.KDF_CONTEXT);
    byte[] plaintext =
        EncryptionByHand.crypt(
            Cipher.DECRYPT_MODE,
            profile.encryption(),
            EncryptionByHand.unwrap(kek, recipient.content()),
            EncryptionByHand.iv(info),
            info.body().protectedHeader(),
            Vectors.ciphertext(name).toByteArray());
    assertArrayEquals(IMAGE.toByteArray(), plaintext);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aes-kw-aes-gcm", "es-ecdh-aes-gcm"})
  void publishedPayloadsThatAreAuthenticatedNeedNoDigest(String name) throws Exception {
    SuitDecryptor decryptor = decryptor(name);
    assertEquals(
        IMAGE, decryptor.decrypt(Vectors.encryptionInfo(name), Vectors.ciphertext(name)).bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"aes-kw-aes-ctr", "es-ecdh-aes-ctr"})
  void publishedPayloadsThatAreNotAuthenticatedNeedADigest(String name) throws Exception {
    SuitDecryptor decryptor = decryptor(name);
    SuitEncryptionInfo info = Vectors.encryptionInfo(name);
    VerificationException e =
        assertThrows(
            VerificationException.class, () -> decryptor.decrypt(info, Vectors.ciphertext(name)));
    assertEquals(Failure.UNAUTHENTICATED_ENCRYPTION, e.failure());
    assertEquals(IMAGE, decryptor.decryptUnauthenticated(info, Vectors.ciphertext(name)).bytes());
  }

  private static SuitDecryptor decryptor(String name) throws GeneralSecurityException {
    return name.startsWith("aes-kw")
        ? SuitDecryptor.of(Keys.kek(), KW_GCM, SuitCoseProfile.SHA256_HMAC_A128KW_A128CTR)
        : SuitDecryptor.of(
            Keys.recipient(),
            SuitCoseProfile.SHA256_ESP256_ECDH_A128GCM,
            SuitCoseProfile.SHA256_ESP256_ECDH_A128CTR);
  }

  /** Damage is found, or does not matter (a key identifier); nothing else is thrown. */
  @ParameterizedTest
  @MethodSource("payloads")
  void damagedInfosAreRefusedOrDecryptTheSame(String name, CoseKey key, SuitCoseProfile profile)
      throws Exception {
    byte[] encoded = Vectors.encodedEncryptionInfo(name).toByteArray();
    SuitDecryptor decryptor = SuitDecryptor.of(key, profile);
    SuitPayloadCheck whole = check(IMAGE);
    for (int i = 0; i < encoded.length; i++) {
      for (int change : new int[] {1, 0x20, 0x80, 0xff}) {
        encoded[i] ^= (byte) change;
        Bytes damaged = Bytes.copyOf(encoded);
        encoded[i] ^= (byte) change;
        try {
          SuitEncryptionInfo info = SuitEncryptionInfo.decode(damaged);
          assertEquals(IMAGE, decryptor.decrypt(info, Vectors.ciphertext(name), whole).bytes());
        } catch (DecodeException | VerificationException refused) {
          // as it should be; any other exception fails the test
        }
      }
      Bytes cut = Bytes.copyOf(encoded).slice(0, i);
      assertThrows(DecodeException.class, () -> SuitEncryptionInfo.decode(cut));
    }
  }

  /** The parameters of a manifest that say how a payload is encrypted. */
  private static SuitParameters encrypted(String name) throws Exception {
    return SuitEnvelope.decode(Vectors.envelope(name))
        .unverifiedManifest()
        .contentOf(SuitManifestLabel.INSTALL)
        .commands()
        .stream()
        .filter(SuitDirective.OverrideParameters.class::isInstance)
        .map(command -> ((SuitDirective.OverrideParameters) command).parameters())
        .filter(parameters -> parameters.value(SuitParameter.ENCRYPTION_INFO).isPresent())
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "firmware-encryption-aes-kw-content",
        "firmware-encryption-aes-kw",
        "firmware-encryption-aes-kw-slot",
        "firmware-encryption-es-ecdh-content",
        "firmware-encryption-es-ecdh-dependency"
      })
  void payloadsOfPublishedManifestsDecrypt(String name) throws Exception {
    SuitParameters parameters = encrypted(name);
    // Where the manifest does not have it, it is fetched: one published file for all.
    Bytes ciphertext =
        parameters
            .value(SuitParameter.CONTENT)
            .orElseGet(() -> Vectors.ciphertext("aes-kw-aes-gcm"));
    SuitDecryptor decryptor = decryptor(name.replace("firmware-encryption-", ""));
    SuitEncryptionInfo info =
        SuitEncryptionInfo.decode(parameters.value(SuitParameter.ENCRYPTION_INFO).orElseThrow());
    assertEquals(IMAGE, decryptor.decrypt(info, ciphertext).bytes());
  }

  @Test
  void personalizationDataOfTeepDecrypts() throws Exception {
    SuitParameters parameters = encrypted("teep-suit-personalization");
    SuitEncryptionInfo info =
        SuitEncryptionInfo.decode(parameters.value(SuitParameter.ENCRYPTION_INFO).orElseThrow());
    Bytes ciphertext = parameters.value(SuitParameter.CONTENT).orElseThrow();
    SuitDecryptor decryptor =
        SuitDecryptor.of(Keys.recipient(), SuitCoseProfile.SHA256_ESP256_ECDH_A128CTR);
    assertEquals(PERSONALIZATION, decryptor.decryptUnauthenticated(info, ciphertext).bytes());
    assertEquals(
        PERSONALIZATION, decryptor.decrypt(info, ciphertext, check(PERSONALIZATION)).bytes());
  }

  @Test
  void theContextOfTheKeyDerivationIsThePublishedOne() {
    assertEquals(
        EncryptionByHand.KDF_CONTEXT,
        SuitEncryptionPurpose.PAYLOAD
            .kdfContext()
            .encode(CoseAlgorithm.A128KW.label(), 128, EncryptionByHand.ECDH_ES_A128KW)
            .toHex());
  }

  @Test
  void whatIsDecodedIsEncodedAgain() throws Exception {
    for (String name : Stream.of("aes-kw-aes-gcm", "aes-kw-aes-ctr", "es-ecdh-aes-gcm").toList()) {
      Bytes encoded = Vectors.encodedEncryptionInfo(name);
      assertEquals(encoded, SuitEncryptionInfo.decode(encoded).encode().toBytes());
    }
    Map<Long, Bytes> unprotected =
        EncryptionByHand.parse(
                encrypted("firmware-encryption-es-ecdh-content")
                    .value(SuitParameter.ENCRYPTION_INFO)
                    .orElseThrow())
            .recipients()
            .get(0)
            .unprotected();
    assertEquals(Bytes.ofUtf8("kid-2"), new CborReader(unprotected.get(4L)).readBytes());
  }
}
