package org.teep4j.teep;

/**
 * How a verifier tells that an attestation payload is fresh ({@code $freshness-mechanism}, Section
 * 9): one of the table, or one that an extension defines.
 */
public sealed interface FreshnessMechanism
    permits TeepFreshnessMechanism, FreshnessMechanism.Unknown {

  /**
   * The number of this mechanism.
   *
   * @param dialect the numbering
   * @return what is written
   * @throws IllegalArgumentException if the dialect has no such mechanism
   */
  long number(Dialect dialect);

  /**
   * The mechanism that a number stands for.
   *
   * @param number 0 to 2<sup>63</sup> - 1
   * @param dialect the numbering to read it in
   * @return the mechanism of the table, or an {@link Unknown} one
   * @throws IllegalArgumentException if the number is negative
   */
  static FreshnessMechanism fromNumber(long number, Dialect dialect) {
    TeepFreshnessMechanism known = TeepFreshnessMechanism.row(number, dialect);
    return known != null ? known : new Unknown(number);
  }

  /**
   * A mechanism that this library has no name for.
   *
   * @param number its number, which no dialect assigns
   */
  record Unknown(long number) implements FreshnessMechanism {

    /**
     * Checks the range.
     *
     * @param number as the component
     * @throws IllegalArgumentException if the number is negative, or that of a mechanism with a
     *     name
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
