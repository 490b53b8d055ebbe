package org.teep4j.cose;

/**
 * What the certificates of all signatures of one message together may cost. Each method takes some
 * of it, and returns false if there is not enough left.
 */
final class CertificateBudget {

  /** How many certificates are looked at: as many as four signatures may bring along. */
  static final int MOST_CERTIFICATES = 4 * CertificateTrust.MOST_CERTIFICATES;

  /** How many signatures on certificates are checked. */
  static final int MOST_SIGNATURES = 32;

  /** How often {@link CertificateSource} is asked. */
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

  /** Whether any path could be validated. */
  boolean hasPaths() {
    return signatures > 0;
  }
}
