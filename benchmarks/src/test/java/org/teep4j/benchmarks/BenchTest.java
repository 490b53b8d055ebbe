package org.teep4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.teep4j.cli.ExitCode;
import org.teep4j.cli.Terminal;

/** What {@code teep4j bench} says and would measure. Nothing is measured. */
class BenchTest {
  @TempDir private Path folder;

  private final Consoles plain = Consoles.plain();

  @Test
  void helpAndListAreAnsweredInEightyColumns() {
    assertEquals(ExitCode.GOOD, Bench.run(plain.console, "--help"));
    assertEquals(ExitCode.GOOD, Bench.run(plain.console, "--list"));
    String out = plain.out.toString();
    assertTrue(out.startsWith("Usage: teep4j bench ["), out);
    assertTrue(out.contains("\nlarge     an Update with a payload of 64 MiB"), out);
    out.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    assertEquals("", plain.err.toString());
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    assertEquals(ExitCode.USAGE, Bench.run(plain.console, "decode", "nonsense"));
    assertEquals(
        "teep4j: nothing is called 'nonsense'; there are decode, encode, large, sign, encrypt\n",
        plain.err.toString());
    assertEquals(ExitCode.USAGE, Bench.run(plain.console, "--nonsense"));
    String file = folder.resolve("no/such/folder").toString();
    assertEquals(ExitCode.USAGE, Bench.run(plain.console, "--json", file));
    assertEquals("", plain.out.toString());
  }

  /** Each part names benchmarks and all their parameters, so that a look stays short. */
  @Test
  void everyLookIsOfBenchmarksThatThereAre() {
    Map<String, Set<String>> benchmarks = new HashMap<>();
    for (BenchmarkListEntry entry :
        BenchmarkList.defaultList()
            .getAll(
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                List.of())) {
      benchmarks.put(entry.getUsername(), entry.getParams().orElse(Map.of()).keySet());
    }
    for (Look look : Look.values()) {
      for (Look.Part part : look.parts()) {
        Set<Set<String>> parameters = new HashSet<>();
        benchmarks.forEach(
            (name, all) -> {
              if (name.matches(".*" + part.include())) {
                parameters.add(all);
              }
            });
        assertEquals(Set.of(part.parameters().keySet()), parameters, part.include());
      }
    }
  }

  @Test
  void tablesFitATerminalAndShowWhatIsUncertain() throws Exception {
    Consoles person = new Consoles(new Terminal(80, false, true, false));
    Bench.print(person.console.out(), person.console.terminal(), ReportTest.results("17"));
    String out = person.out.toString();
    assertTrue(out.contains("TeepDecode.decode, message update\n"), out);
    assertTrue(
        out.contains("  teep4j                             100 ns        1.0      624 B\n"), out);
    assertTrue(
        out.contains("  borerTree                         ~400 ns        4.0    1,512 B\n"), out);
  }

  @Test
  void versionsAreFilledIn() {
    String versions = Machine.versions();
    assertTrue(versions.contains("JMH 1."), versions);
    assertFalse(versions.contains("$"), versions);
  }
}
