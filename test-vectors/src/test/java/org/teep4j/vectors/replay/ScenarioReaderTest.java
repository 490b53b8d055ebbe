package org.teep4j.vectors.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.vectors.load.LoadLimits;
import org.teep4j.vectors.load.LoadedVectors;
import org.teep4j.vectors.load.VectorFormatException;
import org.teep4j.vectors.load.VectorLoader;

/** Packs of scenarios that somebody else has written. */
class ScenarioReaderTest {
  private static final String PACK =
      "{'format': 'suit-processing-scenarios/1', 'keys': {'a': {'cose_key_hex': 'a0'}},"
          + " 'scenarios': [S]}";
  private static final String SCENARIO =
      "{'name': 'one', 'what': 'w', 'rule': 'R1', 'level': 'must', 'procedure': 'update',"
          + " 'envelope': 'e.cbor', 'device': {'components': [{'id': ['61'], 'content': null}]},"
          + " 'trusted': [], 'expect': {'result': 'abort'}}";

  @TempDir private Path folder;

  private ReplayReport replay(String scenarios) throws Exception {
    return replay(PACK.replace("S]", scenarios + "]"), LoadLimits.DEFAULT);
  }

  private ReplayReport replay(String pack, LoadLimits limits) throws Exception {
    Path file = folder.resolve("scenarios.json");
    Files.writeString(file, pack.replace('\'', '"'));
    LoadedVectors loaded = new VectorLoader(limits).load(file);
    return Replay.of(loaded, ReplayProgress.NONE);
  }

  private void envelope(String name, String content) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static String why(ReplayReport report) {
    return report.sets().get(0).results().get(0).failure().orElseThrow().toString();
  }

  @Test
  void anEnvelopeThatIsNoneIsRefused() throws Exception {
    envelope("one/e.cbor", "x");
    ReplayReport report = replay(SCENARIO);
    assertEquals(1, report.count(Outcome.PASSED));
    assertTrue(report.isGood());
  }

  @Test
  void whatMustComeAndDoesNotFails() throws Exception {
    envelope("one/e.cbor", "x");
    ReplayReport report = replay(SCENARIO.replace("'abort'", "'complete'"));
    assertEquals(1, report.count(Outcome.FAILED));
    assertTrue(why(report).startsWith("must: result: abort, wanted complete"), why(report));
  }

  @Test
  void whatShouldComeAndDoesNotIsShown() throws Exception {
    envelope("one/e.cbor", "x");
    ReplayReport report =
        replay(SCENARIO.replace("'abort'", "'complete'").replace("'must'", "'should'"));
    assertEquals(1, report.count(Outcome.DIFFERENT));
    assertTrue(report.isGood());
    assertEquals(
        "replay: 0 passed, 0 failed, 0 known errata, 0 skipped, 1 different", report.summary());
    report = replay(SCENARIO.replace("'result'", "'reasons': [9], 'result'"));
    assertEquals(1, report.count(Outcome.DIFFERENT));
    assertTrue(why(report).startsWith("should: reason: 1, wanted one of [9]"), why(report));
  }

  @Test
  void oneBadScenarioLeavesTheOthers() throws Exception {
    envelope("one/e.cbor", "x");
    String other = SCENARIO.replace("'one'", "'two'");
    String[] bad = {
      other, // There is no file.
      other.replace("e.cbor", "../one/e.cbor"),
      other.replace("e.cbor", "/etc/hostname"),
      other.replace("'what'", "'wat'"),
      other.replace("'components'", "'componets'"),
      other.replace("'trusted': []", "'trusted': ['nobody']"),
      other.replace("'must'", "'may'"),
      other.replace("['61']", "['6']"),
      other.replace("'content': null", "'content': null, 'slot': -1"),
      other.replace("'content': null", "'content': null, 'version': []"),
      other.replace("'trusted': []", "'trusted': [], 'steps': []")
    };
    for (String each : bad) {
      ReplayReport report = replay(SCENARIO + ", " + each);
      assertEquals(1, report.count(Outcome.PASSED), each);
      assertEquals(1, report.count(Outcome.FAILED), each);
    }
  }

  @Test
  void aBadPackIsRefused() {
    String[] bad = {
      PACK.replace("S]", "]"),
      PACK.replace("S]", SCENARIO.replace("'one'", "'../one'") + "]"),
      PACK.replace("S]", SCENARIO.replace("'one'", "'.git'") + "]"),
      PACK.replace("S]", SCENARIO + ", " + SCENARIO.replace("'one'", "'ONE'") + "]"),
      PACK.replace("'keys'", "'device': {'x': '" + "y".repeat(5000) + "'}, 'keys'"),
      PACK.replace("'keys'", "'kees'")
    };
    for (String each : bad) {
      assertThrows(VectorFormatException.class, () -> replay(each, LoadLimits.DEFAULT), each);
    }
  }

  @Test
  void filesHaveLimits() throws Exception {
    envelope("one/e.cbor", "x".repeat(3000));
    String pack = PACK.replace("S]", SCENARIO + "]");
    assertTrue(replay(pack, new LoadLimits(3000, 10, 2)).isGood());
    assertThrows(VectorFormatException.class, () -> replay(pack, new LoadLimits(2000, 10, 2)));
  }

  @Test
  void filesInsideThePackComeFirst() throws Exception {
    envelope("one/e.cbor", "x");
    String inside = PACK.replace("'keys'", "'files': {'e.cbor': 'a0'}, 'keys'");
    assertEquals(
        1, replay(inside.replace("S]", SCENARIO + "]"), LoadLimits.DEFAULT).count(Outcome.PASSED));
  }

  @Test
  void devicesAreKeptInFiles() throws Exception {
    envelope("one/e.cbor", "x");
    Path file = folder.resolve("scenarios.json");
    Files.writeString(file, PACK.replace("S]", SCENARIO + "]").replace('\'', '"'));
    Path store = folder.resolve("store");
    LoadedVectors loaded = new VectorLoader().load(file);
    assertTrue(Replay.of(loaded, ReplayProgress.NONE, store).isGood());
    assertTrue(Files.isDirectory(store.resolve("pack-1/one/components")));
    ReplayReport again = Replay.of(loaded, ReplayProgress.NONE, store);
    assertTrue(why(again).contains("not empty"), why(again));
  }
}
