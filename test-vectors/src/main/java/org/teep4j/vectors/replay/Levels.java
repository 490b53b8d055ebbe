package org.teep4j.vectors.replay;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Results of what the text decides, and of what it recommends or leaves open. */
final class Levels {
  private static final String MUST = "must";
  private static final String SHOULD = "should";

  private Levels() {}

  /** A difference in what must be is a failure; in what should be, it is to be explained. */
  static ReplayResult result(
      String id, boolean must, List<String> shown, List<String> differences) {
    if (differences.isEmpty()) {
      return result(id, Outcome.PASSED, shown, "", List.of());
    }
    return must
        ? result(id, Outcome.FAILED, shown, MUST, differences)
        : result(id, Outcome.DIFFERENT, shown, SHOULD, differences);
  }

  /** Something was not judged. */
  static ReplayResult skipped(String id, String why) {
    return new ReplayResult(
        id, Outcome.SKIPPED, List.of(), Optional.empty(), List.of(), Optional.of(why));
  }

  /** It could not be run. */
  static ReplayResult failed(String id, boolean must, String why) {
    return result(id, Outcome.FAILED, List.of(), must ? MUST : SHOULD, List.of(why));
  }

  /** It could not be read. */
  static ReplayResult unreadable(String id, String why) {
    return result(id, Outcome.FAILED, List.of(), "read", List.of(why));
  }

  private static ReplayResult result(
      String id, Outcome outcome, List<String> shown, String check, List<String> differences) {
    return new ReplayResult(
        id,
        outcome,
        shown,
        differences.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new ReplayFailure(
                    check, String.join("; ", differences), OptionalLong.empty(), Optional.empty())),
        List.of(),
        Optional.empty());
  }
}
