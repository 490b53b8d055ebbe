package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Computes MACs with one key and one algorithm. Implement it for a remote key, for example in a key
 * management service; {@link #of(CoseKey)} makes one from a local key.
 *
 * <p>The creators of this library are immutable and safe for use by several threads.
 */
public interface CoseMacCreator {

  /** The only algorithm that the key is used with; messages name it in {@code alg}. */
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
   * @param toBeMaced the encoded MAC_structure (RFC 9052, Section 6.3); need not be copied
   * @return the tag, as long as the algorithm says
   * @throws GeneralSecurityException if the key cannot be used
   */
  byte[] mac(Segments toBeMaced) throws GeneralSecurityException;

  /**
   * Computes a tag over bytes that are read from a source. This method reads them into memory;
   * override it to take them in pieces.
   *
   * @param toBeMaced the encoded MAC_structure; read once
   * @return the tag, as for {@link #mac(Segments)}
   * @throws GeneralSecurityException if the key cannot be used
   * @throws IOException if the source cannot be read, does not have the length that it states, or
   *     is too long
   */
  default byte[] mac(ContentSource toBeMaced) throws GeneralSecurityException, IOException {
    return mac(ExactStream.inMemory(toBeMaced));
  }

  /**
   * Makes a creator from a key that has {@code alg}.
   *
   * @param key a symmetric key
   * @return the creator
   * @throws GeneralSecurityException if the key has no {@code alg} or an unsuitable one, {@code
   *     key_ops} does not include {@code MAC create}, its length does not fit, or no provider has
   *     the algorithm
   */
  static CoseMacCreator of(CoseKey key) throws GeneralSecurityException {
    return of(key, SymmetricUse.algorithmOf(key));
  }

  /**
   * Makes a creator from a key and an algorithm.
   *
   * @param key a symmetric key; as long as the algorithm says, or longer for HMAC
   * @param algorithm the algorithm that messages name
   * @return the creator
   * @throws GeneralSecurityException if {@code alg} or {@code key_ops} of the key forbid this use,
   *     its length does not fit, or no provider has the algorithm
   */
  static CoseMacCreator of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyMacCreator.of(key, algorithm);
  }

  /**
   * Makes a creator from a key of the Java Cryptography Architecture. A registered provider that
   * accepts the key does the work, so the key may be one that never leaves its provider.
   *
   * @param key a secret key; its bytes need not be readable
   * @param algorithm the algorithm that messages name
   * @return the creator, without key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or no registered
   *     provider has the algorithm
   */
  static CoseMacCreator of(SecretKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyMacCreator.of(key, algorithm, Optional.empty(), null);
  }

  /**
   * Makes a creator from a key of the Java Cryptography Architecture and a provider of the caller's
   * choice.
   *
   * @param key a key that the provider can use; its bytes need not be readable
   * @param algorithm the algorithm that messages name
   * @param provider the provider to use; need not be registered
   * @return the creator, which has no key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  static CoseMacCreator of(SecretKey key, CoseAlgorithm algorithm, Provider provider)
      throws GeneralSecurityException {
    return KeyMacCreator.of(key, algorithm, Optional.empty(), provider);
  }

  /**
   * Makes a creator as {@link #of(SecretKey, CoseAlgorithm, Provider)} does, with a key identifier.
   *
   * @param key a key that the provider can use; its bytes need not be readable
   * @param algorithm the algorithm that messages name
   * @param keyId the key identifier that messages name
   * @param provider the provider to use; need not be registered
   * @return the creator
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  static CoseMacCreator of(SecretKey key, CoseAlgorithm algorithm, Bytes keyId, Provider provider)
      throws GeneralSecurityException {
    return KeyMacCreator.of(key, algorithm, Optional.of(keyId), provider);
  }
}
