package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.internal.BcHpke.Sealed;
import org.teep4j.cose.internal.KeyIdText;

/**
 * Encrypts content for the owner of one public key: HPKE Integrated Encryption
 * (draft-ietf-cose-hpke, Section 3.2), for COSE_Encrypt0. Immutable and thread-safe.
 */
public final class HpkeEncryptor {

  private final CoseAlgorithm algorithm;
  private final HpkeKeys keys;
  private final HpkeContext context;

  private HpkeEncryptor(CoseAlgorithm algorithm, HpkeKeys keys, HpkeContext context) {
    this.algorithm = algorithm;
    this.keys = keys;
    this.context = context;
  }

  /**
   * An encryptor for a recipient whose key states its algorithm in {@code alg}.
   *
   * @param recipient the recipient's key, with {@code alg}
   * @return the encryptor
   * @throws GeneralSecurityException if {@code alg} is absent or not one of HPKE-0 to HPKE-7,
   *     {@code key_ops} forbid this use, or BouncyCastle is absent
   */
  public static HpkeEncryptor of(CoseKey recipient) throws GeneralSecurityException {
    return of(recipient, SymmetricUse.algorithmOf(recipient));
  }

  /**
   * An encryptor for a recipient.
   *
   * @param recipient the recipient's key, on the curve of the algorithm
   * @param algorithm HPKE-0 to HPKE-7
   * @return the encryptor
   * @throws GeneralSecurityException if the key does not fit, its {@code alg} or {@code key_ops}
   *     forbid this use, or BouncyCastle is absent
   */
  public static HpkeEncryptor of(CoseKey recipient, CoseAlgorithm algorithm)
      throws GeneralSecurityException {
    HpkeKeys keys = HpkeKeys.sender(recipient, algorithm, HpkeDecryptor.suite(algorithm));
    return new HpkeEncryptor(algorithm, keys, HpkeContext.empty());
  }

  /**
   * This encryptor with the context that both sides share.
   *
   * @param value pre-shared key and information
   * @return the changed encryptor
   * @throws IllegalArgumentException if the context has {@code aad}, which integrated encryption
   *     does not support
   */
  public HpkeEncryptor withContext(HpkeContext value) {
    return new HpkeEncryptor(algorithm, keys, HpkeDecryptor.requireNoAad(value));
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
   * The identifier of the recipient's key.
   *
   * @return the {@code kid}, or empty if the key has none
   */
  public Optional<Bytes> keyId() {
    return keys.key().keyId();
  }

  /**
   * The headers and ciphertext of a message.
   *
   * @param headers the headers, with the encapsulated key
   */
  record Encrypted(CoseHeaders headers, Bytes ciphertext) {}

  /** Completes the headers and encrypts the content. */
  Encrypted encrypt(CoseHeaders given, Bytes externalAad, Segments plaintext)
      throws GeneralSecurityException {
    CoseHeaders headers =
        HpkeKeys.withPskId(CoseHeadersBuilder.complete(given, algorithm, keyId()), context);
    Bytes aad = EncStructure.encode(EncStructure.ENCRYPT0, headers, externalAad);
    Sealed sealed = keys.seal(context.info(), aad, context, plaintext.toByteArray());
    return new Encrypted(HpkeKeys.withEncapsulated(headers, sealed), sealed.ciphertext());
  }

  @Override
  public String toString() {
    return "HpkeEncryptor[" + algorithm + KeyIdText.of(keyId()) + "]";
  }
}
