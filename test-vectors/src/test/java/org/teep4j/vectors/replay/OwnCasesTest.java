package org.teep4j.vectors.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.teep4j.vectors.format.BehaviourPack;
import org.teep4j.vectors.load.BuiltInVectors;

/**
 * The behaviour cases of this project: the program that writes them and the file agree, and the
 * library does what they say. {@code -Dteep4j.vectors.write=FOLDER} writes the file anew.
 */
class OwnCasesTest {
  private static final String FILE = "teep-cases.json";
  private static final int LEAST = 120;

  static String written() throws Exception {
    CasePack pack = new CasePack();
    CaseWorld.addTo(pack);
    TamCaseStories.addTo(pack);
    TamOutcomeStories.addTo(pack);
    AgentCaseStories.addTo(pack);
    UpdateCaseStories.addTo(pack);
    HttpCaseStories.addTo(pack);
    return pack.json();
  }

  @Test
  void theFileIsWhatTheProgramWrites() throws Exception {
    WrittenFile.compare(FILE, written());
  }

  @Test
  void theLibraryDoesWhatTheySay() {
    BehaviourPack pack = (BehaviourPack) BuiltInVectors.cases();
    assertTrue(pack.count() >= LEAST, pack.count() + " cases");
    assertEquals(List.of(), OwnScenariosTest.differences(BehaviourReplay.of("own", pack)));
  }
}
