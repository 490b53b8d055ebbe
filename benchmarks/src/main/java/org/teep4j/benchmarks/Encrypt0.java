package org.teep4j.benchmarks;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseDecryptor;
import org.teep4j.cose.CoseEncrypt0;
import org.teep4j.cose.CoseEncryptor;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.DecryptOptions;
import org.teep4j.cose.SymmetricKey;

/**
 * A COSE_Encrypt0 by each provider, and beside it the bare calls of JCA with the same key over the
 * same bytes.
 */
public abstract class Encrypt0 extends Defaults {

  static final DecryptOptions OPTIONS = DecryptOptions.defaults().withUnauthenticatedEncryption();

  /** What encrypts, see {@link CipherKind}. */
  @Param({"A128GCM", "A256GCM", "CHACHA20_POLY1305", "A128CTR"})
  public String cipher = "A128GCM";

  /** Size of the plaintext. */
  @Param({"300", "1048576"})
  public int plaintextBytes = 300;

  /**
   * What does the work. With "default" this library chooses, and beside it stands what JCA would
   * choose.
   */
  @Param({"default", "JDK", "BouncyCastle", "Corretto", "Conscrypt"})
  public String cipherProvider = "default";

  byte[] array;
  Bytes plaintext;
  CoseEncryptor encryptor;
  CoseDecryptor decryptor;
  CoseEncrypt0 message;
  JcaCipher jca;
  byte[] nonce;
  byte[] ciphertext;

  /** Checks that each decrypts what the other has encrypted. */
  @Setup
  public final void setup() throws GeneralSecurityException {
    CipherKind kind = CipherKind.of(cipher);
    CoseKey key = CoseKeys.generate(kind.algorithm());
    SecretKey secret = secret(kind, key);
    boolean isDefault = cipherProvider.equals("default");
    Provider provider = kind.provider(isDefault ? "JDK" : cipherProvider);
    jca = new JcaCipher(kind, secret, provider);
    encryptor =
        isDefault ? CoseEncryptor.of(key) : CoseEncryptor.of(secret, kind.algorithm(), provider);
    decryptor =
        isDefault ? CoseDecryptor.of(key) : CoseDecryptor.of(secret, kind.algorithm(), provider);

    array = plaintext(plaintextBytes);
    plaintext = Bytes.wrap(array);
    message = encrypt(plaintext, encryptor);
    nonce = nonce(message);
    ciphertext = jca.encrypt(nonce, array, JcaCipher.WHOLE);
    Check.sameBytes("the bare calls", message.ciphertext().orElseThrow().toByteArray(), ciphertext);
    Check.sameBytes("the bare calls", array, jca.decrypt(nonce, ciphertext, 16 * 1024));
    Check.sameBytes("teep4j", array, message.decrypt(decryptor, OPTIONS).bytes().toByteArray());
    message.decrypt(CoseDecryptor.of(key), OPTIONS);
  }

  static byte[] plaintext(int size) {
    byte[] plaintext = new byte[size];
    for (int i = 0; i < size; i++) {
      plaintext[i] = (byte) (i * 7 + (i >>> 12));
    }
    return plaintext;
  }

  static SecretKey secret(CipherKind kind, CoseKey key) {
    return new SecretKeySpec(((SymmetricKey) key).k().toByteArray(), kind.keyName());
  }

  static CoseEncrypt0 encrypt(Bytes plaintext, CoseEncryptor encryptor)
      throws GeneralSecurityException {
    return CoseEncrypt0.builder()
        .plaintext(plaintext)
        .withUnauthenticatedEncryption()
        .encrypt(encryptor);
  }

  static byte[] nonce(CoseEncrypt0 message) {
    CoseHeaders headers = message.unverifiedHeaders();
    return headers.iv().orElseThrow().toByteArray();
  }
}
