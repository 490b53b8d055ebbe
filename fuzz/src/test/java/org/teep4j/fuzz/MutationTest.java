package org.teep4j.fuzz;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every door with the vectors, and with damaged ones: the same in each build. */
@Tag("once")
class MutationTest {
  /** How many mutations each door is tried with. */
  private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 300);

  private static final int SEEDS = 64;

  static List<Door<?>> doors() {
    return Doors.all();
  }

  @ParameterizedTest
  @MethodSource("doors")
  void vectorsAndMutationsAreTakenOrRefused(Door<?> door) throws Exception {
    List<byte[]> seeds = Corpus.of(door, SEEDS / Math.min(4, door.slowness()));
    for (byte[] seed : seeds) {
      Trial.of(door, seed);
    }
    Mutator mutator = new Mutator(door.name().hashCode());
    for (int i = 0; i < MUTATIONS / door.slowness(); i++) {
      Trial.of(door, mutator.mutate(seeds.get(mutator.below(seeds.size())), seeds));
    }
  }
}
