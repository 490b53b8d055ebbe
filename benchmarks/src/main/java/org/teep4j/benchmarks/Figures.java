package org.teep4j.benchmarks;

import java.util.Locale;
import java.util.OptionalDouble;

/** How figures are written: three digits at most, since no more of them mean anything. */
final class Figures {

  /** What stands where there is nothing to be told. */
  static final String NONE = "–";

  private static final String[] TIMES = {"ns", "µs", "ms", "s"};
  private static final String[] SIZES = {"B", "KiB", "MiB", "GiB"};

  private Figures() {}

  /** A time, in the unit that makes it short. */
  static String time(double nanoseconds) {
    return scaled(nanoseconds, 1000, TIMES);
  }

  /** A number of bytes: exact while that can be read. */
  static String size(OptionalDouble bytes) {
    if (bytes.isEmpty()) {
      return NONE;
    }
    long whole = Math.round(bytes.getAsDouble());
    return whole < 100_000
        ? String.format(Locale.ROOT, "%,d B", whole)
        : scaled(bytes.getAsDouble(), 1024, SIZES);
  }

  /** How many times as long. */
  static String ratio(OptionalDouble ratio) {
    if (ratio.isEmpty()) {
      return NONE;
    }
    double value = ratio.getAsDouble();
    if (value < 0.0995) {
      return String.format(Locale.ROOT, "%.3f", value);
    }
    return value < 0.95 ? String.format(Locale.ROOT, "%.2f", value) : above(value);
  }

  private static String above(double value) {
    if (value < 9.95) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
    double tens = value < 1000 ? 1 : Math.pow(10, Math.floor(Math.log10(value)) - 1);
    return String.format(Locale.ROOT, "%,d", Math.round(value / tens) * (long) tens);
  }

  private static String scaled(double value, int step, String[] units) {
    double rest = value;
    int unit = 0;
    while (rest >= step - 0.5 && unit < units.length - 1) {
      rest /= step;
      unit++;
    }
    int decimals = rest < 9.995 ? 2 : rest < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%,." + decimals + "f %s", rest, units[unit]);
  }
}
