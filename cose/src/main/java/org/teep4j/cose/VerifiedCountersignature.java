package org.teep4j.cose;

/**
 * The result of verifying a countersignature: a key has signed a structure in its current form.
 * Only the {@code verify…} methods of {@link CoseCountersignature} create one. It does not mean
 * that the structure itself is valid: the structure must be verified or decrypted separately.
 */
public final class VerifiedCountersignature {

  private final CoseHeaders headers;
  private final CoseAlgorithm algorithm;
  private final CoseVerifier verifier;

  VerifiedCountersignature(CoseHeaders headers, CoseAlgorithm algorithm, CoseVerifier verifier) {
    this.headers = headers;
    this.algorithm = algorithm;
    this.verifier = verifier;
  }

  /**
   * The headers of the countersignature. Only their protected part was verified.
   *
   * @return both buckets; empty for an abbreviated countersignature
   */
  public CoseHeaders headers() {
    return headers;
  }

  /**
   * The algorithm of the countersignature.
   *
   * @return the value of {@code alg}; for an abbreviated countersignature the verifier's algorithm
   */
  public CoseAlgorithm algorithm() {
    return algorithm;
  }

  /**
   * The verifier that verified the countersignature, either the given one or one that the resolver
   * found.
   *
   * @return the verifier
   */
  public CoseVerifier verifier() {
    return verifier;
  }

  /** The algorithm and the key identifier. */
  @Override
  public String toString() {
    return "VerifiedCountersignature[" + algorithm + ", kid=" + verifier.keyId() + "]";
  }
}
