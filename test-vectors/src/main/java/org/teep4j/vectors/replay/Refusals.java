package org.teep4j.vectors.replay;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.VerificationException;
import org.teep4j.vectors.CoseExpectation;

/** Compares the step at which an operation fails with the expected one. */
final class Refusals {
  /** The step if the library refuses the key for this use. */
  static final String KEY = "KEY";

  /** Matches every step, including decoding. */
  private static final String ANY = CoseExpectation.Open.ANY_STEP;

  /** An operation of the library. */
  @FunctionalInterface
  interface Operation {
    /**
     * Runs the operation.
     *
     * @return a short description of the result
     */
    String run() throws CheckFailure, NotDone, DecodeException, GeneralSecurityException;
  }

  private Refusals() {}

  /**
   * Runs an operation that must succeed, or must fail at a step.
   *
   * @param refused the step
   * @return what was shown
   */
  static String check(Optional<String> refused, Operation operation)
      throws CheckFailure, NotDone, DecodeException, GeneralSecurityException {
    if (refused.isEmpty()) {
      return operation.run();
    }
    try {
      operation.run();
    } catch (VerificationException failed) {
      requireStep(refused.get(), failed.failure().name());
      return "refused: " + failed.getMessage();
    } catch (DecodeException failed) {
      if (!refused.get().equals(ANY)) {
        throw failed;
      }
      return "refused: " + failed.reason() + " at offset " + failed.offset();
    } catch (NoSuchAlgorithmException absent) {
      throw new NotDone(String.valueOf(absent.getMessage()));
    } catch (GeneralSecurityException failed) {
      requireStep(refused.get(), KEY);
      return "refused: " + failed.getMessage();
    }
    throw new CheckFailure(
        refused.get().equals(ANY)
            ? "succeeded, and must be refused"
            : "succeeded, and must fail at " + refused.get());
  }

  private static void requireStep(String expected, String found) throws CheckFailure {
    if (!expected.equals(ANY)) {
      CheckFailure.requireEqual(expected, found, "the step that fails");
    }
  }
}
