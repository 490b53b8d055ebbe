package org.teep4j.teep;

import org.jspecify.annotations.Nullable;

/**
 * The freshness mechanisms with a name (Section 9; IANA registry "TEEP Freshness Mechanisms"). A
 * QueryRequest that lists none supports {@link #FRESHNESS_NONCE} alone.
 */
public enum TeepFreshnessMechanism implements FreshnessMechanism {
  /** The payload repeats a nonce that the peer sent. */
  FRESHNESS_NONCE(0, 0),
  /** The payload carries the time at which it was made. */
  FRESHNESS_TIMESTAMP(1, 1);

  private static final DialectTable<TeepFreshnessMechanism> TABLE =
      new DialectTable<>(values(), mechanism -> mechanism.numbers);

  @SuppressWarnings("ImmutableEnumChecker") // neither written to nor handed out
  private final int[] numbers;

  TeepFreshnessMechanism(int... numbers) {
    this.numbers = numbers;
  }

  static @Nullable TeepFreshnessMechanism row(long number, Dialect dialect) {
    return TABLE.row(number, dialect);
  }

  /**
   * The name in the CDDL.
   *
   * @return for example {@code FRESHNESS_NONCE}
   */
  public String cddlName() {
    return name();
  }

  @Override
  public long number(Dialect dialect) {
    return TABLE.number(this, dialect);
  }
}
