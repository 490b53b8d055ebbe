package org.teep4j.vectors.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitDocument;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.suit.report.SuitCapabilityReport;
import org.teep4j.vectors.format.BehaviourCase;
import org.teep4j.vectors.format.BehaviourPack;
import org.teep4j.vectors.format.Scenario;
import org.teep4j.vectors.format.ScenarioPack;
import org.teep4j.vectors.load.BuiltInVectors;

/**
 * Each rule of a manifest processor, R1 to R90, is named by a scenario or by a test; so is each
 * rule of a TAM and an Agent that SUPPORTED.md lists by a behaviour case.
 */
@Tag("once")
class RulesAreCoveredTest {
  private static final int RULES = 90;
  private static final String PROCESSOR =
      "../suit-processor/src/test/java/org/teep4j/suit/processor/";
  private static final String TESTKIT =
      "../suit-processor-testkit/src/main/java/org/teep4j/suit/processor/testkit/";
  private static final String HERE = "src/test/java/org/teep4j/vectors/replay/";

  /** What scenarios cannot show, or not alone. */
  private static final Map<Integer, List<String>> TESTS =
      Map.of(
          42, List.of(TESTKIT + "ComponentStoreContract.java"),
          57, List.of(PROCESSOR + "file/FileStoreTest.java", PROCESSOR + "file/FileNamesTest.java"),
          73, List.of(HERE + "ScenarioFilesTest.java", PROCESSOR + "file/FileRegistryTest.java"),
          89, List.of(HERE + "RulesAreCoveredTest.java"),
          90, List.of(HERE + "ScenarioFilesTest.java", PROCESSOR + "file/InterruptionTest.java"));

  /** What behaviour cases cannot show. */
  private static final Map<String, List<String>> SESSION_TESTS =
      Map.of("D21", List.of("../eat/src/test/java/org/teep4j/eat/EatClaimsTest.java"));

  private static final Pattern LISTED =
      Pattern.compile("(?m)^\\| ([TADFH]\\d{1,2}) +\\|.*\\| (cases|test) +\\|$");

  private static Map<Integer, Set<String>> scenarios() {
    Map<Integer, Set<String>> named = new TreeMap<>();
    for (Scenario scenario : ((ScenarioPack) BuiltInVectors.scenarios()).scenarios()) {
      for (String rule : scenario.rule().split(" ", -1)) {
        named
            .computeIfAbsent(Integer.parseInt(rule.substring(1)), key -> new TreeSet<>())
            .add(scenario.name());
      }
    }
    return named;
  }

  @Test
  void eachRuleIsNamed() {
    Map<Integer, Set<String>> named = scenarios();
    assertTrue(named.keySet().stream().allMatch(rule -> rule >= 1 && rule <= RULES), "" + named);
    List<Integer> missing =
        IntStream.rangeClosed(1, RULES)
            .filter(rule -> !named.containsKey(rule) && !TESTS.containsKey(rule))
            .boxed()
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void theTestsAreThere() {
    List<String> missing = new ArrayList<>();
    Stream.concat(TESTS.values().stream(), SESSION_TESTS.values().stream())
        .flatMap(List::stream)
        .filter(file -> !Files.exists(Path.of(file)))
        .forEach(missing::add);
    assertEquals(List.of(), missing);
  }

  @Test
  void eachRuleOfSessionsIsNamed() throws Exception {
    Set<String> listed = new TreeSet<>();
    Matcher rows = LISTED.matcher(Files.readString(Path.of("../SUPPORTED.md")));
    while (rows.find()) {
      String rule = rows.group(1);
      assertTrue(listed.add(rule), rule);
      assertEquals(SESSION_TESTS.containsKey(rule) ? "test" : "cases", rows.group(2), rule);
    }
    assertEquals(67, listed.size());
    Set<String> named = new TreeSet<>(SESSION_TESTS.keySet());
    for (BehaviourCase each : ((BehaviourPack) BuiltInVectors.cases()).cases()) {
      List<String> rules = List.of(each.rule().split(" ", -1));
      assertTrue(listed.containsAll(rules), each.name() + ": " + rules);
      named.addAll(rules);
    }
    assertEquals(listed, named);
  }

  /** R89: mandatory features may be left out of a capability report, extensions must be in it. */
  @Test
  void capabilitiesIncludeEachExtension() throws Exception {
    Scenario scenario = ((ScenarioPack) BuiltInVectors.scenarios()).scenarios().get(0);
    try (ScenarioState state = ScenarioState.inMemory(scenario)) {
      List<Long> reported =
          new ManifestProcessor(
                  new ScenarioDevice(scenario).platform(scenario.steps().get(0), state))
              .capabilities()
              .capabilities()
              .get(SuitCapabilityReport.Label.COMMANDS);
      Set<Long> executed = ScenarioEvidence.collect().commands();
      for (SuitCommandCode code : SuitCommandCode.values()) {
        if (code.document() != SuitDocument.MANIFEST) {
          assertTrue(reported.contains(code.label()), code.cddlName());
        }
        assertTrue(executed.contains(code.label()), code.cddlName());
      }
    }
  }
}
