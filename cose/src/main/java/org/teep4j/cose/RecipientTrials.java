package org.teep4j.cose;

import org.teep4j.cose.VerificationException.Failure;

/** Counts the recipients of one message that have been tried, including nested recipients. */
final class RecipientTrials {

  /** The largest number of recipients that are tried. */
  static final int MOST = 16;

  private int count;

  /**
   * Counts one more.
   *
   * @throws VerificationException if the maximum is exceeded
   */
  void next() throws VerificationException {
    if (++count > MOST) {
      throw new VerificationException(Failure.TOO_MANY_RECIPIENTS);
    }
  }
}
