package org.teep4j.vectors;

import java.util.List;
import java.util.Optional;

/**
 * What came of one vector, or of a check of it that this library does not do yet.
 *
 * @param id the name of the vector, unique in its set; a check that was skipped in a vector of
 *     which other checks were made has a result of its own, named after the vector and the check
 * @param outcome what came of it
 * @param shown what was shown, one element for each check that held, in order
 * @param failure what did not hold; present if and only if the outcome is {@link Outcome#FAILED}
 * @param errata the findings about the vector, those that leave it right included
 * @param skipReason what this library does not do yet; present if and only if the outcome is {@link
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
   * @param id as the component
   * @param outcome as the component
   * @param shown as the component
   * @param failure as the component
   * @param errata as the component
   * @param skipReason as the component
   * @throws IllegalArgumentException if failure or reason do not go with the outcome
   */
  public ReplayResult {
    shown = List.copyOf(shown);
    errata = List.copyOf(errata);
    if (failure.isPresent() != (outcome == Outcome.FAILED)
        || skipReason.isPresent() != (outcome == Outcome.SKIPPED)) {
      throw new IllegalArgumentException("a failure or a reason does not go with " + outcome);
    }
  }
}
