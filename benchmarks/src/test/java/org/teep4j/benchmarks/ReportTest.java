package org.teep4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.cli.ExitCode;
import org.xml.sax.InputSource;

/** Tables and pictures of results that were made up. */
class ReportTest {
  private static String update(String by) {
    return "\"params\" : {\"message\" : \"update\", \"by\" : \"%s\"},".formatted(by);
  }

  @TempDir private Path folder;

  private final Consoles plain = Consoles.plain();

  /** One measurement as JMH writes it. */
  private static String entry(
      String benchmark, String parameters, String jdk, String times, String unit, String bytes) {
    return """
        {"jmhVersion" : "1.37", "benchmark" : "org.teep4j.benchmarks.%s", "mode" : "avgt",
         "threads" : 1, "forks" : 1, "jdkVersion" : "%s.0.2", "vmName" : "VM <|>",
         "warmupIterations" : 3, "warmupTime" : "1 s",
         "measurementIterations" : 3, "measurementTime" : "2 s", %s
         "primaryMetric" : {"score" : 1e9, "scoreUnit" : "%s", "rawData" : [[%s]]},
         "secondaryMetrics" : {"gc.alloc.rate.norm" : {"score" : %s, "scoreUnit" : "B/op"}}}
        """
        .formatted(benchmark, jdk, parameters, unit, times, bytes);
  }

  private static String json(String jdk) {
    return "["
        + String.join(
            ",",
            entry("TeepDecode.decode", update("teep4j"), jdk, "100, 101, 99", "ns/op", "624.01"),
            entry("TeepDecode.decode", update("borerTree"), jdk, "0.4, 0.9, 0.3", "us/op", "1512"),
            entry("TeepDecode.decode", update("jacksonTree"), jdk, "300, 300", "ns/op", "1944"),
            entry(
                "Mac0.jcaWhole",
                "\"params\" : {\"mac\" : \"HMAC_256\"},",
                jdk,
                "900",
                "us/op",
                "\"NaN\""),
            entry("Other.method", "", jdk, "7, 8, 9", "s/op", "0"),
            entry("Other.throughput", "", jdk, "7, 8, 9", "ops/s", "0"))
        + "]";
  }

  static Results results(String jdk) throws Exception {
    return Results.of(new ObjectMapper().readTree(json(jdk)));
  }

  @Test
  void tableHasWhatWasMeasured() throws Exception {
    Path file = Files.writeString(folder.resolve("results.json"), json("17"));
    assertEquals(ExitCode.GOOD, run(file), plain.err::toString);
    assertEquals(
        """
        - JDK 17: VM \\<\\|\\> 17.0.2, JMH 1.37: 1 × (3 × 1 s to warm up, 3 × 2 s measured); left out, as no times: 1

        | TeepDecode.decode, message update | time | ratio | allocated |
        |---|---:|---:|---:|
        | teep4j | 100 ns | 1.0 | 624 B |
        | borerTree | ~400 ns | 4.0 | 1,512 B |
        | jacksonTree | 300 ns | 3.0 | 1,944 B |

        | Mac0, mac HMAC\\_256 | time | ratio | allocated |
        |---|---:|---:|---:|
        | jcaWhole | 900 µs | – | – |

        | Other | time | ratio | allocated |
        |---|---:|---:|---:|
        | method | 8.00 s | – | 0 B |
        """,
        plain.out.toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void providersAreContestants() throws Exception {
    String parameters =
        "\"params\" : {\"signature\" : \"ES256\", \"signatureProvider\" : \"JDK\"},";
    String json = "[" + entry("Sign1Sign.jca", parameters, "17", "1", "us/op", "1") + "]";
    assertEquals(
        Set.of(new Results.Key("Sign1Sign, signature ES256", "jca, JDK")),
        Results.of(new ObjectMapper().readTree(json)).measurements().keySet());
  }

  @Test
  void eachJdkHasItsColumnsAndFilesOfOneArePutTogether() throws Exception {
    Path first = write("a.json", "17", "teep4j", "100");
    Path other = write("b.json", "25", "teep4j", "50");
    Path more = write("c.json", "17", "borerTree", "250");
    Path again = write("d.json", "17", "teep4j", "125");
    assertEquals(ExitCode.GOOD, run(first, other, more, again), plain.err::toString);
    String out = plain.out.toString();
    assertTrue(out.contains("| JDK 17 | ratio | allocated | JDK 25 | ratio | allocated |\n"), out);
    assertTrue(out.contains("| teep4j | 125 ns | 1.0 | 1 B | 50.0 ns | 1.0 | 1 B |"), out);
    assertTrue(out.contains("| borerTree | 250 ns | 2.0 | 1 B | – | – | – |"), out);
  }

  private Path write(String name, String jdk, String by, String time) throws Exception {
    String json = "[" + entry("TeepDecode.decode", update(by), jdk, time, "ns/op", "1") + "]";
    return Files.writeString(folder.resolve(name), json);
  }

  private int run(Path... files) {
    return Report.run(
        plain.console, List.of(files).stream().map(Path::toString).toArray(String[]::new));
  }

  @Test
  void pictureIsTheSameForTheSameResultsAndWellFormed() throws Exception {
    List<Comparison> comparisons = Comparison.of(List.of(results("17"), results("25")));
    String svg = Plot.of("a < b & \"c\"", comparisons);
    assertEquals(svg, Plot.of("a < b & \"c\"", comparisons));
    assertTrue(svg.contains("<title>a &lt; b &amp; \"c\"</title>"), svg);
    assertTrue(svg.contains(">400 ns · 4.0×</text>"), svg);
    assertTrue(svg.contains("class=\"own1\""), svg);
    assertFalse(svg.contains("<script") || svg.contains("href"), svg);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void pictureNeedsSomethingToShowAndHasRoomForTwo() throws Exception {
    assertThrows(IllegalArgumentException.class, () -> Plot.of("", List.of()));
    Results one = results("17");
    List<Comparison> three = Comparison.of(List.of(one, one, one));
    assertThrows(IllegalArgumentException.class, () -> Plot.of("", three));
  }

  @Test
  void whatIsNoResultIsRefused() throws Exception {
    for (String json : List.of("{}", "[]", "[{}]", "nonsense", "")) {
      Path file = Files.writeString(folder.resolve("bad.json"), json);
      assertEquals(ExitCode.USAGE, run(file), json);
    }
    assertEquals(ExitCode.USAGE, run(folder.resolve("missing.json")));
    assertTrue(plain.err.toString().endsWith("missing.json: no such file\n"));
    assertEquals("", plain.out.toString());
  }
}
