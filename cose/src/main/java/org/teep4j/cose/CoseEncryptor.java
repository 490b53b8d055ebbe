package org.teep4j.cose;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Encrypts content with one key and one algorithm. Implement it for a remote key, for example in a
 * key management service; {@link #of(CoseKey)} makes one from a local key.
 *
 * <p>The encryptors of this library are safe for use by several threads. They count the messages
 * with a random nonce, see {@link CoseAlgorithm#mostRandomNonces()}, and are immutable otherwise.
 */
public interface CoseEncryptor {

  /** The only algorithm that the key is used with; messages name it in {@code alg}. */
  CoseAlgorithm algorithm();

  /**
   * The identifier of the key, which goes into the unprotected header.
   *
   * @return the {@code kid}, or empty if the key has none
   */
  Optional<Bytes> keyId();

  /**
   * The Base IV of the key. It is combined with a Partial IV in the headers of a message.
   *
   * @return as many bytes as the algorithm's nonce has, or empty if the key has none
   */
  default Optional<Bytes> baseIv() {
    return Optional.empty();
  }

  /**
   * Encrypts.
   *
   * @param iv the nonce or initialization vector, as long as the algorithm requires, never used
   *     before with this key
   * @param aad the encoded Enc_structure (RFC 9052, Section 5.3); empty if the algorithm does not
   *     authenticate
   * @param plaintext the content to encrypt; need not be copied
   * @return the ciphertext with the authentication tag at its end
   * @throws GeneralSecurityException if the key cannot be used, or the plaintext is too long
   */
  byte[] encrypt(Bytes iv, Bytes aad, Segments plaintext) throws GeneralSecurityException;

  /**
   * Encrypts content that is read from a source. This method reads it into memory; override it to
   * take it in pieces.
   *
   * @param iv the nonce or initialization vector, as for {@link #encrypt(Bytes, Bytes, Segments)}
   * @param aad the encoded Enc_structure; empty if the algorithm does not authenticate
   * @param plaintext the content to encrypt; read once
   * @param ciphertext gets the ciphertext with the authentication tag at its end; not closed
   * @throws GeneralSecurityException if the key cannot be used, or the plaintext is too long
   * @throws IOException if the source cannot be read, does not have the length that it states, or
   *     is too long, or the ciphertext cannot be written
   */
  default void encrypt(Bytes iv, Bytes aad, ContentSource plaintext, OutputStream ciphertext)
      throws GeneralSecurityException, IOException {
    ciphertext.write(encrypt(iv, aad, ExactStream.inMemory(plaintext)));
  }

  /**
   * Makes an encryptor from a key that has {@code alg}.
   *
   * @param key a symmetric key
   * @return the encryptor
   * @throws GeneralSecurityException if the key has no {@code alg} or an unsuitable one, {@code
   *     key_ops} includes neither {@code encrypt} nor {@code wrap key}, its length does not fit, or
   *     no implementation of the algorithm is present
   */
  static CoseEncryptor of(CoseKey key) throws GeneralSecurityException {
    return of(key, SymmetricUse.algorithmOf(key));
  }

  /**
   * Makes an encryptor from a key and an algorithm.
   *
   * @param key a symmetric key, as long as the algorithm says
   * @param algorithm the algorithm that messages name
   * @return the encryptor
   * @throws GeneralSecurityException if {@code alg} or {@code key_ops} of the key forbid this use,
   *     its length does not fit, or no implementation of the algorithm is present
   */
  static CoseEncryptor of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyEncryptor.of(key, algorithm);
  }

  /**
   * Makes an encryptor from a key of the Java Cryptography Architecture. A registered provider that
   * accepts the key does the work, so the key may be one that never leaves its provider.
   *
   * @param key a secret key; its bytes need not be readable
   * @param algorithm the algorithm that messages name
   * @return the encryptor, without key identifier and Base IV
   * @throws GeneralSecurityException if the key does not fit the algorithm, or no registered
   *     provider has the algorithm
   */
  static CoseEncryptor of(SecretKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyEncryptor.of(key, algorithm, Optional.empty(), null);
  }

  /**
   * Makes an encryptor from a key of the Java Cryptography Architecture and a provider of the
   * caller's choice.
   *
   * @param key a key that the provider can use; its bytes need not be readable
   * @param algorithm the algorithm that messages name
   * @param provider the provider to use; need not be registered
   * @return the encryptor, without Base IV or key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  static CoseEncryptor of(SecretKey key, CoseAlgorithm algorithm, Provider provider)
      throws GeneralSecurityException {
    return KeyEncryptor.of(key, algorithm, Optional.empty(), provider);
  }

  /**
   * Makes an encryptor as {@link #of(SecretKey, CoseAlgorithm, Provider)} does, with a key
   * identifier.
   *
   * @param key a key that the provider can use; its bytes need not be readable
   * @param algorithm the algorithm that messages name
   * @param keyId the key identifier that messages name
   * @param provider the provider to use; need not be registered
   * @return the encryptor, without Base IV
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  static CoseEncryptor of(SecretKey key, CoseAlgorithm algorithm, Bytes keyId, Provider provider)
      throws GeneralSecurityException {
    return KeyEncryptor.of(key, algorithm, Optional.of(keyId), provider);
  }
}
