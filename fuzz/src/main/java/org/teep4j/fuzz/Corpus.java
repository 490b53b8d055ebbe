package org.teep4j.fuzz;

import java.util.ArrayList;
import java.util.List;

/** What the tries of a door begin with. */
final class Corpus {
  private static final int MOST_TRIED = 4000;

  private Corpus() {}

  /**
   * The door's own seeds, and of the pool what the door takes, as far apart as the number demands,
   * with some of what it does not take.
   *
   * @param most how many from the pool are taken at most
   */
  static List<byte[]> of(Door<?> door, int most) throws Exception {
    List<byte[]> seeds = new ArrayList<>(door.seeds().make());
    List<byte[]> taken = new ArrayList<>();
    List<byte[]> refused = new ArrayList<>();
    for (byte[] input : spread(Pool.of(door), MOST_TRIED / door.slowness())) {
      (Trial.of(door, input) ? taken : refused).add(input);
    }
    seeds.addAll(spread(taken, most));
    seeds.addAll(spread(refused, most / 4));
    return seeds;
  }

  private static List<byte[]> spread(List<byte[]> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    List<byte[]> chosen = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      chosen.add(all.get((int) ((long) i * all.size() / most)));
    }
    return chosen;
  }
}
