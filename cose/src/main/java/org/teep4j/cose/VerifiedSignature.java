package org.teep4j.cose;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.internal.KeyIdText;

/**
 * A signature that has been verified, without the bytes that it covers. Only the {@code verify…}
 * methods of a signed message, for a payload that is streamed, and of {@link CoseCountersignature}
 * create one. Immutable.
 *
 * <p>A verified countersignature does not mean that the structure itself is valid: the structure
 * must be verified or decrypted separately.
 */
public final class VerifiedSignature {

  private final CoseHeaders headers;
  private final CoseHeaders signatureHeaders;
  private final CoseAlgorithm algorithm;
  private final CoseVerifier verifier;

  VerifiedSignature(
      CoseHeaders headers,
      CoseHeaders signatureHeaders,
      CoseAlgorithm algorithm,
      CoseVerifier verifier) {
    this.headers = headers;
    this.signatureHeaders = signatureHeaders;
    this.algorithm = algorithm;
    this.verifier = verifier;
  }

  /**
   * The headers of the message, or of the structure that was countersigned. Only their protected
   * part was verified.
   *
   * @return both buckets
   */
  public CoseHeaders headers() {
    return headers;
  }

  /**
   * The headers of the signature itself. Only their protected part was verified.
   *
   * @return the headers of the COSE_Signature or the countersignature; for COSE_Sign1 the same as
   *     {@link #headers()}; empty for an abbreviated countersignature
   */
  public CoseHeaders signatureHeaders() {
    return signatureHeaders;
  }

  /**
   * The algorithm of the signature.
   *
   * @return the value of {@code alg}; for an abbreviated countersignature the verifier's algorithm
   */
  public CoseAlgorithm algorithm() {
    return algorithm;
  }

  /**
   * The identifier of the key that was used. It comes from the local key, not from the message.
   *
   * @return the key identifier, or empty if the key has none
   */
  public Optional<Bytes> keyId() {
    return verifier.keyId();
  }

  /**
   * The verifier that verified the signature, either the given one or one that the resolver found.
   *
   * @return the verifier; it has a {@linkplain CoseVerifier#certificatePath() certificate path} if
   *     a certificate was trusted
   */
  public CoseVerifier verifier() {
    return verifier;
  }

  /** The algorithm and the key identifier. */
  @Override
  public String toString() {
    return "VerifiedSignature[" + algorithm + KeyIdText.of(keyId()) + "]";
  }
}
