package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Verifies signatures with one key and one algorithm. Implement it for a key that lives elsewhere;
 * {@link #of(CoseKey)} makes one from a key at hand.
 *
 * <p>The verifiers that are made here are immutable and safe for use by several threads.
 */
public interface CoseVerifier {

  /**
   * The algorithm that this verifier is bound to.
   *
   * @return the algorithm
   */
  CoseAlgorithm algorithm();

  /**
   * Whether a message may name an algorithm. Without this a verifier would have to believe what the
   * message says of itself.
   *
   * @param stated what {@code alg} of the message names
   * @return true for {@link #algorithm()}, and for another name of the same operation if the key is
   *     not bound to one of both
   */
  default boolean accepts(CoseAlgorithm stated) {
    return stated == algorithm();
  }

  /**
   * The identifier of the key.
   *
   * @return the {@code kid}, or empty if the key has none
   */
  Optional<Bytes> keyId();

  /**
   * The key, where it is at hand: to tell keys apart that have the same identifier, or none.
   *
   * @return the public key; empty if only the implementation has it
   */
  default Optional<CoseKey> publicKey() {
    return Optional.empty();
  }

  /**
   * Verifies a signature.
   *
   * @param toBeSigned the encoded Sig_structure (RFC 9052, Section 4.4)
   * @param signature the signature as COSE encodes it
   * @throws VerificationException if the signature is not this key's over these bytes
   */
  void verify(Segments toBeSigned, Bytes signature) throws VerificationException;

  /**
   * A verifier for a key.
   *
   * <p>A key that has {@code alg} is bound to exactly that algorithm. Without it the curve decides
   * the operation, and both its names are accepted: ESP256 and ES256 for P-256, ESP384 and ES384
   * for P-384, ESP512 and ES512 for P-521, Ed25519 and EdDSA, Ed448 and EdDSA. An RSA key without
   * {@code alg} could mean several operations and needs {@link #of(CoseKey, CoseAlgorithm)} or
   * {@link #allOf(CoseKey, Set)}.
   *
   * @param key a public or private key
   * @return the verifier
   * @throws GeneralSecurityException if {@code key_ops} does not include {@code verify}, the key
   *     does not fit a signature algorithm that is supported, or no provider has the algorithm
   */
  static CoseVerifier of(CoseKey key) throws GeneralSecurityException {
    return KeyVerifier.of(key);
  }

  /**
   * A verifier for a key and exactly one algorithm.
   *
   * @param key a public or private key
   * @param algorithm the only algorithm that messages may name
   * @return the verifier
   * @throws GeneralSecurityException if {@code alg} or {@code key_ops} of the key forbid this use,
   *     the key does not fit the algorithm, or no provider has the algorithm
   */
  static CoseVerifier of(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyVerifier.of(key, algorithm);
  }

  /**
   * A verifier for each of several algorithms that a key may be used with: for a key that does not
   * say which it is for, as an RSA key from a certificate or PEM, of which a message may name six.
   *
   * @param key a public or private key
   * @param permitted what the caller admits, as {@link CoseAlgorithm#PS256} and {@link
   *     CoseAlgorithm#RS256}
   * @return one verifier or more, in the order of {@link CoseAlgorithm}, each bound to exactly one
   *     algorithm; cannot be changed
   * @throws GeneralSecurityException if the key fits none of them: what the last one of them says,
   *     and {@link java.security.InvalidKeyException} if there are none
   */
  static List<CoseVerifier> allOf(CoseKey key, Set<CoseAlgorithm> permitted)
      throws GeneralSecurityException {
    return KeyVerifier.allOf(key, permitted);
  }

  /**
   * A verifier for an ECDSA key on a curve that the algorithm is not meant for. RFC 9053, Section
   * 2.1 suggests SHA-256 with P-256, SHA-384 with P-384 and SHA-512 with P-521, but admits every
   * combination of them, and some senders use others.
   *
   * @param key a key on P-256, P-384 or P-521
   * @param algorithm ES256, ES384 or ES512
   * @return the verifier
   * @throws GeneralSecurityException if {@code alg} or {@code key_ops} of the key forbid this use,
   *     or the key does not fit
   */
  static CoseVerifier ofAnyCurve(CoseKey key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    return KeyVerifier.ofAnyCurve(key, algorithm);
  }

  /**
   * A verifier for a key of the Java Cryptography Architecture and exactly one algorithm.
   *
   * @param key an EC, EdDSA or RSA key whose numbers can be read
   * @param algorithm the only algorithm that messages may name
   * @return the verifier, without key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or no provider has the
   *     algorithm
   */
  static CoseVerifier of(PublicKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyVerifier.of(CoseKey.of(key), algorithm);
  }

  /**
   * A verifier whose work is done by a provider of the caller's choice.
   *
   * @param key a key that the provider can use
   * @param algorithm the only algorithm that messages may name
   * @param provider does the work; need not be registered
   * @return the verifier, without key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  static CoseVerifier of(PublicKey key, CoseAlgorithm algorithm, Provider provider)
      throws GeneralSecurityException {
    return KeyVerifier.of(key, algorithm, provider);
  }
}
