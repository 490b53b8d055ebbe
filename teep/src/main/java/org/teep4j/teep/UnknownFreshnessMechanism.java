package org.teep4j.teep;

/** A mechanism whose number no dialect assigns. */
record UnknownFreshnessMechanism(long number) implements FreshnessMechanism {

  UnknownFreshnessMechanism {
    if (number < 0) {
      throw new IllegalArgumentException("a freshness mechanism is an unsigned integer");
    }
    for (Dialect dialect : Dialect.values()) {
      if (TeepFreshnessMechanism.TABLE.row(number, dialect) != null) {
        throw new IllegalArgumentException(number + " is a mechanism of " + dialect);
      }
    }
  }

  @Override
  public long number(Dialect dialect) {
    return number;
  }
}
