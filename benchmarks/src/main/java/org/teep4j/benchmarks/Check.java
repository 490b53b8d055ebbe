package org.teep4j.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Stops a benchmark whose contestants do not agree: their times would say nothing. */
final class Check {

  private Check() {}

  /** Insists that a contestant encodes to the same bytes as the others. */
  static void sameBytes(String contestant, byte[] expected, byte[] actual) {
    int at = Arrays.mismatch(expected, actual);
    if (at >= 0) {
      throw new IllegalStateException(
          contestant
              + " does not encode to the same bytes: they differ at byte "
              + at
              + " ("
              + byteAt(expected, at)
              + " expected, "
              + byteAt(actual, at)
              + " written; "
              + expected.length
              + " and "
              + actual.length
              + " bytes in all)");
    }
  }

  private static String byteAt(byte[] bytes, int at) {
    return at < bytes.length ? String.format(Locale.ROOT, "%02x", bytes[at]) : "the end";
  }

  /** Insists that a contestant reads the same values as the others, see {@link Values}. */
  static void sameValues(String contestant, long expected, long actual) {
    if (expected != actual) {
      throw new IllegalStateException(
          contestant + " does not read the same values: sum " + actual + " instead of " + expected);
    }
  }

  /** Insists that a contestant verifies what another has signed. */
  static void verified(String contestant, String signedBy, boolean verified) {
    if (!verified) {
      throw new IllegalStateException(contestant + " does not verify what " + signedBy + " signs");
    }
  }
}
