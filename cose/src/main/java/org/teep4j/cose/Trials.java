package org.teep4j.cose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.cose.VerificationException.Failure;

/**
 * Tries verifiers on the signatures of one message until one fits. Bounds the work that a message
 * can ask for: algorithms are compared first, a resolver is asked for {@value #MOST_QUESTIONS}
 * signatures at most, and {@link CoseSign#MOST_CANDIDATES} signatures and keys are tried with each
 * other. Remembers the most telling refusal; an exception is made only where one is thrown.
 */
final class Trials {

  /** For how many signatures of a message a resolver is asked. */
  static final int MOST_QUESTIONS = 64;

  /**
   * Verifies one signature with one verifier; {@code X} is what can go wrong beside that. It is
   * told the signature, so that one trial serves all signatures of a message.
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

  /** What was thrown, if {@link #failure} comes from there. */
  private @Nullable VerificationException thrown;

  /** Whose algorithm another verifier does not accept, if {@link #failure} is that. */
  private @Nullable CoseHeaders otherwiseNamed;

  private Object wanted = "one that is supported";

  private Trials(CoseKeyResolver resolver, VerifyOptions options, int questions) {
    this.resolver = resolver;
    this.options = options;
    this.questionsLeft = questions;
  }

  /** For the keys that a resolver finds. */
  static Trials with(CoseKeyResolver resolver, VerifyOptions options) {
    return new Trials(resolver.forOneMessage(), options, MOST_QUESTIONS);
  }

  /** For one key. */
  static Trials with(CoseVerifier verifier, VerifyOptions options) {
    List<CoseVerifier> one = List.of(verifier);
    return new Trials(headers -> one, options, Integer.MAX_VALUE);
  }

  /**
   * Tries what there is for one signature.
   *
   * @param signature is handed to the trial
   * @param headers of the signature
   * @return null if all was refused
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

  /** Tries what there is for a signature without headers, whose algorithm is known. */
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

  /** Why nothing fitted. */
  VerificationException refusal() {
    if (thrown != null) {
      return thrown;
    }
    return failure == Failure.ALGORITHM && otherwiseNamed != null
        ? MessageContent.otherAlgorithm(otherwiseNamed, wanted)
        : new VerificationException(failure);
  }
}
