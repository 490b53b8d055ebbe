package org.teep4j.cose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.VerificationException.Failure;

/**
 * Tries verifiers on the signatures of one message until one verifies. The work per message is
 * bounded: algorithms are compared first, the resolver is called for at most {@value
 * #MOST_QUESTIONS} signatures, and at most {@link CoseSign#MOST_CANDIDATES} pairs of a signature
 * and a key are tried. The failure that came furthest is kept for the report; an exception is
 * created only to be thrown.
 */
final class Trials {

  /** The maximum number of signatures of a message for which the resolver is called. */
  static final int MOST_QUESTIONS = 64;

  /**
   * Verifies one signature with one verifier. {@code X} is a further exception, such as one of
   * reading. The signature is a parameter, so that one trial object serves all signatures of a
   * message.
   */
  @FunctionalInterface
  interface Trial<S, T, X extends Exception> {
    T run(S signature, CoseVerifier verifier, CoseAlgorithm algorithm)
        throws VerificationException, X;
  }

  private final CoseKeyResolver resolver;
  private final VerifyOptions options;
  private int questionsLeft;
  private int trialsLeft = CoseSign.MOST_CANDIDATES;

  private Failure failure = Failure.NO_SIGNATURE;

  /** The exception that caused {@link #failure}, or null. */
  private @Nullable VerificationException thrown;

  /** The headers whose algorithm a verifier did not accept, if that is the {@link #failure}. */
  private @Nullable CoseHeaders otherwiseNamed;

  private Object wanted = "one that is supported";

  private Trials(CoseKeyResolver resolver, VerifyOptions options, int questions) {
    this.resolver = resolver;
    this.options = options;
    this.questionsLeft = questions;
  }

  /** Trials with the keys of a resolver. */
  static Trials with(CoseKeyResolver resolver, VerifyOptions options) {
    return new Trials(resolver.forOneMessage(), options, MOST_QUESTIONS);
  }

  /** Trials with one verifier. */
  static Trials with(CoseVerifier verifier, VerifyOptions options) {
    List<CoseVerifier> one = List.of(verifier);
    return new Trials(headers -> one, options, Integer.MAX_VALUE);
  }

  /**
   * Tries all verifiers for one signature.
   *
   * @param signature the signature, passed to the trial
   * @param headers the headers of the signature
   * @return the result of the trial; null if every verifier refused
   * @throws VerificationException if there were too many trials
   */
  <S, T, X extends Exception> @Nullable T attempt(
      S signature, CoseHeaders headers, Trial<S, T, X> trial) throws VerificationException, X {
    if (!MessageContent.statesAlgorithm(headers, options.unprotectedAlgorithm())) {
      refuse(Failure.NO_PROTECTED_ALGORITHM);
      return null;
    }
    CoseAlgorithm stated = headers.algorithm().orElse(null);
    if (stated == null) {
      refuseAlgorithm(headers, wanted);
      return null;
    }
    for (CoseVerifier verifier : ask(headers)) {
      if (!verifier.accepts(stated)) {
        refuseAlgorithm(headers, verifier.algorithm());
        continue;
      }
      countTrial();
      try {
        MessageContent.checkCritical(headers, options.understood());
        return trial.run(signature, verifier, stated);
      } catch (VerificationException e) {
        refuse(e);
      }
    }
    return null;
  }

  /** Tries all verifiers for a signature without headers. The verifier gives the algorithm. */
  <S, T, X extends Exception> @Nullable T attemptWithoutHeaders(S signature, Trial<S, T, X> trial)
      throws VerificationException, X {
    for (CoseVerifier verifier : ask(CoseHeaders.empty())) {
      countTrial();
      try {
        return trial.run(signature, verifier, verifier.algorithm());
      } catch (VerificationException e) {
        refuse(e);
      }
    }
    return null;
  }

  private List<CoseVerifier> ask(CoseHeaders headers) throws VerificationException {
    if (questionsLeft-- == 0) {
      throw new VerificationException(Failure.TOO_MANY_SIGNATURES);
    }
    refuse(Failure.NO_KEY);
    try {
      return resolver.resolve(headers);
    } catch (VerificationException e) {
      refuse(e);
      return List.of();
    }
  }

  private void countTrial() throws VerificationException {
    if (trialsLeft-- == 0) {
      throw new VerificationException(Failure.TOO_MANY_SIGNATURES);
    }
  }

  private boolean refuse(Failure other) {
    boolean further = other.saysMoreThan(failure);
    if (further) {
      failure = other;
      thrown = null;
    }
    return further;
  }

  private void refuse(VerificationException other) {
    if (refuse(other.failure())) {
      thrown = other;
    }
  }

  private void refuseAlgorithm(CoseHeaders headers, Object expected) {
    if (refuse(Failure.ALGORITHM)) {
      otherwiseNamed = headers;
      wanted = expected;
    }
  }

  /** The exception to throw when no verifier succeeded. */
  VerificationException refusal() {
    if (thrown != null) {
      return thrown;
    }
    return failure == Failure.ALGORITHM && otherwiseNamed != null
        ? MessageContent.otherAlgorithm(otherwiseNamed, wanted)
        : new VerificationException(failure);
  }
}
