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
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.cli.ExitCode;
import org.xml.sax.InputSource;

/** Tables and pictures of results that were made up. */
class ReportTest {
  private static final String UPDATE = "\"params\" : {\"message\" : \"update\"},";

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
            entry("TeepDecode.teep4j", UPDATE, jdk, "100, 101, 99", "ns/op", "624.0001"),
            entry("TeepDecode.borerTree", UPDATE, jdk, "0.4, 0.9, 0.3", "us/op", "1512"),
            entry("TeepDecode.jacksonTree", UPDATE, jdk, "300, 300, 300", "ns/op", "1944"),
            entry("DocumentDecode.cursorLoop", "", jdk, "900, 900, 900", "us/op", "\"NaN\""),
            entry("Other.method", "", jdk, "7, 8, 9", "s/op", "0"),
            entry("Other.throughput", "", jdk, "7, 8, 9", "ops/s", "0"))
        + "]";
  }

  static Results results(String jdk) throws Exception {
    return Results.of(new ObjectMapper().readTree(json(jdk)));
  }

  private static Question question(String id) {
    return Questions.all().stream().filter(q -> q.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void tableHasWhatWasMeasured() throws Exception {
    String text = Markdown.of(Questions.all(), List.of(results("17")), true);
    assertEquals(
        """
        - JDK 17: VM \\<\\|\\> 17.0.2, JMH 1.37: 1 × (3 × 1 s to warm up, 3 × 2 s measured); left out, as no times: 1

        %s

        | Decoding an Update, 360 bytes | time | ratio | allocated |
        |---|---:|---:|---:|
        | **Teep4j, typed message** | 100 ns | 1.0 | 624 B |
        | jackson 2, tree | 300 ns | 3.0 | 1,944 B |
        | borer, tree | 400 ns | 4.0 | 1,512 B |

        %s

        | Reading 10,000 maps with integer keys, 628,480 bytes | time | ratio | allocated |
        |---|---:|---:|---:|
        | a loop over the array | 900 µs | – | – |

        | other measurements | time | allocated |
        |---|---:|---:|
        | `Other.method` | 8.00 s | 0 B |
        """
            .formatted(
                question("decode-update").sentence(), question("decode-document").sentence()),
        text);
  }

  @Test
  void eachJdkHasItsColumnsAndFilesOfOneArePutTogether() throws Exception {
    Path first = write("a.json", "17", "TeepDecode.teep4j", "100");
    Path other = write("b.json", "25", "TeepDecode.teep4j", "50");
    Path more = write("c.json", "17", "TeepDecode.borerTree", "250");
    Path again = write("d.json", "17", "TeepDecode.teep4j", "125");
    assertEquals(ExitCode.GOOD, run(first, other, more, again), plain.err::toString);
    String out = plain.out.toString();
    assertTrue(out.contains("| JDK 17 | ratio | allocated | JDK 25 | ratio | allocated |\n"), out);
    assertTrue(
        out.contains("| **Teep4j, typed message** | 125 ns | 1.0 | 1 B | 50.0 ns | 1.0 | 1 B |"),
        out);
    assertTrue(out.contains("| borer, tree | 250 ns | 2.0 | 1 B | – | – | – |"), out);
  }

  private Path write(String name, String jdk, String benchmark, String time) throws Exception {
    String json = "[" + entry(benchmark, UPDATE, jdk, time, "ns/op", "1") + "]";
    return Files.writeString(folder.resolve(name), json);
  }

  private int run(Path... files) {
    return Report.run(
        plain.console, List.of(files).stream().map(Path::toString).toArray(String[]::new));
  }

  @Test
  void pictureIsTheSameForTheSameResultsAndWellFormed() throws Exception {
    List<Results> runs = List.of(results("17"), results("25"));
    String svg = Plot.of("a < b & \"c\"", Questions.all(), runs);
    assertEquals(svg, Plot.of("a < b & \"c\"", Questions.all(), runs));
    assertTrue(svg.contains("<title>a &lt; b &amp; \"c\"</title>"), svg);
    assertTrue(svg.contains(">400 ns · 4.0×</text>"), svg);
    assertTrue(svg.contains("class=\"own1\""), svg);
    assertFalse(svg.contains("jackson 2, tree"), "not among the contestants of short runs");
    assertFalse(svg.contains("<script") || svg.contains("href"), svg);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void pictureNeedsSomethingToShowAndHasRoomForTwo() throws Exception {
    Results one = results("17");
    List<Question> none = List.of(question("encode-update"));
    assertThrows(IllegalArgumentException.class, () -> Plot.of("", none, List.of(one)));
    List<Results> three = List.of(one, one, one);
    assertThrows(IllegalArgumentException.class, () -> Plot.of("", Questions.all(), three));
  }

  @Test
  void axisStartsAtZeroUnlessBarsCouldNotBeSeen() {
    Axis linear = Axis.of(100, 260);
    assertEquals(List.of(0.0, 50.0, 100.0, 150.0, 200.0, 250.0), linear.ticks());
    assertEquals(0.5, linear.place(130));
    Axis logarithmic = Axis.of(2_000, 2_000_000);
    assertTrue(logarithmic.logarithmic());
    assertEquals(List.of(1e3, 1e4, 1e5, 1e6), logarithmic.ticks());
    assertEquals(1, logarithmic.place(2_000_000), 1e-12);
    assertTrue(logarithmic.place(2_000) > 0.05);
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
