package org.teep4j.teep;

/** A mechanism whose number no dialect assigns. */
record UnknownFreshnessMechanism(long number) implements FreshnessMechanism {

  UnknownFreshnessMechanism {
    if (number < 0 || TeepFreshnessMechanism.TABLE.isInAny(number)) {
      throw new IllegalArgumentException(number + " is no unknown freshness mechanism");
    }
  }

  @Override
  public long number(Dialect dialect) {
    return number;
  }
}
