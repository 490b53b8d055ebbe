package org.teep4j.teep.http;

import java.time.Duration;

/** Checks of settings that several builders have. */
final class Settings {

  private Settings() {}

  static void requirePositive(String name, long number) {
    if (number <= 0) {
      throw new IllegalArgumentException(name + " must be positive: " + number);
    }
  }

  static void requirePositive(String name, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(name + " must be positive: " + time);
    }
  }
}
