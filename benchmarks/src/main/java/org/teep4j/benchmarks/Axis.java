package org.teep4j.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Where times stand in a plot.
 *
 * @param logarithmic whether equal distances are equal ratios
 * @param from the time at the left edge, in nanoseconds
 * @param to the time at the right edge
 * @param step from one tick to the next where that is a distance
 */
record Axis(boolean logarithmic, double from, double to, double step) {

  /** From this ratio on, a short bar could not be seen beside a long one. */
  private static final double TOO_FAR = 60;

  /** One that shows these times: from zero, unless they lie too far apart for that. */
  static Axis of(double shortest, double longest) {
    if (longest / shortest > TOO_FAR) {
      double from = Math.pow(10, Math.floor(Math.log10(shortest / 2)));
      return new Axis(true, from, longest, 10);
    }
    double rough = longest / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / power; // from 1 to 10
    double round = digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10;
    return new Axis(false, 0, longest, round * power);
  }

  /** Where a time stands, from 0 at the left edge to 1 at the right. */
  double place(double time) {
    return logarithmic ? Math.log(time / from) / Math.log(to / from) : (time - from) / (to - from);
  }

  /** The times that are marked, in ascending order. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    double end = to * (1 + 1e-9);
    if (logarithmic) {
      // Powers of ten, and with many of them each third: ns, µs, ms.
      double factor = to / from > 1e6 ? 1000 : 10;
      for (double tick = from; tick <= end; tick *= factor) {
        ticks.add(tick);
      }
      return ticks;
    }
    for (int i = 0; i * step <= end; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
