package org.teep4j.cose;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.teep4j.codec.Bytes;

/**
 * Decrypts content with one key and one algorithm. Implement it for a remote key, for example in a
 * key management service; {@link #of(CoseKey)} makes one from a local key.
 *
 * <p>The decryptors of this library are immutable and safe for use by several threads.
 */
public interface CoseDecryptor {

  /** The only algorithm that messages may name. */
  CoseAlgorithm algorithm();

  /**
   * The identifier of the key.
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
   * Decrypts. An algorithm that authenticates must return no plaintext before it has checked all of
   * the ciphertext.
   *
   * @param iv the nonce or initialization vector, as long as the algorithm requires
   * @param aad the encoded Enc_structure (RFC 9052, Section 5.3); empty if the algorithm does not
   *     authenticate
   * @param ciphertext the ciphertext with the authentication tag at its end
   * @return the plaintext
   * @throws VerificationException if the ciphertext was not encrypted with this key and this {@code
   *     aad}; the reason is the same for every error
   */
  Bytes decrypt(Bytes iv, Bytes aad, Bytes ciphertext) throws VerificationException;

  /**
   * Decrypts content that is read from a source. This method reads it into memory; override it to
   * take it in pieces.
   *
   * @param iv the nonce or initialization vector, as long as the algorithm requires
   * @param aad the encoded Enc_structure; empty if the algorithm does not authenticate
   * @param ciphertext the ciphertext with the authentication tag at its end; may be read twice if
   *     it {@linkplain ContentSource#isRepeatable() can be}
   * @param plaintext receives the plaintext; not closed
   * @param releaseUnverified whether plaintext may be written before all of the ciphertext has been
   *     checked; if it is false, an algorithm that authenticates must not write any
   * @throws VerificationException if the ciphertext was not encrypted with this key and this {@code
   *     aad}
   * @throws IOException if the source cannot be read, does not have the length that it states, or
   *     is too long, or the plaintext cannot be written
   * @throws IllegalArgumentException if the ciphertext must be read twice and can be read only once
   */
  default void decrypt(
      Bytes iv,
      Bytes aad,
      ContentSource ciphertext,
      OutputStream plaintext,
      boolean releaseUnverified)
      throws VerificationException, IOException {
    decrypt(iv, aad, Bytes.wrap(ExactStream.readAll(ciphertext))).writeTo(plaintext);
  }

  /**
   * Makes a decryptor from a key that has {@code alg}.
   *
   * @param key a symmetric key
   * @return the decryptor
   * @throws GeneralSecurityException if the key has no {@code alg} or an unsuitable one, {@code
   *     key_ops} includes neither {@code decrypt} nor {@code unwrap key}, its length does not fit,
   *     or no implementation of the algorithm is present
   */
  static CoseDecryptor of(CoseKey key) throws GeneralSecurityException {
    return of(key, SymmetricUse.algorithmOf(key));
  }

  /**
   * Makes a decryptor from a key and an algorithm.
   *
   * @param key a symmetric key, as long as the algorithm says
   * @param algorithm the only algorithm that messages may name
   * @return the decryptor
   * @throws GeneralSecurityException if {@code alg} or {@code key_ops} of the key forbid this use,
   *     its length does not fit, or no implementation of the algorithm is present
   */
  static CoseDecryptor of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyDecryptor.of(key, algorithm);
  }

  /**
   * Makes a decryptor from a key of the Java Cryptography Architecture. A registered provider that
   * accepts the key does the work, so the key may be one that never leaves its provider.
   *
   * @param key a secret key; its bytes need not be readable
   * @param algorithm the only algorithm that messages may name
   * @return the decryptor, without key identifier and Base IV
   * @throws GeneralSecurityException if the key does not fit the algorithm, or no registered
   *     provider has the algorithm
   */
  static CoseDecryptor of(SecretKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyDecryptor.of(key, algorithm, Optional.empty(), null);
  }

  /**
   * Makes a decryptor from a key of the Java Cryptography Architecture and a provider of the
   * caller's choice.
   *
   * @param key a key that the provider can use; its bytes need not be readable
   * @param algorithm the only algorithm that messages may name
   * @param provider the provider to use; need not be registered
   * @return the decryptor, without Base IV or key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  static CoseDecryptor of(SecretKey key, CoseAlgorithm algorithm, Provider provider)
      throws GeneralSecurityException {
    return KeyDecryptor.of(key, algorithm, Optional.empty(), provider);
  }

  /**
   * Makes a decryptor as {@link #of(SecretKey, CoseAlgorithm, Provider)} does, with a key
   * identifier.
   *
   * @param key a key that the provider can use; its bytes need not be readable
   * @param algorithm the only algorithm that messages may name
   * @param keyId the key identifier
   * @param provider the provider to use; need not be registered
   * @return the decryptor, without Base IV
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  static CoseDecryptor of(SecretKey key, CoseAlgorithm algorithm, Bytes keyId, Provider provider)
      throws GeneralSecurityException {
    return KeyDecryptor.of(key, algorithm, Optional.of(keyId), provider);
  }
}
