package org.teep4j.teep;

/**
 * A mechanism that proves to a verifier that an attestation payload is fresh ({@code
 * $freshness-mechanism}, Section 9). It is a constant of {@link TeepFreshnessMechanism}, or an
 * {@link Unknown} mechanism of an extension.
 */
public sealed interface FreshnessMechanism
    permits TeepFreshnessMechanism, FreshnessMechanism.Unknown {

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
   * @return a constant of {@link TeepFreshnessMechanism}, or an {@link Unknown} mechanism
   * @throws IllegalArgumentException if the number is negative
   */
  static FreshnessMechanism fromNumber(long number, Dialect dialect) {
    TeepFreshnessMechanism known = TeepFreshnessMechanism.row(number, dialect);
    return known != null ? known : new Unknown(number);
  }

  /**
   * A mechanism without a constant in {@link TeepFreshnessMechanism}.
   *
   * @param number the number, which no dialect assigns
   */
  record Unknown(long number) implements FreshnessMechanism {

    /**
     * Checks the range.
     *
     * @param number the number, which no dialect assigns
     * @throws IllegalArgumentException if the number is negative, or belongs to a named mechanism
     */
    public Unknown {
      if (number < 0) {
        throw new IllegalArgumentException("a freshness mechanism is an unsigned integer");
      }
      for (Dialect dialect : Dialect.values()) {
        if (TeepFreshnessMechanism.row(number, dialect) != null) {
          throw new IllegalArgumentException(number + " is a mechanism of " + dialect);
        }
      }
    }

    @Override
    public long number(Dialect dialect) {
      return number;
    }
  }
}
