package org.teep4j.vectors;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.vectors.internal.replay.BuiltInReplay;
import org.teep4j.vectors.internal.replay.FilesReplay;

/**
 * Runs vectors through the library and tells, vector by vector, what was shown. A vector that is
 * wrong where it was published counts as a known erratum only if it is wrong in exactly the way
 * that its data say. Replaying never throws on account of a vector.
 */
public final class Replay {

  /** Is told how far a replay has come. */
  @FunctionalInterface
  public interface Progress {
    /** Tells nobody. */
    Progress NONE = (set, done, total) -> {};

    /**
     * A set, or a part of it, is about to be replayed.
     *
     * @param set the name of the set
     * @param done how many vectors have been replayed
     * @param total how many there are in all sets
     */
    void at(String set, int done, int total);
  }

  private Replay() {}

  /**
   * Replays all built-in sets.
   *
   * @param progress is told before each set
   * @return what came of each
   */
  public static ReplayReport builtIn(Progress progress) {
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
   * @param set the set
   * @return what came of it
   */
  public static SetReplay of(VectorSet set) {
    return BuiltInReplay.of(set);
  }

  /**
   * Replays what a loader has read. Files of one vector are put together by folder; a file that
   * lists vectors is a set by itself.
   *
   * @param loaded what was read, and what was passed over
   * @param progress is told before each set
   * @return what came of each set
   */
  public static ReplayReport of(LoadedVectors loaded, Progress progress) {
    return FilesReplay.of(loaded, progress);
  }
}
