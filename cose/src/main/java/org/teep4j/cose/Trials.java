package org.teep4j.cose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.VerificationException.Failure;

/**
 * Tries verifiers on the signatures of one message until one verifies. The work per message is
 * bounded: algorithms are compared first, the resolver is called for at most {@value
 * #MOST_QUESTIONS} signatures, and at most {@value #MOST_TRIALS} pairs of a signature and a key are
 * tried. The failure that came furthest is kept for the report; an exception is created only to be
 * thrown.
 */
final class Trials {

  /** The maximum number of signatures of a message for which the resolver is called. */
  static final int MOST_QUESTIONS = 64;

  /** The maximum number of pairs of a signature and a key that are tried. */
  static final int MOST_TRIALS = 16;

  /**
   * Verifies one signature with one verifier. {@code X} is a further exception, such as one of
   * reading. The signature is a parameter, so that one trial object serves all signatures of a
   * message.
   */
  @FunctionalInterface
  interface Trial<T, X extends Exception> {
    T run(CoseHeaders headers, Bytes signature, CoseVerifier verifier, CoseAlgorithm algorithm)
        throws VerificationException, X;
  }

  private final CoseKeyResolver resolver;
  private final VerifyOptions options;
  private int questionsLeft = MOST_QUESTIONS;
  private int trialsLeft = MOST_TRIALS;

  private Failure failure = Failure.NO_SIGNATURE;

  /** The exception that caused {@link #failure}, or null. */
  private @Nullable VerificationException thrown;

  /** The headers whose algorithm a verifier did not accept, if that is the {@link #failure}. */
  private @Nullable CoseHeaders otherwiseNamed;

  private Object wanted = "one that is supported";

  private Trials(CoseKeyResolver resolver, VerifyOptions options) {
    this.resolver = resolver;
    this.options = options;
    if (resolver instanceof CoseVerifier verifier) {
      wanted = verifier.algorithm();
    }
  }

  /** Trials with the keys of a resolver, or with the one key of a verifier. */
  static Trials with(CoseKeyResolver resolver, VerifyOptions options) {
    return new Trials(resolver.forOneMessage(), options);
  }

  /**
   * Tries all verifiers for one signature.
   *
   * @param headers the headers of the signature
   * @param signature the signature, passed to the trial
   * @return the result of the trial; null if every verifier refused
   * @throws VerificationException if there were too many trials
   */
  <T, X extends Exception> @Nullable T attempt(
      CoseHeaders headers, Bytes signature, Trial<T, X> trial) throws VerificationException, X {
    if (options.implicitAlgorithm()) {
      if (headers.algorithmId().isPresent()) {
        refuseAlgorithm(headers, HeaderRules.NONE);
        return null;
      }
      return attempt(headers, signature, options.definedAlgorithm().orElse(null), trial);
    }
    if (!HeaderRules.statesAlgorithm(headers, options.unprotectedAlgorithm())) {
      refuse(Failure.NO_PROTECTED_ALGORITHM);
      return null;
    }
    CoseAlgorithm stated = headers.algorithm().orElse(null);
    if (stated == null) {
      refuseAlgorithm(headers, wanted);
      return null;
    }
    return attempt(headers, signature, stated, trial);
  }

  /** Tries all verifiers for a signature without headers. The verifier gives the algorithm. */
  <T, X extends Exception> @Nullable T attemptWithoutHeaders(Bytes signature, Trial<T, X> trial)
      throws VerificationException, X {
    return attempt(CoseHeaders.empty(), signature, null, trial);
  }

  private <T, X extends Exception> @Nullable T attempt(
      CoseHeaders headers, Bytes signature, @Nullable CoseAlgorithm stated, Trial<T, X> trial)
      throws VerificationException, X {
    if (resolver instanceof CoseVerifier verifier) {
      // Comparing one algorithm costs as little as reading the signature: no limit, and no list.
      return attempt(headers, signature, stated, verifier, trial);
    }
    for (CoseVerifier verifier : ask(headers)) {
      T verified = attempt(headers, signature, stated, verifier, trial);
      if (verified != null) {
        return verified;
      }
    }
    return null;
  }

  private <T, X extends Exception> @Nullable T attempt(
      CoseHeaders headers,
      Bytes signature,
      @Nullable CoseAlgorithm stated,
      CoseVerifier verifier,
      Trial<T, X> trial)
      throws VerificationException, X {
    if (stated != null && !verifier.accepts(stated)) {
      refuseAlgorithm(headers, verifier.algorithm());
      return null;
    }
    if (trialsLeft-- == 0) {
      throw new VerificationException(Failure.TOO_MANY_SIGNATURES);
    }
    try {
      HeaderRules.checkCritical(headers, options.understood());
      return trial.run(
          headers, signature, verifier, stated == null ? verifier.algorithm() : stated);
    } catch (VerificationException e) {
      refuse(e);
      return null;
    }
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
        ? HeaderRules.otherAlgorithm(otherwiseNamed, wanted)
        : new VerificationException(failure);
  }
}
