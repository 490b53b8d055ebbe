package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Makes signatures with one key and one algorithm. {@link #of(CoseKey)} makes a signer from a key
 * in memory. Implement this interface for a key outside this process, such as one in an HSM.
 *
 * <p>The signers that the methods of this interface make are immutable and thread-safe.
 */
public interface CoseSigner {

  /** The algorithm of this signer. Signatures name it in {@code alg}. */
  CoseAlgorithm algorithm();

  /**
   * The identifier of the key, which goes into the unprotected header.
   *
   * @return the {@code kid}, or empty if the key has none
   */
  Optional<Bytes> keyId();

  /**
   * The SHA-256 thumbprint of the public key (RFC 9679), for protocols that name keys by it.
   *
   * @return 32 bytes; empty if the signer does not know its public key
   */
  default Optional<Bytes> thumbprint() {
    return Optional.empty();
  }

  /**
   * Makes a signature.
   *
   * @param toBeSigned the encoded Sig_structure (RFC 9052, Section 4.4); read its segments in place
   * @return the signature as COSE encodes it; for ECDSA this is r and s, each as long as the
   *     curve's field
   * @throws GeneralSecurityException if the key cannot sign
   */
  byte[] sign(Segments toBeSigned) throws GeneralSecurityException;

  /**
   * Makes a signature over bytes that are read from a source. This method reads them into memory;
   * override it to take them in pieces.
   *
   * @param toBeSigned the encoded Sig_structure; read once
   * @return the signature, as for {@link #sign(Segments)}
   * @throws GeneralSecurityException if the key cannot sign
   * @throws IOException if the source cannot be read, does not have the length that it states, or
   *     is too long
   */
  default byte[] sign(ContentSource toBeSigned) throws GeneralSecurityException, IOException {
    return sign(ExactStream.inMemory(toBeSigned));
  }

  /**
   * A signer for a key. If the key has no {@code alg}, the signer uses the fully-specified
   * algorithm of the key's curve (RFC 9864): ESP256, ESP384, ESP512, ES256K, Ed25519 or Ed448.
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
   * A signer for a key of the Java Cryptography Architecture. A software key of the JDK's own
   * providers is used as by {@link #of(CoseKey, CoseAlgorithm)}, with the same implementation. Any
   * other key, such as one that never leaves its token, is used by the registered provider that
   * accepts it.
   *
   * @param key a private key; its components need not be readable
   * @param algorithm the algorithm that signatures name
   * @return the signer, which has no key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or no registered
   *     provider has the algorithm
   */
  static CoseSigner of(PrivateKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    return KeySigner.of(key, algorithm, Optional.empty(), null);
  }

  /**
   * A signer for a key of the Java Cryptography Architecture, as {@link #of(PrivateKey,
   * CoseAlgorithm)} makes it, with an identifier.
   *
   * @param key a private key; its components need not be readable
   * @param algorithm the algorithm that signatures name
   * @param keyId the key identifier that signatures name
   * @return the signer
   * @throws GeneralSecurityException if the key does not fit the algorithm, or no registered
   *     provider has the algorithm
   */
  static CoseSigner of(PrivateKey key, CoseAlgorithm algorithm, Bytes keyId)
      throws GeneralSecurityException {
    return KeySigner.of(key, algorithm, Optional.of(keyId), null);
  }

  /**
   * A signer that uses a given provider. The key may be one that never leaves the provider.
   *
   * @param key a key that the provider can use; its components need not be readable
   * @param algorithm the algorithm that signatures name
   * @param provider makes the signatures; need not be registered
   * @return the signer, which has no key identifier
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  static CoseSigner of(PrivateKey key, CoseAlgorithm algorithm, Provider provider)
      throws GeneralSecurityException {
    return KeySigner.of(key, algorithm, Optional.empty(), provider);
  }

  /**
   * A signer as {@link #of(PrivateKey, CoseAlgorithm, Provider)} makes it, with a key identifier.
   *
   * @param key a key that the provider can use; its components need not be readable
   * @param algorithm the algorithm that signatures name
   * @param keyId the key identifier that signatures name
   * @param provider makes the signatures; need not be registered
   * @return the signer
   * @throws GeneralSecurityException if the key does not fit the algorithm, or the provider does
   *     not have the algorithm
   */
  static CoseSigner of(PrivateKey key, CoseAlgorithm algorithm, Bytes keyId, Provider provider)
      throws GeneralSecurityException {
    return KeySigner.of(key, algorithm, Optional.of(keyId), provider);
  }
}
