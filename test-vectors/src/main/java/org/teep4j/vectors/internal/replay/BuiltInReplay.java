package org.teep4j.vectors.internal.replay;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.vectors.ReplayResult;
import org.teep4j.vectors.SetReplay;
import org.teep4j.vectors.TestVector;
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
    List<ReplayResult> results = new ArrayList<>();
    for (TestVector vector : set.vectors()) {
      results.addAll(new VectorChecks(set, vector).run());
    }
    return new SetReplay(set.name(), set.title(), set.vectors().size(), results);
  }
}
