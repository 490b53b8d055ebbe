package org.teep4j.vectors.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.vectors.VectorSet;
import org.teep4j.vectors.format.BehaviourPack;
import org.teep4j.vectors.format.ScenarioPack;
import org.teep4j.vectors.load.BuiltInVectors;
import org.teep4j.vectors.load.LoadedVectors;

/**
 * Runs vectors through the library and reports a result for each vector. A published vector that is
 * wrong counts as a known erratum only if it is wrong in exactly the way that its errata describe.
 * A vector never causes a replay to throw.
 */
public final class Replay {

  private static final String SCENARIOS = "suit-scenarios";
  private static final String CASES = "teep-cases";

  private Replay() {}

  /**
   * Replays all built-in sets.
   *
   * @param progress called before each set
   * @return the results of all built-in sets
   */
  public static ReplayReport builtIn(ReplayProgress progress) {
    List<VectorSet> sets = BuiltInVectors.all();
    ScenarioPack scenarios = (ScenarioPack) BuiltInVectors.scenarios();
    BehaviourPack cases = (BehaviourPack) BuiltInVectors.cases();
    int total =
        sets.stream().mapToInt(set -> set.vectors().size()).sum()
            + scenarios.count()
            + cases.count();
    int done = 0;
    List<SetReplay> replays = new ArrayList<>();
    for (VectorSet set : sets) {
      progress.at(set.name(), done, total);
      replays.add(of(set));
      done += set.vectors().size();
    }
    progress.at(SCENARIOS, done, total);
    replays.add(ScenarioReplay.of(SCENARIOS, scenarios, Optional.empty()));
    progress.at(CASES, done + scenarios.count(), total);
    replays.add(BehaviourReplay.of(CASES, cases));
    return new ReplayReport(replays, List.of());
  }

  /**
   * Replays one set in this project's own format.
   *
   * @return the results of the set
   */
  public static SetReplay of(VectorSet set) {
    return SetReplay.of(set);
  }

  /**
   * Replays the files that a loader has read. Files with a single vector form one set per folder; a
   * file with several vectors is a set by itself.
   *
   * @param loaded the files that were read, and the skipped files
   * @param progress called before each set
   * @return the results of all sets
   */
  public static ReplayReport of(LoadedVectors loaded, ReplayProgress progress) {
    return FilesReplay.of(loaded, progress, Optional.empty());
  }

  /**
   * Replays the files that a loader has read, as {@link #of(LoadedVectors, ReplayProgress)}, with
   * the devices of scenarios in files.
   *
   * @param loaded the files that were read, and the skipped files
   * @param progress called before each set
   * @param store a new or empty folder, in which each scenario gets a folder; they are left there
   * @return the results of all sets
   */
  public static ReplayReport of(LoadedVectors loaded, ReplayProgress progress, Path store) {
    return FilesReplay.of(loaded, progress, Optional.of(store));
  }
}
