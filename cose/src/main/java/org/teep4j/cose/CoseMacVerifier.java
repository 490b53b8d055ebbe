package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Verifies MACs with one key and one algorithm. Implement it for a remote key, for example in a key
 * management service; {@link #of(CoseKey)} makes one from a local key.
 *
 * <p>The verifiers of this library are immutable and safe for use by several threads.
 */
public interface CoseMacVerifier {

  /** The only algorithm that messages may name. */
  CoseAlgorithm algorithm();

  /**
   * The identifier of the key.
   *
   * @return the {@code kid}, or empty if the key has none
   */
  Optional<Bytes> keyId();

  /**
   * Verifies a tag.
   *
   * @param toBeMaced the encoded MAC_structure (RFC 9052, Section 6.3)
   * @param tag the tag of the message, of any length
   * @throws VerificationException if the tag is not the complete tag of this key over these bytes
   */
  void verify(Segments toBeMaced, Bytes tag) throws VerificationException;

  /**
   * Verifies a tag over bytes that are read from a source. This method reads them into memory;
   * override it to take them in pieces.
   *
   * @param toBeMaced the encoded MAC_structure; read once
   * @param tag the tag of the message, of any length
   * @throws VerificationException if the tag is not the complete tag of this key over these bytes
   * @throws IOException if the source cannot be read, does not have the length that it states, or
   *     is too long
   */
  default void verify(ContentSource toBeMaced, Bytes tag)
      throws VerificationException, IOException {
    verify(ExactStream.inMemory(toBeMaced), tag);
  }

  /**
   * A verifier for a key that has {@code alg}.
   *
   * @param key a symmetric key
   * @return the verifier
   * @throws GeneralSecurityException if the key has no {@code alg} or an unsuitable one, {@code
   *     key_ops} does not include {@code MAC verify}, its length does not fit, or no provider has
   *     the algorithm
   */
  static CoseMacVerifier of(CoseKey key) throws GeneralSecurityException {
    return of(key, SymmetricUse.algorithmOf(key));
  }

  /**
   * A verifier for a key and an algorithm.
   *
   * @param key a symmetric key; as long as the algorithm says, or longer for HMAC
   * @param algorithm the only algorithm that messages may name
   * @return the verifier
   * @throws GeneralSecurityException if {@code alg} or {@code key_ops} of the key forbid this use,
   *     its length does not fit, or no provider has the algorithm
   */
  static CoseMacVerifier of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyMacVerifier.of(key, algorithm);
  }

  /**
   * A verifier for a key of the Java Cryptography Architecture. A registered provider that accepts
   * the key does the work, so the key may be one that never leaves its provider.
   *
   * @param key a secret key; its bytes need not be readable
   * @param algorithm the only algorithm that messages may name
   * @return the verifier, without key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or no registered
   *     provider has the algorithm
   */
  static CoseMacVerifier of(SecretKey key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    return KeyMacVerifier.of(key, algorithm, Optional.empty(), null);
  }

  /**
   * A verifier for a key of the Java Cryptography Architecture and a provider of the caller's
   * choice.
   *
   * @param key a key that the provider can use; its bytes need not be readable
   * @param algorithm the only algorithm that messages may name
   * @param provider the provider to use; need not be registered
   * @return the verifier, which has no key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  static CoseMacVerifier of(SecretKey key, CoseAlgorithm algorithm, Provider provider)
      throws GeneralSecurityException {
    return KeyMacVerifier.of(key, algorithm, Optional.empty(), provider);
  }

  /**
   * A verifier as {@link #of(SecretKey, CoseAlgorithm, Provider)} makes it, with a key identifier.
   *
   * @param key a key that the provider can use; its bytes need not be readable
   * @param algorithm the only algorithm that messages may name
   * @param keyId the key identifier
   * @param provider the provider to use; need not be registered
   * @return the verifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  static CoseMacVerifier of(SecretKey key, CoseAlgorithm algorithm, Bytes keyId, Provider provider)
      throws GeneralSecurityException {
    return KeyMacVerifier.of(key, algorithm, Optional.of(keyId), provider);
  }
}
