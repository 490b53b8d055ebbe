package org.teep4j.cose;

/**
 * What a verified countersignature says: a key has signed a structure as it is. Only {@code
 * verify…} of a {@link CoseCountersignature} makes one. It says nothing about whether the structure
 * itself is good: that is verified or decrypted on its own.
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
   * @return what {@code alg} says; for an abbreviated countersignature that of the verifier
   */
  public CoseAlgorithm algorithm() {
    return algorithm;
  }

  /**
   * What verified the countersignature, among those that were given or found.
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
