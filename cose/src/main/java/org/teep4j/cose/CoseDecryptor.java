package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.teep4j.codec.Bytes;

/**
 * Decrypts content with one key and one algorithm. Implement it for a key that lives elsewhere;
 * {@link #of(CoseKey)} makes one from a key at hand.
 *
 * <p>The ones that are made here are immutable and safe for use by several threads.
 */
public interface CoseDecryptor {

  /**
   * The only algorithm that messages may name.
   *
   * @return the algorithm
   */
  CoseAlgorithm algorithm();

  /**
   * The identifier of the key.
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
   * Decrypts. An algorithm that authenticates hands out nothing before it has checked everything.
   *
   * @param iv the nonce or initialization vector, as long as the algorithm demands
   * @param aad the encoded Enc_structure (RFC 9052, Section 5.3); empty if the algorithm
   *     authenticates nothing
   * @param ciphertext the ciphertext, its tag at the end
   * @return the plaintext
   * @throws VerificationException if this key has not encrypted this with this {@code aad}; the
   *     reason is the same for whatever is wrong
   */
  Bytes decrypt(Bytes iv, Bytes aad, Bytes ciphertext) throws VerificationException;

  /**
   * Takes a key that has {@code alg}.
   *
   * @param key a symmetric key
   * @return what decrypts with it
   * @throws GeneralSecurityException if the key has no {@code alg} or no such one, {@code key_ops}
   *     includes neither {@code decrypt} nor {@code unwrap key}, its length does not fit, or
   *     nothing at hand has the algorithm
   */
  static CoseDecryptor of(CoseKey key) throws GeneralSecurityException {
    return of(key, SymmetricUse.algorithmOf(key));
  }

  /**
   * Takes a key and an algorithm.
   *
   * @param key a symmetric key, as long as the algorithm says
   * @param algorithm the only algorithm that messages may name
   * @return what decrypts with it
   * @throws GeneralSecurityException if {@code alg} or {@code key_ops} of the key forbid this use,
   *     its length does not fit, or nothing at hand has the algorithm
   */
  static CoseDecryptor of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyDecryptor.of(key, algorithm);
  }

  /**
   * Takes a key of the Java Cryptography Architecture. Whichever registered provider takes the key
   * does the work, so that the key may be one that never leaves it.
   *
   * @param key a secret key; its bytes need not be readable
   * @param algorithm the only algorithm that messages may name
   * @return what decrypts with it, without key identifier and Base IV
   * @throws GeneralSecurityException if the key does not fit the algorithm, or no registered
   *     provider has the algorithm
   */
  static CoseDecryptor of(SecretKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyDecryptor.of(key, algorithm, Optional.empty(), null);
  }

  /**
   * Takes a key of the Java Cryptography Architecture and a provider of the caller's choice.
   *
   * @param key a key that the provider can use; its bytes need not be readable
   * @param algorithm the only algorithm that messages may name
   * @param keyId the key identifier, or empty
   * @param provider does the work; need not be registered
   * @return what decrypts with it, without Base IV
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  static CoseDecryptor of(
      SecretKey key, CoseAlgorithm algorithm, Optional<Bytes> keyId, Provider provider)
      throws GeneralSecurityException {
    return KeyDecryptor.of(key, algorithm, keyId, provider);
  }
}
