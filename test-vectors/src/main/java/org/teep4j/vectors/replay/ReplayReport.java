package org.teep4j.vectors.replay;

import java.util.List;
import org.teep4j.vectors.load.SkippedFile;

/**
 * The results of replaying sets of vectors.
 *
 * @param sets the results of each set, in order
 * @param passedOver the files that the loader skipped; empty for the built-in sets
 */
public record ReplayReport(List<SetReplay> sets, List<SkippedFile> passedOver) {

  /** Takes unmodifiable copies of the lists. */
  public ReplayReport {
    sets = List.copyOf(sets);
    passedOver = List.copyOf(passedOver);
  }

  /**
   * The number of results with an outcome, in all sets.
   *
   * @return the number of results
   */
  public int count(Outcome outcome) {
    return sets.stream().mapToInt(set -> set.count(outcome)).sum();
  }

  /**
   * Whether the replay succeeded.
   *
   * @return true if no vector failed, and no file that may contain vectors was skipped
   */
  public boolean isGood() {
    return count(Outcome.FAILED) == 0
        && passedOver.stream().noneMatch(file -> file.cause().isFailure());
  }

  /**
   * The totals in one line.
   *
   * @return {@code replay: P passed, F failed, E known errata, S skipped}, and {@code , D
   *     different} if there are any
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
        + " skipped"
        + (count(Outcome.DIFFERENT) > 0 ? ", " + count(Outcome.DIFFERENT) + " different" : "");
  }
}
