package org.teep4j.vectors.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teep4j.vectors.VectorSet;

/**
 * The results of a set of vectors.
 *
 * @param name the name of the set; for files of other projects, the folder or file relative to the
 *     requested path
 * @param title the title of the set, in words
 * @param vectors the number of vectors
 * @param results the results, in the order of the set; more than the number of vectors if single
 *     checks were skipped
 */
public record SetReplay(String name, String title, int vectors, List<ReplayResult> results) {

  /** Takes an unmodifiable copy of the list. */
  public SetReplay {
    results = List.copyOf(results);
  }

  static SetReplay of(VectorSet set) {
    // Signatures take most of the time, and no vector depends on another.
    List<ReplayResult> results =
        set.vectors().parallelStream()
            .flatMap(vector -> new VectorChecks(set, vector).run().stream())
            .toList();
    return new SetReplay(set.name(), set.title(), set.vectors().size(), results);
  }

  /**
   * The number of results with an outcome.
   *
   * @return how many there are
   */
  public int count(Outcome outcome) {
    return (int) results.stream().filter(result -> result.outcome() == outcome).count();
  }

  /**
   * The number of checks that held.
   *
   * @return the number of checks in all results
   */
  public int checks() {
    return results.stream().mapToInt(result -> result.shown().size()).sum();
  }

  /**
   * The reasons for skipped checks.
   *
   * @return each reason with the number of its results, in order of first appearance
   */
  public Map<String, Integer> skipReasons() {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    for (ReplayResult result : results) {
      result.skipReason().ifPresent(reason -> reasons.merge(reason, 1, Integer::sum));
    }
    return reasons;
  }
}
