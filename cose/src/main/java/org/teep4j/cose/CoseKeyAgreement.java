package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * Computes shared secrets with one private key (RFC 9053, Section 6.3.1). Implement it for a remote
 * key, for example in a key management service; {@link #of(CoseKey)} makes one from a local key.
 *
 * <p>The key agreements of this library are immutable and safe for use by several threads.
 */
public interface CoseKeyAgreement {

  /**
   * The public key, with the restrictions of the private one.
   *
   * @return a key on P-256, P-384, P-521, X25519 or X448
   */
  CoseKey publicKey();

  /**
   * The curve of the key.
   *
   * @return P-256, P-384, P-521, X25519 or X448
   */
  default CoseCurve curve() {
    CoseCurve curve = publicKey().curveOrNull();
    if (curve == null) {
      throw new IllegalStateException("the public key has no curve");
    }
    return curve;
  }

  /**
   * The identifier of the key.
   *
   * @return the {@code kid}, or empty if the key has none
   */
  default Optional<Bytes> keyId() {
    return publicKey().keyId();
  }

  /**
   * Computes the secret that the owner of another key computes from this public key.
   *
   * @param peer a public key on the same curve, already checked to be valid
   * @return the secret, {@link CoseCurve#size()} bytes: for EC2 the first coordinate, big-endian;
   *     the caller clears it
   * @throws GeneralSecurityException if the secret cannot be computed, or would be the same for all
   *     keys
   */
  byte[] agree(CoseKey peer) throws GeneralSecurityException;

  /**
   * Makes a key agreement from a local key.
   *
   * @param key a private key on P-256, P-384, P-521, X25519 or X448
   * @return the key agreement
   * @throws GeneralSecurityException if the key is public, is on another curve, or its {@code
   *     key_ops} forbid this use
   */
  static CoseKeyAgreement of(CoseKey key) throws GeneralSecurityException {
    return JcaKeyAgreement.of(key);
  }

  /**
   * Makes a key agreement from a key that may never leave its provider.
   *
   * @param key a key that the provider can use; its numbers need not be readable
   * @param publicKey the public key that belongs to it
   * @param provider the provider to use; need not be registered
   * @return the key agreement
   * @throws GeneralSecurityException if the public key is on a curve that has no key agreement, or
   *     the provider does not have it
   */
  static CoseKeyAgreement of(PrivateKey key, CoseKey publicKey, Provider provider)
      throws GeneralSecurityException {
    return JcaKeyAgreement.of(key, publicKey, provider);
  }
}
