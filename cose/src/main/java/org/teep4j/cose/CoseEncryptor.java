package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Encrypts content with one key and one algorithm. Implement it for a key that lives elsewhere;
 * {@link #of(CoseKey)} makes one from a key at hand.
 *
 * <p>The ones that are made here are safe for use by several threads. They count the messages that
 * get a random nonce, see {@link CoseAlgorithm#mostRandomNonces()}; all else of them is immutable.
 */
public interface CoseEncryptor {

  /**
   * The algorithm that this key is bound to here, and that messages name.
   *
   * @return the algorithm
   */
  CoseAlgorithm algorithm();

  /**
   * The identifier of the key, which goes into the unprotected header.
   *
   * @return the {@code kid}, or empty if the key has none
   */
  Optional<Bytes> keyId();

  /**
   * The Base IV of the key, which a Partial IV in the headers of a message is combined with.
   *
   * @return as many bytes as the algorithm's nonce has, or empty if the key has none
   */
  default Optional<Bytes> baseIv() {
    return Optional.empty();
  }

  /**
   * Encrypts.
   *
   * @param iv the nonce or initialization vector, as long as the algorithm demands, never used
   *     before with this key
   * @param aad the encoded Enc_structure (RFC 9052, Section 5.3); empty if the algorithm
   *     authenticates nothing
   * @param plaintext what to encrypt; read it from where it lies
   * @return the ciphertext, its tag at the end
   * @throws GeneralSecurityException if the key cannot be used, or the plaintext is too long
   */
  byte[] encrypt(Bytes iv, Bytes aad, Segments plaintext) throws GeneralSecurityException;

  /**
   * Takes a key that has {@code alg}.
   *
   * @param key a symmetric key
   * @return what encrypts with it
   * @throws GeneralSecurityException if the key has no {@code alg} or no such one, {@code key_ops}
   *     includes neither {@code encrypt} nor {@code wrap key}, its length does not fit, or nothing
   *     at hand has the algorithm
   */
  static CoseEncryptor of(CoseKey key) throws GeneralSecurityException {
    return of(key, SymmetricUse.algorithmOf(key));
  }

  /**
   * Takes a key and an algorithm.
   *
   * @param key a symmetric key, as long as the algorithm says
   * @param algorithm the algorithm that messages name
   * @return what encrypts with it
   * @throws GeneralSecurityException if {@code alg} or {@code key_ops} of the key forbid this use,
   *     its length does not fit, or nothing at hand has the algorithm
   */
  static CoseEncryptor of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyEncryptor.of(key, algorithm);
  }

  /**
   * Takes a key of the Java Cryptography Architecture. Whichever registered provider takes the key
   * does the work, so that the key may be one that never leaves it.
   *
   * @param key a secret key; its bytes need not be readable
   * @param algorithm the algorithm that messages name
   * @return what encrypts with it, without key identifier and Base IV
   * @throws GeneralSecurityException if the key does not fit the algorithm, or no registered
   *     provider has the algorithm
   */
  static CoseEncryptor of(SecretKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyEncryptor.of(key, algorithm, Optional.empty(), null);
  }

  /**
   * Takes a key of the Java Cryptography Architecture and a provider of the caller's choice.
   *
   * @param key a key that the provider can use; its bytes need not be readable
   * @param algorithm the algorithm that messages name
   * @param keyId the key identifier that messages name, or empty
   * @param provider does the work; need not be registered
   * @return what encrypts with it, without Base IV
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  static CoseEncryptor of(
      SecretKey key, CoseAlgorithm algorithm, Optional<Bytes> keyId, Provider provider)
      throws GeneralSecurityException {
    return KeyEncryptor.of(key, algorithm, keyId, provider);
  }
}
