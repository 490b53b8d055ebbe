package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Makes MACs with one key and one algorithm. Implement it for a key that lives elsewhere; {@link
 * #of(CoseKey)} makes one from a key at hand.
 *
 * <p>The ones that are made here are immutable and safe for use by several threads.
 */
public interface CoseMacCreator {

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
   * Computes a tag.
   *
   * @param toBeMaced the encoded MAC_structure (RFC 9052, Section 6.3); read it from where it lies
   * @return the tag, as long as the algorithm says
   * @throws GeneralSecurityException if the key cannot be used
   */
  byte[] mac(Segments toBeMaced) throws GeneralSecurityException;

  /**
   * Takes a key that has {@code alg}.
   *
   * @param key a symmetric key
   * @return what makes MACs with it
   * @throws GeneralSecurityException if the key has no {@code alg} or no such one, {@code key_ops}
   *     does not include {@code MAC create}, its length does not fit, or no provider has the
   *     algorithm
   */
  static CoseMacCreator of(CoseKey key) throws GeneralSecurityException {
    return of(key, SymmetricUse.algorithmOf(key));
  }

  /**
   * Takes a key and an algorithm.
   *
   * @param key a symmetric key; as long as the algorithm says, or longer for HMAC
   * @param algorithm the algorithm that messages name
   * @return what makes MACs with it
   * @throws GeneralSecurityException if {@code alg} or {@code key_ops} of the key forbid this use,
   *     its length does not fit, or no provider has the algorithm
   */
  static CoseMacCreator of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyMacCreator.of(key, algorithm);
  }

  /**
   * Takes a key of the Java Cryptography Architecture. Whichever registered provider takes the key
   * does the work, so that the key may be one that never leaves it.
   *
   * @param key a secret key; its bytes need not be readable
   * @param algorithm the algorithm that messages name
   * @return what makes MACs with it, without key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or no registered
   *     provider has the algorithm
   */
  static CoseMacCreator of(SecretKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyMacCreator.of(key, algorithm, Optional.empty(), null);
  }

  /**
   * Takes a key of the Java Cryptography Architecture and a provider of the caller's choice.
   *
   * @param key a key that the provider can use; its bytes need not be readable
   * @param algorithm the algorithm that messages name
   * @param keyId the key identifier that messages name, or empty
   * @param provider does the work; need not be registered
   * @return what makes MACs with it
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  static CoseMacCreator of(
      SecretKey key, CoseAlgorithm algorithm, Optional<Bytes> keyId, Provider provider)
      throws GeneralSecurityException {
    return KeyMacCreator.of(key, algorithm, keyId, provider);
  }
}
