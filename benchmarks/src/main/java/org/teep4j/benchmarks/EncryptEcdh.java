package org.teep4j.benchmarks;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseCurve;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.DecryptedPayload;

/**
 * A COSE_Encrypt for one recipient: ECDH-ES with A128KW on P-256, the content with A128GCM. Beside
 * it the bare calls of JCA that it takes: an ephemeral key, the agreement, HKDF with SHA-256, the
 * key wrap and the cipher. They make no message, so that nobody could decrypt theirs.
 */
public class EncryptEcdh extends Defaults {

  /** Size of the plaintext. */
  @Param({"300", "1048576"})
  public int plaintextBytes = 300;

  private byte[] array;
  private Bytes plaintext;
  private ContentKeySender sender;
  private ContentKeyRecipient recipient;
  private CoseEncrypt message;
  private KeyPair pair;
  private KeyPair peer;
  private byte[] wrapped;
  private byte[] nonce;
  private byte[] ciphertext;

  /** Checks that both decrypt what was encrypted. */
  @Setup
  public void setup() throws GeneralSecurityException {
    CoseKey key = CoseKeys.generate(CoseCurve.P256);
    sender = ContentKeySender.of(key.toPublic(), CoseAlgorithm.ECDH_ES_A128KW);
    recipient = ContentKeyRecipient.of(key, CoseAlgorithm.ECDH_ES_A128KW);
    array = Encrypt0.plaintext(plaintextBytes);
    plaintext = Bytes.wrap(array);
    message = teep4jEncrypt();
    Check.sameBytes("teep4j", array, teep4jDecrypt().bytes().toByteArray());
    pair = ephemeral();
    peer = ephemeral();
    nonce = new byte[CipherKind.A128GCM.nonceBytes()];
    ciphertext = cipher(new byte[16]).encrypt(nonce, array, 16 << 10);
    Cipher wrap = Cipher.getInstance("AESWrap");
    wrap.init(Cipher.WRAP_MODE, agree(peer, pair));
    wrapped = wrap.wrap(new SecretKeySpec(new byte[16], "AES"));
    Check.sameBytes("the bare calls", array, jcaDecrypt());
  }

  /** With this library. */
  @Benchmark
  public CoseEncrypt teep4jEncrypt() throws GeneralSecurityException {
    return CoseEncrypt.builder()
        .plaintext(plaintext)
        .recipient(sender)
        .encrypt(CoseAlgorithm.A128GCM);
  }

  /** With this library. */
  @Benchmark
  public DecryptedPayload teep4jDecrypt() throws GeneralSecurityException {
    return message.decrypt(recipient);
  }

  private static KeyPair ephemeral() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /** The key of the key wrap. What else goes into the derivation is as long, and other bytes. */
  private static SecretKeySpec agree(KeyPair own, KeyPair other) throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(own.getPrivate());
    agreement.doPhase(other.getPublic(), true);
    byte[] extracted = hmac(new byte[32], agreement.generateSecret());
    return new SecretKeySpec(hmac(extracted, new byte[20]), 0, 16, "AES");
  }

  private static byte[] hmac(byte[] key, byte[] input) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(input);
  }

  private static JcaCipher cipher(byte[] key) {
    CipherKind kind = CipherKind.A128GCM;
    return new JcaCipher(kind, new SecretKeySpec(key, kind.keyName()), kind.provider("JDK"));
  }

  /** The bare calls, the content in chunks of 16 KiB. */
  @Benchmark
  public byte[] jcaEncrypt() throws GeneralSecurityException {
    Cipher wrap = Cipher.getInstance("AESWrap");
    wrap.init(Cipher.WRAP_MODE, agree(ephemeral(), peer));
    byte[] key = new byte[16];
    byte[] ignored = wrap.wrap(new SecretKeySpec(key, "AES"));
    return ignored.length == wrapped.length ? cipher(key).encrypt(array, 16 << 10) : ignored;
  }

  /** The bare calls, the content in one. */
  @Benchmark
  public byte[] jcaDecrypt() throws GeneralSecurityException {
    Cipher unwrap = Cipher.getInstance("AESWrap");
    unwrap.init(Cipher.UNWRAP_MODE, agree(pair, peer));
    byte[] key = unwrap.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
    return cipher(key).decrypt(nonce, ciphertext, JcaCipher.WHOLE);
  }
}
