package org.teep4j.cose.certificate;

/**
 * Limits the work for the certificates of all signatures of one message together. Each {@code
 * take…} method uses a part of the budget, and returns false if not enough is left.
 */
final class CertificateBudget {

  /** The largest number of certificates that a signature may carry. */
  static final int OF_ONE_SIGNATURE = 16;

  /** The largest number of examined certificates: as many as four signatures may carry. */
  static final int MOST_CERTIFICATES = 4 * OF_ONE_SIGNATURE;

  /** The largest number of verified signatures on certificates. */
  static final int MOST_SIGNATURES = 32;

  /** The largest number of calls of {@link CertificateSource}. */
  static final int MOST_FETCHES = 4;

  private static final int MOST_STEPS = 1024;

  private int certificates = MOST_CERTIFICATES;
  private int signatures = MOST_SIGNATURES;
  private int fetches = MOST_FETCHES;
  private int steps = MOST_STEPS;

  boolean takeCertificates(int count) {
    certificates -= count;
    return certificates >= 0;
  }

  boolean takePath(int length) {
    signatures -= length;
    return signatures >= 0;
  }

  boolean takeFetch() {
    return fetches-- > 0;
  }

  boolean takeStep() {
    return steps-- > 0;
  }

  /** Whether the budget is sufficient to validate another path. */
  boolean hasPaths() {
    return signatures > 0;
  }
}
