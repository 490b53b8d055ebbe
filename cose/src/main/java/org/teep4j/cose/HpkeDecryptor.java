package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.AlgorithmTraits.Sealing;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.internal.KeyIdText;

/**
 * Decrypts content with one private key: HPKE Integrated Encryption (draft-ietf-cose-hpke, Section
 * 3.2), for COSE_Encrypt0. Immutable and thread-safe.
 */
public final class HpkeDecryptor {

  private final CoseAlgorithm algorithm;
  private final HpkeKeys keys;
  private final HpkeContext context;

  private HpkeDecryptor(CoseAlgorithm algorithm, HpkeKeys keys, HpkeContext context) {
    this.algorithm = algorithm;
    this.keys = keys;
    this.context = context;
  }

  /**
   * A decryptor for a key that states its algorithm in {@code alg}.
   *
   * @param key the private key, with {@code alg}
   * @return the decryptor
   * @throws GeneralSecurityException if {@code alg} is absent or not one of HPKE-0 to HPKE-7,
   *     {@code key_ops} forbid this use, or BouncyCastle is absent
   */
  public static HpkeDecryptor of(CoseKey key) throws GeneralSecurityException {
    return of(key, SymmetricUse.algorithmOf(key));
  }

  /**
   * A decryptor for a key and exactly one algorithm.
   *
   * @param key the private key, on the curve of the algorithm
   * @param algorithm HPKE-0 to HPKE-7: the only algorithm that messages may name
   * @return the decryptor
   * @throws GeneralSecurityException if the key does not fit, its {@code alg} or {@code key_ops}
   *     forbid this use, or BouncyCastle is absent
   */
  public static HpkeDecryptor of(CoseKey key, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    HpkeKeys keys = HpkeKeys.recipient(key, algorithm, suite(algorithm));
    return new HpkeDecryptor(algorithm, keys, HpkeContext.empty());
  }

  static HpkeSuite suite(CoseAlgorithm algorithm) throws GeneralSecurityException {
    if (algorithm.traits() instanceof Sealing sealing) {
      return sealing.suite();
    }
    throw new InvalidKeyException("the key does not fit " + algorithm.ianaName());
  }

  /**
   * This decryptor with the context that both sides share. With a pre-shared key, messages that
   * were made without it are refused.
   *
   * @param value pre-shared key and information
   * @return the changed decryptor
   * @throws IllegalArgumentException if the context has {@code aad}, which integrated encryption
   *     does not support
   */
  public HpkeDecryptor withContext(HpkeContext value) {
    return new HpkeDecryptor(algorithm, keys, requireNoAad(value));
  }

  static HpkeContext requireNoAad(HpkeContext context) {
    if (!context.aad().isEmpty()) {
      throw new IllegalArgumentException("integrated encryption has the external data of COSE");
    }
    return context;
  }

  /**
   * The algorithm.
   *
   * @return HPKE-0 to HPKE-7
   */
  public CoseAlgorithm algorithm() {
    return algorithm;
  }

  /**
   * The identifier of the key.
   *
   * @return the {@code kid}, or empty if the key has none
   */
  public Optional<Bytes> keyId() {
    return keys.key().keyId();
  }

  /** Decrypts the content of a message. */
  DecryptedPayload decrypt(CoseHeaders headers, Bytes ciphertext, DecryptOptions options)
      throws VerificationException {
    Set<CoseLabel> understood = new HashSet<>(options.understood());
    understood.add(RecipientParameter.PSK_ID.label());
    HeaderRules.checkCritical(headers, understood);
    // alg may be absent here. If it is present, it must be protected (Section 3.2).
    if (headers.algorithmId().isPresent() || options.implicitAlgorithm()) {
      EncryptionRules.checkAlgorithm(headers, options, algorithm);
    }
    Bytes aad = EncStructure.encode(EncStructure.ENCRYPT0, headers, options.externalAad());
    try {
      byte[] plaintext = keys.open(headers, context.info(), aad, context, ciphertext);
      return new DecryptedPayload(Bytes.wrap(plaintext), headers, algorithm, keyId());
    } catch (VerificationException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new VerificationException(Failure.DECRYPTION);
    }
  }

  @Override
  public String toString() {
    return "HpkeDecryptor[" + algorithm + KeyIdText.of(keyId()) + "]";
  }
}
