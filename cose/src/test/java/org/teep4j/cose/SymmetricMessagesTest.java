package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.AlgorithmTraits.Encrypting;
import org.teep4j.cose.CoseAlgorithm.Kind;

/**
 * What is MACed is verified, and what is encrypted is decrypted: every algorithm and every form.
 */
class SymmetricMessagesTest {

  private static final Bytes CONTENT = Bytes.ofUtf8("some content");
  private static final Bytes AAD = Bytes.ofUtf8("external");
  private static final Bytes KID = Bytes.ofUtf8("kid-1");

  static Stream<CoseAlgorithm> macs() {
    return Arrays.stream(CoseAlgorithm.values()).filter(each -> each.kind() == Kind.MAC);
  }

  static Stream<CoseAlgorithm> ciphers() {
    return Arrays.stream(CoseAlgorithm.values())
        .filter(each -> each.traits() instanceof Encrypting);
  }

  /** With the external data, or what those that authenticate nothing take in its place. */
  static DecryptOptions options(CoseAlgorithm algorithm) {
    return EncryptionRules.authenticatesNothing(algorithm)
        ? DecryptOptions.defaults().withUnauthenticatedEncryption()
        : DecryptOptions.defaults().withExternalAad(AAD);
  }

  private static CoseEncrypt0Builder encrypt0(CoseAlgorithm algorithm) {
    CoseEncrypt0Builder builder = CoseEncrypt0.builder().plaintext(CONTENT);
    return EncryptionRules.authenticatesNothing(algorithm)
        ? builder.withUnauthenticatedEncryption()
        : builder.externalAad(AAD);
  }

  private static CoseEncryptBuilder encrypt(CoseAlgorithm algorithm) {
    CoseEncryptBuilder builder = CoseEncrypt.builder().plaintext(CONTENT);
    return EncryptionRules.authenticatesNothing(algorithm)
        ? builder.withUnauthenticatedEncryption()
        : builder.externalAad(AAD);
  }

  @Test
  void whatEncryptsWithoutAuthenticatingIsKnown() {
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      boolean encrypts = algorithm.kind() == CoseAlgorithm.Kind.CONTENT_ENCRYPTION;
      boolean bare = algorithm.ianaName().matches("A\\d+(CTR|CBC)");
      assertEquals(encrypts && !bare, algorithm.isAuthenticatedEncryption(), algorithm.name());
    }
  }

  @ParameterizedTest
  @MethodSource("macs")
  void mac0WithEveryAlgorithm(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = CoseKeys.generate(algorithm).withKeyId(KID);
    CoseMac0 made = CoseMac0.mac(CONTENT, CoseMacCreator.of(key));
    CoseMac0 decoded = CoseMac0.decode(Bytes.wrap(made.toByteArray()));
    assertEquals(made, decoded);
    assertTrue(decoded.isTagged());
    assertFalse(decoded.isDetached());
    assertEquals(CONTENT, decoded.unverifiedPayload());
    assertTrue(decoded.headers().isProtected(CoseHeaderParameter.ALG.label()));
    AuthenticatedPayload verified = decoded.verify(CoseMacVerifier.of(key));
    assertEquals(CONTENT, verified.bytes());
    assertEquals(algorithm, verified.algorithm());
    assertEquals(Optional.of(KID), verified.keyId());
    assertEquals(Optional.of(KID), verified.headers().keyId());
  }

  @ParameterizedTest
  @MethodSource("macs")
  void mac0DetachedAndUntagged(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = CoseKeys.generate(algorithm);
    CoseMac0 made =
        CoseMac0.builder()
            .headers(CoseHeaders.builder().contentType(CoseLabel.of(60)).build())
            .payload(Segments.of(CONTENT, AAD, CONTENT))
            .externalAad(AAD)
            .detached()
            .untagged()
            .mac(CoseMacCreator.of(key));
    CoseMac0 decoded = CoseMac0.decode(Bytes.wrap(made.toByteArray()));
    assertEquals(made, decoded);
    assertFalse(decoded.isTagged());
    assertTrue(decoded.isDetached());
    Bytes joined = Segments.of(CONTENT, AAD, CONTENT).toBytes();
    VerifyOptions options = VerifyOptions.defaults().withExternalAad(AAD);
    assertEquals(joined, decoded.verifyDetached(joined, CoseMacVerifier.of(key), options).bytes());
  }

  @ParameterizedTest
  @MethodSource("macs")
  void macForSeveralRecipients(CoseAlgorithm algorithm) throws Exception {
    SymmetricKey one = RecipientTest.symmetric(16);
    CoseKey other = RecipientTest.symmetric(32).withKeyId(KID);
    CoseMac made =
        CoseMac.builder()
            .payload(CONTENT)
            .externalAad(AAD)
            .recipient(ContentKeySender.of(one, CoseAlgorithm.A128KW))
            .recipient(ContentKeySender.of(other, CoseAlgorithm.A256KW))
            .mac(algorithm);
    CoseMac decoded = CoseMac.decode(Bytes.wrap(made.toByteArray()));
    assertEquals(made, decoded);
    assertEquals(2, decoded.recipients().size());
    VerifyOptions options = VerifyOptions.defaults().withExternalAad(AAD);
    AuthenticatedPayload byOne =
        decoded.verify(ContentKeyRecipient.of(one, CoseAlgorithm.A128KW), options);
    AuthenticatedPayload byOther =
        decoded.verify(ContentKeyRecipient.of(other, CoseAlgorithm.A256KW), options);
    assertEquals(CONTENT, byOne.bytes());
    assertEquals(CONTENT, byOther.bytes());
    assertEquals(algorithm, byOther.algorithm());
    assertEquals(Optional.of(KID), byOther.keyId());
  }

  @ParameterizedTest
  @MethodSource("macs")
  void macWithASharedKeyDetachedAndUntagged(CoseAlgorithm algorithm) throws Exception {
    SymmetricKey key = CoseKeys.generate(algorithm, SymmetricKey.class);
    CoseMac made =
        CoseMac.builder()
            .payload(CONTENT)
            .detached()
            .untagged()
            .recipient(ContentKeySender.of(key, CoseAlgorithm.DIRECT))
            .mac(algorithm);
    CoseMac decoded = CoseMac.decode(Bytes.wrap(made.toByteArray()));
    assertEquals(made, decoded);
    assertFalse(decoded.isTagged());
    assertTrue(decoded.isDetached());
    assertEquals(CONTENT, decoded.verifyDetached(CONTENT, ContentKeyRecipient.of(key)).bytes());
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void encrypt0WithEveryAlgorithm(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = CoseKeys.generate(algorithm).withKeyId(KID);
    CoseEncrypt0 made = encrypt0(algorithm).encrypt(CoseEncryptor.of(key));
    CoseEncrypt0 decoded = CoseEncrypt0.decode(Bytes.wrap(made.toByteArray()));
    assertEquals(made, decoded);
    assertTrue(decoded.isTagged());
    assertFalse(decoded.isDetached());
    boolean authenticated = !EncryptionRules.authenticatesNothing(algorithm);
    assertEquals(authenticated, decoded.headers().isProtected(CoseHeaderParameter.ALG.label()));
    DecryptedPayload decrypted = decoded.decrypt(CoseDecryptor.of(key), options(algorithm));
    assertEquals(CONTENT, decrypted.bytes());
    assertEquals(algorithm, decrypted.algorithm());
    assertEquals(Optional.of(KID), decrypted.keyId());
    // The IV is another one each time.
    CoseEncrypt0 again = encrypt0(algorithm).encrypt(CoseEncryptor.of(key));
    assertNotEquals(made.headers().iv(), again.headers().iv());
    assertNotEquals(made.ciphertext(), again.ciphertext());
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void encrypt0DetachedAndUntagged(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = CoseKeys.generate(algorithm);
    CoseEncrypt0 made = encrypt0(algorithm).untagged().encrypt(CoseEncryptor.of(key));
    CoseEncrypt0 decoded = CoseEncrypt0.decode(Bytes.wrap(made.withoutCiphertext().toByteArray()));
    assertEquals(made.withoutCiphertext(), decoded);
    assertFalse(decoded.isTagged());
    assertTrue(decoded.isDetached());
    assertEquals(Optional.empty(), decoded.ciphertext());
    CoseDecryptor decryptor = CoseDecryptor.of(key);
    assertEquals(
        CONTENT,
        decoded
            .decryptDetached(made.ciphertext().orElseThrow(), decryptor, options(algorithm))
            .bytes());
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void encryptForSeveralRecipients(CoseAlgorithm algorithm) throws Exception {
    SymmetricKey one = RecipientTest.symmetric(16);
    CoseKey other = RecipientTest.symmetric(24).withKeyId(KID);
    CoseEncrypt made =
        encrypt(algorithm)
            .untagged()
            .recipient(ContentKeySender.of(one, CoseAlgorithm.A128KW))
            .recipient(ContentKeySender.of(other, CoseAlgorithm.A192KW))
            .encrypt(algorithm);
    CoseEncrypt decoded = CoseEncrypt.decode(Bytes.wrap(made.withoutCiphertext().toByteArray()));
    assertEquals(made.withoutCiphertext(), decoded);
    assertFalse(decoded.isTagged());
    assertEquals(2, decoded.recipients().size());
    for (ContentKeyRecipient recipient :
        List.of(
            ContentKeyRecipient.of(one, CoseAlgorithm.A128KW),
            ContentKeyRecipient.of(other, CoseAlgorithm.A192KW))) {
      DecryptedPayload decrypted =
          decoded.decryptDetached(made.ciphertext().orElseThrow(), recipient, options(algorithm));
      assertEquals(CONTENT, decrypted.bytes());
      assertEquals(algorithm, decrypted.algorithm());
      assertEquals(recipient.keyId(), decrypted.keyId());
    }
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void encryptWithASharedKey(CoseAlgorithm algorithm) throws Exception {
    SymmetricKey key = CoseKeys.generate(algorithm, SymmetricKey.class);
    CoseEncrypt made =
        encrypt(algorithm)
            .recipient(ContentKeySender.of(key, CoseAlgorithm.DIRECT))
            .encrypt(algorithm);
    CoseEncrypt decoded = CoseEncrypt.decode(Bytes.wrap(made.toByteArray()));
    assertEquals(made, decoded);
    assertTrue(decoded.isTagged());
    assertTrue(decoded.ciphertext().isPresent());
    assertEquals(CONTENT, decoded.decrypt(ContentKeyRecipient.of(key), options(algorithm)).bytes());
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void contentOfEveryLengthAroundBlocksAndPieces(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = CoseKeys.generate(algorithm);
    CoseEncryptor encryptor = CoseEncryptor.of(key);
    CoseDecryptor decryptor = CoseDecryptor.of(key);
    for (int length : new int[] {0, 1, 15, 16, 17, 16383, 16384, 16385, 32768, 65535}) {
      byte[] content = new byte[length];
      Arrays.fill(content, (byte) length);
      CoseEncrypt0 made =
          encrypt0(algorithm)
              .plaintext(
                  Segments.of(
                      Bytes.wrap(content, 0, length / 3),
                      Bytes.wrap(content, length / 3, length - length / 3)))
              .encrypt(encryptor);
      assertEquals(
          Bytes.wrap(content), made.decrypt(decryptor, options(algorithm)).bytes(), "" + length);
    }
  }

  @ParameterizedTest
  @MethodSource("macs")
  void payloadOfEveryLengthAroundBlocksAndPieces(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = CoseKeys.generate(algorithm);
    for (int length : new int[] {0, 1, 2, 3, 15, 16, 17, 16383, 16384, 16385, 65536}) {
      byte[] content = new byte[length];
      Arrays.fill(content, (byte) length);
      CoseMac0 inPieces =
          CoseMac0.builder()
              .payload(
                  Segments.of(
                      Bytes.wrap(content, 0, length / 3),
                      Bytes.wrap(content, length / 3, length - length / 3)))
              .mac(CoseMacCreator.of(key));
      CoseMac0 whole = CoseMac0.mac(Bytes.wrap(content), CoseMacCreator.of(key));
      assertEquals(whole, inPieces);
      whole.verify(CoseMacVerifier.of(key));
    }
  }
}
