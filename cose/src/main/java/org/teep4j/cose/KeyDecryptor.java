package org.teep4j.cose;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;

/** Decrypts with a key at hand, or in the hands of a provider. */
final class KeyDecryptor implements CoseDecryptor {

  private final CoseAlgorithm algorithm;
  private final Optional<Bytes> keyId;
  private final Optional<Bytes> baseIv;
  private final ContentCipher cipher;

  private KeyDecryptor(
      CoseAlgorithm algorithm,
      Optional<Bytes> keyId,
      Optional<Bytes> baseIv,
      ContentCipher cipher) {
    this.algorithm = algorithm;
    this.keyId = keyId;
    this.baseIv = baseIv;
    this.cipher = cipher;
  }

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

  @Override
  public CoseAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public Optional<Bytes> keyId() {
    return keyId;
  }

  @Override
  public Optional<Bytes> baseIv() {
    return baseIv;
  }

  @Override
  public Bytes decrypt(Bytes iv, Bytes aad, Bytes ciphertext) throws VerificationException {
    return cipher.decrypt(iv, aad, ciphertext);
  }

  void decrypt(
      Bytes iv, Bytes aad, ContentSource ciphertext, OutputStream plaintext, boolean releasing)
      throws VerificationException, IOException {
    cipher.decrypt(iv, aad, ciphertext, plaintext, releasing);
  }

  @Override
  public String toString() {
    return "CoseDecryptor[" + algorithm + ", kid=" + keyId + "]";
  }
}
