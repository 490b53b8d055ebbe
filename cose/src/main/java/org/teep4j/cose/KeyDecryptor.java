package org.teep4j.cose;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.internal.KeyIdText;

/** Decrypts with a key in memory or a key of a provider. */
record KeyDecryptor(
    CoseAlgorithm algorithm, Optional<Bytes> keyId, Optional<Bytes> baseIv, ContentCipher cipher)
    implements CoseDecryptor {

  static KeyDecryptor of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    SecretKey secret =
        SymmetricUse.check(key, algorithm, KeyOperation.DECRYPT, KeyOperation.UNWRAP_KEY);
    return new KeyDecryptor(
        algorithm, key.keyId(), key.baseIv(), ContentCipher.of(secret, algorithm, null));
  }

  static KeyDecryptor of(
      SecretKey key, CoseAlgorithm algorithm, Optional<Bytes> keyId, @Nullable Provider provider)
      throws GeneralSecurityException {
    SymmetricUse.check(key, algorithm);
    return new KeyDecryptor(
        algorithm, keyId, Optional.empty(), ContentCipher.of(key, algorithm, provider));
  }

  /** For a content key of a received message. */
  static KeyDecryptor ofContentKey(byte[] key, CoseAlgorithm algorithm, Optional<Bytes> keyId)
      throws GeneralSecurityException {
    SecretKey secret = SymmetricUse.secretKey(key, algorithm);
    return new KeyDecryptor(
        algorithm, keyId, Optional.empty(), ContentCipher.of(secret, algorithm, null));
  }

  @Override
  public Bytes decrypt(Bytes iv, Bytes aad, Bytes ciphertext) throws VerificationException {
    return cipher.decrypt(iv, aad, ciphertext);
  }

  @Override
  public void decrypt(
      Bytes iv, Bytes aad, ContentSource ciphertext, OutputStream plaintext, boolean releasing)
      throws VerificationException, IOException {
    cipher.decrypt(iv, aad, ciphertext, plaintext, releasing);
  }

  @Override
  public String toString() {
    return "CoseDecryptor[" + algorithm + KeyIdText.of(keyId) + "]";
  }
}
