package org.teep4j.vectors.replay;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.vectors.VectorSet;
import org.teep4j.vectors.load.BuiltInVectors;
import org.teep4j.vectors.load.LoadedVectors;

/**
 * Runs vectors through the library and reports a result for each vector. A published vector that is
 * wrong counts as a known erratum only if it is wrong in exactly the way that its errata describe.
 * A vector never causes a replay to throw.
 */
public final class Replay {

  private Replay() {}

  /**
   * Replays all built-in sets.
   *
   * @param progress called before each set
   * @return the results of all built-in sets
   */
  public static ReplayReport builtIn(ReplayProgress progress) {
    List<VectorSet> sets = BuiltInVectors.all();
    int total = sets.stream().mapToInt(set -> set.vectors().size()).sum();
    int done = 0;
    List<SetReplay> replays = new ArrayList<>();
    for (VectorSet set : sets) {
      progress.at(set.name(), done, total);
      replays.add(of(set));
      done += set.vectors().size();
    }
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
    return FilesReplay.of(loaded, progress);
  }
}
