package org.teep4j.vectors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a set of vectors.
 *
 * @param name the name of the set; for files of other projects the folder or file, seen from the
 *     path that was asked for
 * @param title what the set is, in words
 * @param vectors the number of vectors
 * @param results what came of each, in the order of the set; more than there are vectors if checks
 *     of some were skipped
 */
public record SetReplay(String name, String title, int vectors, List<ReplayResult> results) {

  /**
   * Takes an unmodifiable copy of the list.
   *
   * @param name as the component
   * @param title as the component
   * @param vectors as the component
   * @param results as the component
   */
  public SetReplay {
    results = List.copyOf(results);
  }

  /**
   * The number of results with an outcome.
   *
   * @param outcome the outcome
   * @return how many there are
   */
  public int count(Outcome outcome) {
    return (int) results.stream().filter(result -> result.outcome() == outcome).count();
  }

  /**
   * The number of checks that held.
   *
   * @return how many there are in all results
   */
  public int checks() {
    return results.stream().mapToInt(result -> result.shown().size()).sum();
  }

  /**
   * What was skipped.
   *
   * @return each reason, and how many results have it, in the order in which they first appear
   */
  public Map<String, Integer> skipReasons() {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    for (ReplayResult result : results) {
      result.skipReason().ifPresent(reason -> reasons.merge(reason, 1, Integer::sum));
    }
    return reasons;
  }
}
