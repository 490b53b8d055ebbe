package org.teep4j.vectors.replay;

import java.util.List;
import org.teep4j.vectors.VectorSet;

/** Replays sets in this project's own format. */
public final class BuiltInReplay {
  private BuiltInReplay() {}

  /**
   * Replays a set.
   *
   * @param set the set
   * @return what came of it
   */
  public static SetReplay of(VectorSet set) {
    // Signatures take most of the time, and no vector has anything to do with another.
    List<ReplayResult> results =
        set.vectors().parallelStream()
            .flatMap(vector -> new VectorChecks(set, vector).run().stream())
            .toList();
    return new SetReplay(set.name(), set.title(), set.vectors().size(), results);
  }
}
