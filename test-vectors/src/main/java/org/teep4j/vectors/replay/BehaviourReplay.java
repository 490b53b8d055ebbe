package org.teep4j.vectors.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.teep4j.vectors.format.BehaviourPack;

/** Replays behaviour cases for a TAM and a TEEP Agent. */
final class BehaviourReplay {
  private BehaviourReplay() {}

  /**
   * Runs all cases of a pack.
   *
   * @param name the name of the set
   */
  static SetReplay of(String name, BehaviourPack pack) {
    List<ReplayResult> results = new ArrayList<>();
    pack.cases()
        .forEach(
            each ->
                results.add(
                    new ReplayResult(
                        each.name(),
                        Outcome.SKIPPED,
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.of("behaviour cases are not run yet"))));
    pack.unreadable().forEach((id, why) -> results.add(unreadable(id, why)));
    return new SetReplay(name, pack.title(), pack.count(), results);
  }

  private static ReplayResult unreadable(String id, String why) {
    return new ReplayResult(
        id,
        Outcome.FAILED,
        List.of(),
        Optional.of(new ReplayFailure("read", why, OptionalLong.empty(), Optional.empty())),
        List.of(),
        Optional.empty());
  }
}
