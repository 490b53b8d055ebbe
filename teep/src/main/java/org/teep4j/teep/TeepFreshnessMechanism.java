package org.teep4j.teep;

/**
 * The named freshness mechanisms (Section 9; IANA registry "TEEP Freshness Mechanisms"). A
 * QueryRequest that lists none supports {@link #FRESHNESS_NONCE} only.
 *
 * <pre>{@code
 * FRESHNESS_NONCE = 0
 * FRESHNESS_TIMESTAMP = 1
 *
 * $freshness-mechanism /= FRESHNESS_NONCE
 * $freshness-mechanism /= FRESHNESS_TIMESTAMP
 * }</pre>
 */
public enum TeepFreshnessMechanism implements FreshnessMechanism {
  /** The payload repeats a nonce that the peer sent. */
  FRESHNESS_NONCE(0, 0, 0),
  /** The payload carries its creation time. */
  FRESHNESS_TIMESTAMP(1, 1, 1);

  static final DialectTable<TeepFreshnessMechanism> TABLE =
      new DialectTable<>(values(), mechanism -> mechanism.numbers);

  @SuppressWarnings("ImmutableEnumChecker") // neither written to nor handed out
  private final int[] numbers;

  TeepFreshnessMechanism(int... numbers) {
    this.numbers = numbers;
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
