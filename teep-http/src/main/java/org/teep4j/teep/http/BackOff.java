package org.teep4j.teep.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after sessions that failed. The pause doubles with each failure in a row, and
 * half of it is random, so that devices which failed together do not come back together.
 *
 * @param first the longest pause after the first failure
 * @param most the longest pause after any number of failures, and the longest {@code Retry-After}
 *     that counts
 */
public record BackOff(Duration first, Duration most) {

  /** From one minute to six hours. */
  public static final BackOff DEFAULT = new BackOff(Duration.ofMinutes(1), Duration.ofHours(6));

  /**
   * Checks the times.
   *
   * @throws IllegalArgumentException if the first is not positive or longer than the most
   */
  public BackOff {
    Settings.requirePositive("first", first);
    if (first.compareTo(most) > 0) {
      throw new IllegalArgumentException(first + " is longer than " + most);
    }
  }

  /**
   * The pause after failures in a row.
   *
   * @param failures their number, at least 1
   * @param random chooses within the pause
   * @return between half of the doubled pause and all of it
   * @throws IllegalArgumentException if the number is less than 1
   */
  public Duration after(int failures, RandomGenerator random) {
    Settings.requirePositive("failures", failures);
    double pause = Math.min(Math.scalb(millis(first), failures - 1), millis(most));
    return Duration.ofMillis((long) (pause * (0.5 + random.nextDouble() / 2)));
  }

  /**
   * The pause after failures in a row, beginning when the TAM asked for.
   *
   * @param failures their number, at least 1
   * @param result the last of them
   * @param random chooses within the pause
   * @return {@code Retry-After}, up to {@link #most}, and the random pause
   * @throws IllegalArgumentException if the number is less than 1
   */
  public Duration after(int failures, SessionResult result, RandomGenerator random) {
    Duration asked = result.retryAfter().orElse(Duration.ZERO);
    return (asked.compareTo(most) < 0 ? asked : most).plus(after(failures, random));
  }

  private static double millis(Duration time) {
    return time.toMillis();
  }
}
