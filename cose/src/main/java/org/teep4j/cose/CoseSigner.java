package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Makes signatures with one key and one algorithm. Implement it for a key that lives elsewhere;
 * {@link #of(CoseKey)} makes one from a key at hand.
 *
 * <p>The signers that are made here are immutable and safe for use by several threads.
 */
public interface CoseSigner {

  /**
   * The algorithm that this signer is bound to, and that its signatures name.
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
   * Makes a signature.
   *
   * @param toBeSigned the encoded Sig_structure (RFC 9052, Section 4.4); read it from where it lies
   * @return the signature as COSE encodes it: for ECDSA r and s, each as long as the curve's field
   * @throws GeneralSecurityException if the key cannot sign
   */
  byte[] sign(Segments toBeSigned) throws GeneralSecurityException;

  /**
   * A signer for a key. Without {@code alg} the fully-specified algorithm of the key's curve is
   * used (RFC 9864): ESP256, ESP384, ESP512, ES256K, Ed25519 or Ed448.
   *
   * @param key a private key
   * @return the signer
   * @throws GeneralSecurityException if the key is public, {@code key_ops} does not include {@code
   *     sign}, the key does not fit a signature algorithm that is supported, or no provider has the
   *     algorithm
   */
  static CoseSigner of(CoseKey key) throws GeneralSecurityException {
    return KeySigner.of(key);
  }

  /**
   * A signer for a key and an algorithm.
   *
   * @param key a private key
   * @param algorithm the algorithm that signatures name
   * @return the signer
   * @throws GeneralSecurityException if the key is public, its {@code alg} or {@code key_ops}
   *     forbid this use, it does not fit the algorithm, or no provider has the algorithm
   */
  static CoseSigner of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeySigner.of(key, algorithm);
  }

  /**
   * A signer for a key of the Java Cryptography Architecture. With a key that the JDK's own
   * providers have made in software it works as {@link #of(CoseKey, CoseAlgorithm)} with the same
   * key does, by the same implementation. With any other key, such as one that never leaves its
   * token, whichever registered provider takes the key does the work.
   *
   * @param key a private key; its numbers need not be readable
   * @param algorithm the algorithm that signatures name
   * @return the signer, without key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or no registered
   *     provider has the algorithm
   */
  static CoseSigner of(PrivateKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeySigner.of(key, algorithm, Optional.empty(), null);
  }

  /**
   * A signer whose work is done by a provider of the caller's choice, with a key that may never
   * leave it.
   *
   * @param key a key that the provider can use; its numbers need not be readable
   * @param algorithm the algorithm that signatures name
   * @param keyId the key identifier that signatures name, or empty
   * @param provider does the work; need not be registered
   * @return the signer
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  static CoseSigner of(
      PrivateKey key, CoseAlgorithm algorithm, Optional<Bytes> keyId, Provider provider)
      throws GeneralSecurityException {
    return KeySigner.of(key, algorithm, keyId, provider);
  }
}
