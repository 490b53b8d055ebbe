package org.teep4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a search for input that costs much finds at each door. */
@Tag("once")
class SearchTest {
  /** How many inputs are tried at each door. */
  private static final int TRIALS = Integer.getInteger("fuzz.search", 150);

  private static final int SEEDS = 40;

  static List<Door<?>> doors() {
    return Doors.all();
  }

  @ParameterizedTest
  @MethodSource("doors")
  void nothingIsFoundThatCostsMoreThanTheBudget(Door<?> door) throws Exception {
    List<byte[]> seeds = Corpus.of(door, SEEDS / Math.min(4, door.slowness()));
    Search.Found worst = Search.worst(door, seeds, TRIALS / door.slowness());
    assertTrue(worst.cost() <= 1, worst::toString);
  }
}
