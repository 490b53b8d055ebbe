package org.teep4j.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Looks for the input that makes a door allocate most of what it may, by climbing: what costs more
 * than the best so far is what the next change starts from.
 */
final class Search {
  /** Classes are loaded once. */
  private static final int MEASUREMENTS = 3;

  private static final int LONGEST = 12 << 10;

  /** How many failures in a row make the search start from another seed. */
  private static final int PATIENCE = 200;

  /**
   * What was found.
   *
   * @param cost what it takes, as a part of what the door may take
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and nobody else has the array
  record Found(byte[] input, double cost) {
    @Override
    public String toString() {
      return cost + " of the budget for " + input.length + " bytes: " + Trial.shown(input);
    }
  }

  private final Door<?> door;
  private final List<byte[]> seeds;
  private final Random random;
  private final Mutator mutator;
  private Found worst = new Found(new byte[0], 0);

  private Search(Door<?> door, List<byte[]> seeds) {
    this.door = door;
    this.seeds = seeds;
    this.random = new Random(door.name().hashCode());
    this.mutator = new Mutator(door.name().hashCode());
  }

  /** Searches, the same way each time. */
  static Found worst(Door<?> door, List<byte[]> seeds, int trials) {
    Search search = new Search(door, seeds);
    search.run(trials);
    return search.worst;
  }

  private void run(int trials) {
    byte[] current = new byte[0];
    double height = -1;
    int failures = PATIENCE;
    for (int i = 0; i < trials; i++) {
      if (failures >= PATIENCE) {
        current = seeds.get(random.nextInt(seeds.size()));
        height = cost(current);
        failures = 0;
      }
      byte[] next = changed(current);
      double cost = cost(next);
      if (cost > height) {
        current = next;
        height = cost;
        failures = 0;
      } else {
        failures++;
      }
      if (cost > worst.cost) {
        worst = new Found(next, cost);
      }
    }
  }

  private byte[] changed(byte[] input) {
    byte[] changed;
    if (door.isText() || random.nextInt(8) == 0) {
      changed = mutator.mutate(input, seeds);
    } else {
      Tree tree = Tree.of(input);
      for (int i = random.nextInt(3); i >= 0; i--) {
        tree = tree.mutated(random, Tree.of(seeds.get(random.nextInt(seeds.size()))));
      }
      changed = tree.encoded();
    }
    return changed.length > LONGEST ? Arrays.copyOf(input, input.length) : changed;
  }

  /** What the input costs, as a part of what the door may take. */
  private double cost(byte[] input) {
    double budget = door.budget().of(input.length);
    double cost = Trial.allocated(() -> door.opening().open(input), 1) / budget;
    return cost <= worst.cost
        ? cost
        : Trial.allocated(() -> door.opening().open(input), MEASUREMENTS) / budget;
  }
}
