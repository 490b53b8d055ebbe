package org.teep4j.cose;

import org.teep4j.cose.VerificationException.Failure;

/** How many recipients of one message have been tried, those of recipients included. */
final class RecipientTrials {

  private int count;

  /**
   * Counts one more.
   *
   * @throws VerificationException if there have been too many
   */
  void next() throws VerificationException {
    if (++count > ContentKeyRecipient.MOST_CANDIDATES) {
      throw new VerificationException(Failure.TOO_MANY_RECIPIENTS);
    }
  }
}
