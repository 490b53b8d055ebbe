package org.teep4j.teep;

/**
 * A mechanism that proves to a verifier that an attestation payload is fresh ({@code
 * $freshness-mechanism}, Section 9). It is a constant of {@link TeepFreshnessMechanism}, or a
 * mechanism of an extension.
 */
public sealed interface FreshnessMechanism
    permits TeepFreshnessMechanism, UnknownFreshnessMechanism {

  /**
   * The number of this mechanism.
   *
   * @param dialect the numbering
   * @return the encoded number
   * @throws IllegalArgumentException if the dialect has no such mechanism
   */
  long number(Dialect dialect);

  /**
   * The mechanism with a number.
   *
   * @param number 0 to 2<sup>63</sup> - 1
   * @param dialect the numbering of the number
   * @return a constant of {@link TeepFreshnessMechanism}, or a mechanism without a constant
   * @throws IllegalArgumentException if the number is negative
   */
  static FreshnessMechanism fromNumber(long number, Dialect dialect) {
    TeepFreshnessMechanism known = TeepFreshnessMechanism.TABLE.row(number, dialect);
    return known != null ? known : new UnknownFreshnessMechanism(number);
  }
}
