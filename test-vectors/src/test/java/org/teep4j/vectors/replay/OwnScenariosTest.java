package org.teep4j.vectors.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.teep4j.vectors.format.ScenarioPack;
import org.teep4j.vectors.load.BuiltInVectors;
import org.teep4j.vectors.load.LoadedVectors;
import org.teep4j.vectors.load.VectorLoader;

/**
 * The scenarios of this project: the program that writes them and the file agree, and the library
 * does what they say. {@code -Dteep4j.vectors.write=FOLDER} writes the file anew.
 */
class OwnScenariosTest {
  private static final String FILE = "suit-scenarios.json";
  private static final int LEAST = 150;

  static String written() throws Exception {
    Pack pack = new Pack();
    CheckStories.addTo(pack);
    FlowStories.addTo(pack);
    CommandStories.addTo(pack);
    DependencyStories.addTo(pack);
    SecretStories.addTo(pack);
    PublishedStories.addTo(pack);
    return pack.json();
  }

  @Test
  void theFileIsWhatTheProgramWrites() throws Exception {
    WrittenFile.compare(FILE, written());
  }

  @Test
  void theLibraryDoesWhatTheySay() {
    ScenarioPack pack = (ScenarioPack) BuiltInVectors.scenarios();
    assertTrue(pack.count() >= LEAST, pack.count() + " scenarios");
    assertEquals(List.of(), differences(ScenarioReplay.of("own", pack, Optional.empty())));
  }

  /** {@code -Dteep4j.scenarios.dir=FOLDER} names packs that others have made. */
  @Test
  @EnabledIfSystemProperty(named = "teep4j.scenarios.dir", matches = ".+")
  void packsOfOthersComeOutAsTheySay() throws Exception {
    LoadedVectors loaded =
        new VectorLoader().load(Path.of(System.getProperty("teep4j.scenarios.dir")));
    assertTrue(loaded.count() > 0);
    for (SetReplay set : Replay.of(loaded, ReplayProgress.NONE).sets()) {
      assertEquals(List.of(), differences(set), set.name());
    }
  }

  static List<String> differences(SetReplay replay) {
    return replay.results().stream()
        .filter(result -> result.outcome() != Outcome.PASSED)
        .map(result -> result.id() + ": " + result.failure().orElseThrow())
        .toList();
  }
}
