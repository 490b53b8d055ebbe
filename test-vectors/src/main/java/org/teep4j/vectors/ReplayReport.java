package org.teep4j.vectors;

import java.util.List;

/**
 * What came of replaying sets of vectors.
 *
 * @param sets what came of each set, in order
 * @param passedOver the files that the loader passed over; empty for the built-in sets
 */
public record ReplayReport(List<SetReplay> sets, List<SkippedFile> passedOver) {

  /**
   * Takes unmodifiable copies of the lists.
   *
   * @param sets as the component
   * @param passedOver as the component
   */
  public ReplayReport {
    sets = List.copyOf(sets);
    passedOver = List.copyOf(passedOver);
  }

  /**
   * The number of results with an outcome, in all sets.
   *
   * @param outcome the outcome
   * @return how many there are
   */
  public int count(Outcome outcome) {
    return sets.stream().mapToInt(set -> set.count(outcome)).sum();
  }

  /**
   * Tells whether all is as it should be.
   *
   * @return true if no vector failed, and no file was passed over that may have vectors in it
   */
  public boolean isGood() {
    return count(Outcome.FAILED) == 0
        && passedOver.stream().noneMatch(file -> file.cause().isFailure());
  }

  /**
   * The totals in one line.
   *
   * @return {@code replay: P passed, F failed, E known errata, S skipped}
   */
  public String summary() {
    return "replay: "
        + count(Outcome.PASSED)
        + " passed, "
        + count(Outcome.FAILED)
        + " failed, "
        + count(Outcome.KNOWN_ERRATUM)
        + " known errata, "
        + count(Outcome.SKIPPED)
        + " skipped";
  }
}
