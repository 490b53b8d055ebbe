package org.teep4j.vectors.replay;

import java.util.List;
import java.util.Optional;
import org.teep4j.vectors.Erratum;

/**
 * The result of one vector, or of a check of it that the library does not support yet.
 *
 * @param id the name of the vector, unique in its set; if only some checks of a vector were
 *     skipped, each skipped check has its own result, named after the vector and the check
 * @param shown the checks that held, in order
 * @param failure the failed check; present if and only if the outcome is {@link Outcome#FAILED} or
 *     {@link Outcome#DIFFERENT}
 * @param errata the errata of the vector, including those that leave it correct
 * @param skipReason the unsupported feature; present if and only if the outcome is {@link
 *     Outcome#SKIPPED}
 */
public record ReplayResult(
    String id,
    Outcome outcome,
    List<String> shown,
    Optional<ReplayFailure> failure,
    List<Erratum> errata,
    Optional<String> skipReason) {

  /**
   * Takes unmodifiable copies of the lists.
   *
   * @throws IllegalArgumentException if failure or reason do not fit the outcome
   */
  public ReplayResult {
    shown = List.copyOf(shown);
    errata = List.copyOf(errata);
    if (failure.isPresent() != (outcome == Outcome.FAILED || outcome == Outcome.DIFFERENT)
        || skipReason.isPresent() != (outcome == Outcome.SKIPPED)) {
      throw new IllegalArgumentException("a failure or a reason does not go with " + outcome);
    }
  }
}
