package org.teep4j.vectors.replay;

/** Receives the progress of a replay. */
@FunctionalInterface
public interface ReplayProgress {
  /** Ignores the progress. */
  ReplayProgress NONE = (set, done, total) -> {};

  /**
   * Called before a set, or a part of it, is replayed.
   *
   * @param set the name of the set
   * @param done the number of vectors that have been replayed
   * @param total the number of vectors in all sets
   */
  void at(String set, int done, int total);
}
