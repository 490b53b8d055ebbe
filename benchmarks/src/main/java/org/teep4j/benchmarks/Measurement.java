package org.teep4j.benchmarks;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What was measured of one contestant.
 *
 * @param nanoseconds the time of one call, the median of all iterations
 * @param spread how far the iterations in the middle half lie apart, as a part of the median
 * @param bytes what one call allocates, if that was measured
 */
record Measurement(double nanoseconds, double spread, OptionalDouble bytes) {

  /** Makes one of the times of the iterations, in any order. */
  static Measurement of(double[] nanoseconds, OptionalDouble bytes) {
    double[] sorted = nanoseconds.clone();
    Arrays.sort(sorted);
    double median = at(sorted, 0.5);
    return new Measurement(median, (at(sorted, 0.75) - at(sorted, 0.25)) / median, bytes);
  }

  /** What stands at a place between the first and the last, with what lies between two. */
  private static double at(double[] sorted, double place) {
    double index = place * (sorted.length - 1);
    int below = (int) index;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (index - below);
  }

  /** Whether the iterations differ so much that the time is no more than an order of magnitude. */
  boolean isUnsteady() {
    return spread > 0.15;
  }
}
