package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.vectors.VectorSet;

@Tag("once")
class ReplayCommandTest {
  private static final String SUMMARY =
      "replay: 8096 passed, 0 failed, 119 known errata, 5 skipped";

  @TempDir private Path folder;

  @Test
  void theBuiltInVectorsReplay() {
    Run run = Run.of("replay");
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertEquals(SUMMARY, run.lastLine());
    assertEquals("", run.err);
    assertTrue(
        run.out.contains(
            "\nteep-26                                9       3       ·       6       ·     116\n"),
        run.out);
    assertTrue(run.out.contains("  T1   teep-26, teep-25, teep-16: query_request\n"), run.out);
    assertTrue(run.out.replaceAll("\\s+", " ").contains(" and 45 more "), run.out);
    assertTrue(run.out.contains("COSE_KDF_Context is not read yet"), run.out);
    run.out.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    assertFalse(run.out.contains("\u001b"), "colour without a terminal");
  }

  @Test
  void scenariosKeepTheirDevicesInFiles() throws Exception {
    Path pack = builtIn("suit-scenarios.json");
    ObjectMapper json = new ObjectMapper();
    JsonNode some = json.readTree(Files.readString(pack));
    ArrayNode scenarios = (ArrayNode) some.get("scenarios");
    // ScenarioFilesTest runs all of them on files.
    while (scenarios.size() > 20) {
      scenarios.remove(20);
    }
    Files.writeString(pack, json.writeValueAsString(some));
    String file = pack.toString();
    String first = scenarios.get(0).get("name").asText();
    Path store = folder.resolve("store");
    Run run = Run.of("replay", "--store", store.toString(), file);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertTrue(
        Files.isDirectory(store.resolve("pack-1").resolve(first).resolve("components")), run.out);
    Run again = Run.of("replay", "--store", store.toString(), file);
    assertEquals(ExitCode.USAGE, again.code, again::toString);
    assertEquals(ExitCode.USAGE, Run.of("replay", "--store", store.toString()).code);
  }

  @Test
  void whatDiffersIsShownApart() throws Exception {
    Path pack = builtIn("suit-scenarios.json");
    String text = Files.readString(pack);
    // A recommendation, and a rule.
    String changed =
        changed(
            changed(text, "copy-of-itself", "unchanged", "absent"), "copy", "present", "absent");
    Files.writeString(pack, changed);
    Run run = Run.of("replay", pack.toString());
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    assertTrue(run.lastLine().endsWith(", 1 failed, 0 known errata, 0 skipped, 1 different"));
    String out = run.out.replaceAll("\\s+", " ");
    assertTrue(out.contains("suit-scenarios.json: copy-of-itself should: component /app"), run.out);
    assertTrue(out.contains("suit-scenarios.json: copy must: component /app"), run.out);
  }

  private static String changed(String pack, String scenario, String state, String other) {
    int at = pack.indexOf("{\"name\":\"" + scenario + "\"");
    return pack.substring(0, at)
        + pack.substring(at).replaceFirst("\"state\":\"" + state, "\"state\":\"" + other);
  }

  /** A built-in set as a file, which is sooner replayed than all of them. */
  private Path builtIn(String name) throws Exception {
    Path file = folder.resolve(name);
    try (var in = VectorSet.class.getResourceAsStream(name)) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  @Test
  void aTerminalSeesColoursAndProgressAndItsOwnWidth() throws Exception {
    String file = builtIn("teep-26.json").toString();
    Run run = Run.of(new byte[0], new Terminal(120, true, true, true), "replay", file);
    String summary = "replay: 3 passed, 0 failed, 6 known errata, 0 skipped";
    assertTrue(run.out.contains("\u001b[32m" + summary + "\u001b[0m"), run.out);
    assertTrue(run.err.contains("\r\u001b[Kreplaying 1 of 9: teep-26"), run.err);
    assertTrue(run.err.endsWith("\r\u001b[K"), "the line of progress stays");
    String plain = run.out.replaceAll("\u001b\\[[0-9]*m", "");
    assertTrue(plain.lines().anyMatch(line -> line.length() > 80), plain);
    plain.lines().forEach(line -> assertTrue(line.length() <= 120, line));
  }

  @Test
  void aLongNameLosesItsBeginningOnANarrowTerminal() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("a-folder-of-a-long-name/and-one-more"));
    Samples.write(deep, "x.hex", "01");
    Run run =
        Run.of(new byte[0], new Terminal(70, false, false, false), "replay", folder.toString());
    assertTrue(
        run.out.lines().anyMatch(line -> line.startsWith("…ong-name/and-one-more ")), run.out);
    run.out.lines().forEach(line -> assertTrue(line.length() <= 70, line));
  }

  @Test
  void jsonParsesAndHasEveryResult() throws Exception {
    Run run = Run.of("replay", "--json", builtIn("teep-26.json").toString());
    assertEquals(ExitCode.GOOD, run.code);
    JsonNode json = new ObjectMapper().readTree(run.out);
    assertEquals(3, json.path("passed").asInt());
    assertEquals(6, json.path("known-erratum").asInt());
    assertTrue(json.path("good").asBoolean());
    assertEquals(1, json.path("sets").size());
    JsonNode first = json.path("sets").path(0).path("results").path(0);
    assertEquals("query_request", first.path("id").asText());
    assertEquals("known-erratum", first.path("outcome").asText());
    assertEquals("T1", first.path("errata").path(0).path("id").asText());
  }

  @Test
  void aDamagedVectorFailsWithOffsetAndPath() throws Exception {
    Path set = builtIn("teep-26.json");
    String text = Files.readString(set);
    // Success: the head of the token now claims one byte more than there is.
    assertTrue(text.contains("\"8204a11350a0"));
    Files.writeString(set, text.replace("\"8204a11350a0", "\"8204a11351a0"));
    Run run = Run.of("replay", set.toString());
    assertEquals(ExitCode.REJECTED, run.code);
    assertTrue(run.out.contains("teep-26: teep_success\n"), run.out);
    assertTrue(run.out.contains("decode at offset 4 in Success/token: TRUNCATED"), run.out);
    assertEquals("replay: 3 passed, 1 failed, 5 known errata, 0 skipped", run.lastLine());

    JsonNode json = new ObjectMapper().readTree(Run.of("replay", "--json", set.toString()).out);
    JsonNode failure = json.path("sets").path(0).path("results").findPath("failure");
    assertEquals(4, failure.path("offset").asInt());
    assertEquals("Success/token", failure.path("path").asText());
  }

  @Test
  void filesAreReplayedAndOthersListed() throws Exception {
    Samples.write(folder, "a.hex", "83 01 02 03");
    Samples.write(folder, "a.diag", "[1, 2, 3]");
    Samples.write(folder, "notes.txt", "nothing");
    Samples.write(folder, "unknown.json", "{}");
    Run run = Run.of("replay", folder.toString());
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    assertEquals("replay: 1 passed, 0 failed, 0 known errata, 0 skipped", run.lastLine());
    assertTrue(run.out.contains("1 not named like vectors"), run.out);
    assertTrue(run.out.contains("unknown.json: JSON, but in none of the"), run.out);
  }

  @Test
  void aBrokenVectorFileIsAFailure() throws Exception {
    Samples.write(folder, "a.hex", "01");
    Samples.write(folder, "broken.json", "{");
    Run run = Run.of("replay", folder.toString());
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
  }

  @Test
  void whatIsNotThereIsWrongUsage() {
    Run missing = Run.of("replay", folder.resolve("missing").toString());
    assertEquals(ExitCode.USAGE, missing.code, missing::toString);
    Run empty = Run.of("replay", folder.toString());
    assertEquals(ExitCode.USAGE, empty.code, empty::toString);
    assertTrue(empty.err.contains("no vectors here"), empty.err);
    assertEquals(ExitCode.USAGE, Run.of("replay", "--nonsense").code);
  }

  @Test
  void aNameCannotObeyTheTerminal() throws Exception {
    Path named = Files.createDirectories(folder.resolve("evil\u001b[31m"));
    Samples.write(named, "x.hex", "01");
    Run run = Run.of("replay", folder.toString());
    assertFalse(run.out.contains("\u001b"), run.out);
    assertTrue(run.out.contains("evil\\u{1b}[31m"), run.out);
  }
}
