package org.teep4j.eat;

/**
 * {@code trustworthiness-tier} (draft-ietf-rats-ar4si-09, Section 2.3.2): what a Verifier says of a
 * device, or of one aspect of it. The constants are in the order of their numbers, which is not one
 * of trust: see {@link #worse}.
 */
public enum TrustTier implements Named {
  /** The Verifier says nothing, or could not appraise the Evidence. */
  NONE(0, "none"),
  /** The Verifier affirms that the device is trustworthy. */
  AFFIRMING(2, "affirming"),
  /** The Verifier warns. */
  WARNING(32, "warning"),
  /** The Verifier says that the device is not trustworthy. */
  CONTRAINDICATED(96, "contraindicated");

  private final int number;
  private final String jsonName;

  TrustTier(int number, String jsonName) {
    this.number = number;
    this.jsonName = jsonName;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public String jsonName() {
    return jsonName;
  }

  /**
   * The tier of a trustworthiness claim: 0, 1 and -1 say nothing, 2 to 31 and -2 to -32 affirm, 32
   * to 95 and -33 to -96 warn, all others contraindicate.
   *
   * @param value -128 to 127
   * @return the tier
   */
  public static TrustTier ofClaim(int value) {
    int rank = value < 0 ? -value - 1 : value;
    if (value >= -1 && value <= 1) {
      return NONE;
    }
    return rank < WARNING.number
        ? AFFIRMING
        : rank < CONTRAINDICATED.number ? WARNING : CONTRAINDICATED;
  }

  /**
   * The worse of two tiers, the best of which is {@link #AFFIRMING}; then come {@link #NONE},
   * {@link #WARNING} and {@link #CONTRAINDICATED}.
   *
   * @param other the other tier
   * @return this tier or the other one
   */
  public TrustTier worse(TrustTier other) {
    return badness() >= other.badness() ? this : other;
  }

  /**
   * Whether this tier is not worse than another one.
   *
   * @param other the other tier
   * @return true also if both are the same
   */
  public boolean isAtLeast(TrustTier other) {
    return badness() <= other.badness();
  }

  private int badness() {
    return switch (this) {
      case AFFIRMING -> 0;
      case NONE -> 1;
      case WARNING -> 2;
      case CONTRAINDICATED -> 3;
    };
  }
}
