package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;

/**
 * ECDH-ES with key wrap around A128GCM with nothing but JCA on the other side: structures are
 * written out as bytes, and nothing of this library computes there.
 */
class EcdhByHandTest {

  /** {1: 1}: A128GCM. */
  private static final String BODY_PROTECTED = "a10101";

  /** What the three algorithms differ in. */
  enum Wrap {
    /** ECDH-ES + A128KW. */
    A128KW(CoseAlgorithm.ECDH_ES_A128KW, "a101381c", "22", "1880", 16),
    /** ECDH-ES + A192KW. */
    A192KW(CoseAlgorithm.ECDH_ES_A192KW, "a101381d", "23", "18c0", 24),
    /** ECDH-ES + A256KW. */
    A256KW(CoseAlgorithm.ECDH_ES_A256KW, "a101381e", "24", "190100", 32);

    final CoseAlgorithm algorithm;
    final String recipientProtected;
    final int length;

    /** COSE_KDF_Context for the key wrap, all that is left to the application nil. */
    final String context;

    Wrap(CoseAlgorithm algorithm, String recipientProtected, String wrap, String bits, int length) {
      this.algorithm = algorithm;
      this.recipientProtected = recipientProtected;
      this.length = length;
      this.context =
          "84" + wrap + "83f6f6f6" + "83f6f6f6" + "82" + bits + "44" + recipientProtected;
    }
  }

  /** ["Encrypt", h'a10101', h'']. */
  private static final String AAD = "83" + "67456e6372797074" + "43" + BODY_PROTECTED + "40";

  private static final byte[] PLAINTEXT = "by hand".getBytes(StandardCharsets.UTF_8);

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** The key encryption key: extract with zeros for a salt, and one step of expand. */
  private static SecretKey kek(Wrap wrap, PrivateKey own, PublicKey peer)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(own);
    agreement.doPhase(peer, true);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    byte[] extracted = mac.doFinal(agreement.generateSecret());
    mac.init(new SecretKeySpec(extracted, "HmacSHA256"));
    mac.update(hex(wrap.context));
    mac.update((byte) 1);
    return new SecretKeySpec(Arrays.copyOf(mac.doFinal(), wrap.length), "AES");
  }

  private static Cipher gcm(int mode, SecretKey key, byte[] iv) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(128, iv));
    cipher.updateAAD(hex(AAD));
    return cipher;
  }

  private static String coordinate(java.math.BigInteger number) {
    String digits = number.toString(16);
    return "0".repeat(64 - digits.length()) + digits;
  }

  @ParameterizedTest
  @EnumSource
  void whatWasEncryptedByHandIsDecrypted(Wrap with) throws Exception {
    KeyPair ephemeral = Keys.ec("secp256r1").generateKeyPair();
    CoseKey recipient = Keys.on(CoseCurve.P256);
    SecretKey content = new SecretKeySpec(hex("000102030405060708090a0b0c0d0e0f"), "AES");
    Cipher wrap = Cipher.getInstance("AESWrap");
    wrap.init(Cipher.WRAP_MODE, kek(with, ephemeral.getPrivate(), CoseKeys.toPublicKey(recipient)));
    byte[] iv = hex("0f0e0d0c0b0a090807060504");
    ECPublicKey point = (ECPublicKey) ephemeral.getPublic();
    String message =
        "96([h'%s', {5: h'%s'}, h'%s', [[h'%s', {-1: {1: 2, -1: 1, -2: h'%s', -3: h'%s'}}, h'%s']]])"
            .formatted(
                BODY_PROTECTED,
                HexFormat.of().formatHex(iv),
                HexFormat.of().formatHex(gcm(Cipher.ENCRYPT_MODE, content, iv).doFinal(PLAINTEXT)),
                with.recipientProtected,
                coordinate(point.getW().getAffineX()),
                coordinate(point.getW().getAffineY()),
                HexFormat.of().formatHex(wrap.wrap(content)));
    DecryptedPayload decrypted =
        CoseEncrypt.decode(Edn.parse(message))
            .decrypt(ContentKeyRecipient.of(recipient, with.algorithm));
    assertEquals(Bytes.wrap(PLAINTEXT), decrypted.bytes());
  }

  @ParameterizedTest
  @EnumSource
  void whatWasEncryptedIsDecryptedByHand(Wrap with) throws Exception {
    CoseKey recipient = Keys.on(CoseCurve.P256);
    CoseEncrypt message =
        CoseEncrypt.builder()
            .plaintext(Bytes.wrap(PLAINTEXT))
            .recipient(ContentKeySender.of(recipient.toPublic(), with.algorithm))
            .encrypt(CoseAlgorithm.A128GCM);
    assertEquals(BODY_PROTECTED, message.headers().protectedBytes().toHex());
    CoseRecipient sent = message.recipients().get(0);
    assertEquals(with.recipientProtected, sent.headers().protectedBytes().toHex());
    Optional<Bytes> ephemeral = sent.headers().parameter(CoseLabel.of(-1));
    PublicKey peer = CoseKeys.toPublicKey(CoseKey.decode(ephemeral.orElseThrow()));
    Cipher unwrap = Cipher.getInstance("AESWrap");
    unwrap.init(Cipher.UNWRAP_MODE, kek(with, CoseKeys.toPrivateKey(recipient), peer));
    SecretKey content =
        (SecretKey)
            unwrap.unwrap(sent.ciphertext().orElseThrow().toByteArray(), "AES", Cipher.SECRET_KEY);
    byte[] iv = message.headers().iv().orElseThrow().toByteArray();
    byte[] ciphertext = message.ciphertext().orElseThrow().toByteArray();
    assertArrayEquals(PLAINTEXT, gcm(Cipher.DECRYPT_MODE, content, iv).doFinal(ciphertext));
    assertEquals(List.of(sent), message.recipients());
  }
}
