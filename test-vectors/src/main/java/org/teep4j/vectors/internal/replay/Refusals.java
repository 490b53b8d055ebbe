package org.teep4j.vectors.internal.replay;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.VerificationException;

/** Compares the step at which an operation fails with the one at which it has to fail. */
final class Refusals {
  /** What fails if the library takes a key for no such use. */
  static final String KEY = "KEY";

  /** An operation of the library. */
  @FunctionalInterface
  interface Operation {
    /**
     * Runs the operation.
     *
     * @return what was shown
     */
    String run() throws CheckFailure, NotDone, DecodeException, GeneralSecurityException;
  }

  private Refusals() {}

  /**
   * Runs an operation that must succeed, or must fail at a step.
   *
   * @param refused the step
   * @param operation the operation
   * @return what was shown
   */
  static String check(Optional<String> refused, Operation operation)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    if (refused.isEmpty()) {
      return operation.run();
    }
    String step;
    try {
      operation.run();
    } catch (VerificationException failed) {
      step = failed.failure().name();
      CheckFailure.requireEqual(refused.get(), step, "the step that fails");
      return "refused: " + failed.getMessage();
    } catch (NoSuchAlgorithmException absent) {
      throw new NotDone(String.valueOf(absent.getMessage()));
    } catch (GeneralSecurityException failed) {
      CheckFailure.requireEqual(refused.get(), KEY, "the step that fails");
      return "refused: " + failed.getMessage();
    }
    throw new CheckFailure("succeeded, and must fail at " + refused.get());
  }
}
