package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Verifies signatures with one key and one algorithm. {@link #of(CoseKey)} makes a verifier from a
 * key in memory. Implement this interface for a key outside this process.
 *
 * <p>A verifier is the {@link CoseKeyResolver} that trusts this one key. The limit on the number of
 * signatures for which a resolver is called does not apply to it: the algorithm of each signature
 * is compared, and a COSE_Sign is first tried where it names the key's {@code kid}.
 *
 * <p>The verifiers that the methods of this interface make are immutable and thread-safe.
 */
public interface CoseVerifier extends CoseKeyResolver {

  /** The algorithm that this verifier is bound to. */
  CoseAlgorithm algorithm();

  /**
   * Whether a message may name an algorithm. Without this check the message alone would choose the
   * algorithm.
   *
   * @param stated the value of {@code alg} in the message
   * @return true for {@link #algorithm()}; also true for another name of the same operation, unless
   *     the key is bound to one of the two names
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
   * The public key, if it is available. It distinguishes keys that have the same identifier or
   * none.
   *
   * @return the public key; empty if the implementation does not expose it
   */
  default Optional<CoseKey> publicKey() {
    return Optional.empty();
  }

  /**
   * The certificates that make the key trusted, if certificates do. The first one is the signer's:
   * its subject is verified, and the application must decide whether this subject may sign.
   *
   * @return the validated path: the signer's certificate first, then the issuer of each one,
   *     without the {@link #trustAnchor()}; empty if the key itself is trusted
   */
  default List<X509Certificate> certificatePath() {
    return List.of();
  }

  /**
   * The trust anchor at the end of the {@link #certificatePath()}.
   *
   * @return one of the anchors that the caller trusts; empty if the key itself is trusted
   */
  default Optional<TrustAnchor> trustAnchor() {
    return Optional.empty();
  }

  /**
   * Returns this verifier, whatever the headers are.
   *
   * @param headers the headers of one signature, not used
   * @return this verifier alone
   */
  @Override
  default List<CoseVerifier> resolve(CoseHeaders headers) {
    return List.of(this);
  }

  /**
   * Verifies a signature.
   *
   * @param toBeSigned the encoded Sig_structure (RFC 9052, Section 4.4)
   * @param signature the signature as COSE encodes it
   * @throws VerificationException if this key did not make the signature over these bytes
   */
  void verify(Segments toBeSigned, Bytes signature) throws VerificationException;

  /**
   * Verifies a signature over bytes that are read from a source. This method reads them into
   * memory; override it to take them in pieces.
   *
   * @param toBeSigned the encoded Sig_structure; read once
   * @param signature the signature as COSE encodes it
   * @throws VerificationException if this key did not make the signature over these bytes
   * @throws IOException if the source cannot be read, does not have the length that it states, or
   *     is too long
   */
  default void verify(ContentSource toBeSigned, Bytes signature)
      throws VerificationException, IOException {
    verify(ExactStream.inMemory(toBeSigned), signature);
  }

  /**
   * A verifier for a key.
   *
   * <p>A key with {@code alg} is bound to exactly that algorithm. Without {@code alg}, the curve
   * determines the operation, and both names of the operation are accepted: ESP256 and ES256 for
   * P-256, ESP384 and ES384 for P-384, ESP512 and ES512 for P-521, Ed25519 and EdDSA, Ed448 and
   * EdDSA. An RSA key without {@code alg} fits several operations and needs {@link #of(CoseKey,
   * CoseAlgorithm)} or {@link #allOf(CoseKey, Set)}.
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
   * One verifier for each permitted algorithm that fits a key. This is for keys without {@code
   * alg}, such as an RSA key from a certificate or PEM, which fits six algorithms.
   *
   * @param key a public or private key
   * @param permitted the algorithms that the caller permits, for example {@link
   *     CoseAlgorithm#PS256} and {@link CoseAlgorithm#RS256}
   * @return an unmodifiable list of at least one verifier, in the order of {@link CoseAlgorithm},
   *     each bound to exactly one algorithm
   * @throws GeneralSecurityException if the key fits none of the permitted algorithms: the
   *     exception for the last one, or {@link java.security.InvalidKeyException} if the set is
   *     empty
   */
  static List<CoseVerifier> allOf(CoseKey key, Set<CoseAlgorithm> permitted)
      throws GeneralSecurityException {
    return KeyVerifier.allOf(key, permitted);
  }

  /**
   * A verifier for an ECDSA key whose curve may differ from the suggested one. RFC 9053, Section
   * 2.1 suggests SHA-256 with P-256, SHA-384 with P-384 and SHA-512 with P-521, but permits every
   * combination, and some senders use others. ISO/IEC 18013-5, 9.1.5.2 combines them with the
   * curves of RFC 5639 (brainpool) as well.
   *
   * @param key a key on P-256, P-384, P-521 or a curve of RFC 5639
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
   * @param key an EC, EdDSA or RSA key whose components can be read
   * @param algorithm the only algorithm that messages may name
   * @return the verifier, which has no key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or no provider has the
   *     algorithm
   */
  static CoseVerifier of(PublicKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeyVerifier.of(CoseKeys.of(key), algorithm);
  }

  /**
   * A verifier that uses a given provider.
   *
   * @param key a key that the provider can use
   * @param algorithm the only algorithm that messages may name
   * @param provider verifies the signatures; need not be registered
   * @return the verifier, which has no key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  static CoseVerifier of(PublicKey key, CoseAlgorithm algorithm, Provider provider)
      throws GeneralSecurityException {
    return KeyVerifier.of(key, algorithm, provider);
  }
}
