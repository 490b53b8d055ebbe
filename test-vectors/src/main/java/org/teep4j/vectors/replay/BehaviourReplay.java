package org.teep4j.vectors.replay;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.DecodeException;
import org.teep4j.vectors.format.BehaviourCase;
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
    try {
      BehaviourManifests manifests = new BehaviourManifests(pack.material());
      pack.cases().parallelStream()
          .map(each -> run(each, manifests))
          .toList()
          .forEach(results::addAll);
    } catch (DecodeException badKey) {
      String why = "a key of the pack: " + badKey.getMessage();
      pack.cases().forEach(each -> results.add(Levels.unreadable(each.name(), why)));
    }
    pack.unreadable().forEach((id, why) -> results.add(Levels.unreadable(id, why)));
    return new SetReplay(name, pack.title(), pack.count(), results);
  }

  /** The result, and another one if some words were not judged. */
  private static List<ReplayResult> run(BehaviourCase behaviour, BehaviourManifests pack) {
    BehaviourRun run = new BehaviourRun(behaviour);
    List<ReplayResult> results = new ArrayList<>();
    results.add(run(behaviour, run, pack));
    if (!run.unknown().isEmpty()) {
      results.add(
          Levels.skipped(
              behaviour.name() + ": words", "unknown words: " + String.join("; ", run.unknown())));
    }
    return results;
  }

  private static ReplayResult run(
      BehaviourCase behaviour, BehaviourRun run, BehaviourManifests pack) {
    try {
      run.run(pack);
      return Levels.result(behaviour.name(), behaviour.must(), run.shown(), run.differences());
    } catch (IOException | GeneralSecurityException | DecodeException e) {
      return Levels.failed(behaviour.name(), behaviour.must(), e.toString());
    } catch (RuntimeException | StackOverflowError broken) {
      // An unexpected exception is a failure of the library.
      return Levels.failed(behaviour.name(), behaviour.must(), "threw " + broken);
    }
  }
}
