package org.teep4j.cose;

import org.jspecify.annotations.Nullable;
import org.teep4j.cose.VerificationException.Failure;

/**
 * Tries verifiers on signatures until one fits, and no more than {@link CoseSign#MOST_CANDIDATES}
 * times. What was refused on the way is kept: the most telling refusal is reported in the end.
 */
final class Trials {

  /** Verifies one signature with one verifier; {@code X} is what can go wrong beside that. */
  @FunctionalInterface
  interface Trial<T, X extends Exception> {
    T run(CoseVerifier verifier, CoseAlgorithm algorithm) throws VerificationException, X;
  }

  private final VerifyOptions options;
  private VerificationException refusal = new VerificationException(Failure.NO_SIGNATURE);
  private int tried;

  Trials(VerifyOptions options) {
    this.options = options;
  }

  /**
   * Tries one verifier on one signature.
   *
   * @param headers of the signature
   * @return null if it was refused
   * @throws VerificationException if there were too many trials
   */
  <T, X extends Exception> @Nullable T attempt(
      CoseHeaders headers, CoseVerifier verifier, Trial<T, X> trial)
      throws VerificationException, X {
    try {
      CoseAlgorithm algorithm =
          MessageContent.checkAlgorithm(headers, options.unprotectedAlgorithm(), verifier::accepts);
      if (++tried > CoseSign.MOST_CANDIDATES) {
        throw new VerificationException(Failure.TOO_MANY_SIGNATURES);
      }
      MessageContent.checkCritical(headers, options.understood());
      return trial.run(verifier, algorithm);
    } catch (VerificationException e) {
      if (e.failure() == Failure.TOO_MANY_SIGNATURES) {
        throw e;
      }
      refuse(e);
      return null;
    }
  }

  /**
   * Tries what a resolver finds for one signature.
   *
   * @param headers of the signature
   * @return null if all was refused
   * @throws VerificationException if there were too many trials
   */
  <T, X extends Exception> @Nullable T attempt(
      CoseHeaders headers, CoseKeyResolver resolver, Trial<T, X> trial)
      throws VerificationException, X {
    try {
      refuse(new VerificationException(Failure.NO_KEY));
      for (CoseVerifier verifier : resolver.resolve(headers)) {
        T result = attempt(headers, verifier, trial);
        if (result != null) {
          return result;
        }
      }
    } catch (VerificationException e) {
      if (e.failure() == Failure.TOO_MANY_SIGNATURES) {
        throw e;
      }
      refuse(e);
    }
    return null;
  }

  /** Tries what a resolver finds for a signature without headers, whose algorithm is known. */
  <T, X extends Exception> @Nullable T attemptWithoutHeaders(
      CoseKeyResolver resolver, Trial<T, X> trial) throws VerificationException, X {
    refuse(new VerificationException(Failure.NO_KEY));
    for (CoseVerifier verifier : resolver.resolve(CoseHeaders.empty())) {
      if (++tried > CoseSign.MOST_CANDIDATES) {
        throw new VerificationException(Failure.TOO_MANY_SIGNATURES);
      }
      try {
        return trial.run(verifier, verifier.algorithm());
      } catch (VerificationException e) {
        refuse(e);
      }
    }
    return null;
  }

  /** Keeps of two refusals the one that came further: its signature is likelier the one meant. */
  private void refuse(VerificationException other) {
    if (rank(other.failure()) >= rank(refusal.failure()) && rank(refusal.failure()) < LAST) {
      refusal = other;
    }
  }

  private static final int LAST = 3;

  private static int rank(Failure failure) {
    return switch (failure) {
      case NO_SIGNATURE -> 0;
      case NO_KEY -> 1;
      case NO_PROTECTED_ALGORITHM, ALGORITHM -> 2;
      default -> LAST;
    };
  }

  /** Why nothing fitted. */
  VerificationException refusal() {
    return refusal;
  }
}
