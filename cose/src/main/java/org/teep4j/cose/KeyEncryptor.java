package org.teep4j.cose;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.internal.KeyIdText;

/** Encrypts with a key in memory or a key of a provider. */
record KeyEncryptor(
    CoseAlgorithm algorithm,
    Optional<Bytes> keyId,
    Optional<Bytes> baseIv,
    ContentCipher cipher,
    AtomicLong randomNonces)
    implements CoseEncryptor {

  static KeyEncryptor of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    SecretKey secret =
        SymmetricUse.check(key, algorithm, KeyOperation.ENCRYPT, KeyOperation.WRAP_KEY);
    return new KeyEncryptor(
        algorithm,
        key.keyId(),
        key.baseIv(),
        ContentCipher.of(secret, algorithm, null),
        new AtomicLong());
  }

  static KeyEncryptor of(
      SecretKey key, CoseAlgorithm algorithm, Optional<Bytes> keyId, @Nullable Provider provider)
      throws GeneralSecurityException {
    SymmetricUse.check(key, algorithm);
    return new KeyEncryptor(
        algorithm,
        keyId,
        Optional.empty(),
        ContentCipher.of(key, algorithm, provider),
        new AtomicLong());
  }

  /** Counts random nonces, and refuses to exceed the limit of the algorithm. */
  void countRandomNonce() throws InvalidKeyException {
    long most = algorithm.mostRandomNonces().orElse(0);
    if (randomNonces.incrementAndGet() > most) {
      throw new InvalidKeyException(
          "the key has encrypted "
              + most
              + " messages with random nonces: take a new key, or count the messages in a Partial"
              + " IV");
    }
  }

  @Override
  public byte[] encrypt(Bytes iv, Bytes aad, Segments plaintext) throws GeneralSecurityException {
    return cipher.encrypt(iv, aad, plaintext);
  }

  @Override
  public void encrypt(Bytes iv, Bytes aad, ContentSource plaintext, OutputStream ciphertext)
      throws GeneralSecurityException, IOException {
    cipher.encrypt(iv, aad, plaintext, ciphertext);
  }

  @Override
  public String toString() {
    return "CoseEncryptor[" + algorithm + KeyIdText.of(keyId) + "]";
  }
}
