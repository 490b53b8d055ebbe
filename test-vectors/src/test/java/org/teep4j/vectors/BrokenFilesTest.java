package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.vectors.load.SkippedFile;
import org.teep4j.vectors.load.VectorFormatException;
import org.teep4j.vectors.load.VectorLoader;
import org.teep4j.vectors.replay.Outcome;
import org.teep4j.vectors.replay.Replay;
import org.teep4j.vectors.replay.ReplayProgress;
import org.teep4j.vectors.replay.ReplayReport;
import org.teep4j.vectors.replay.ReplayResult;
import org.teep4j.vectors.replay.SetReplay;

/** Files that are broken stop no other file, and are reported with what is wrong with them. */
@Tag("once")
@net.jqwik.api.Tag("once")
class BrokenFilesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What is put where something else should be. */
  private static final List<String> OTHERS =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1",
          "2147483647",
          "4294967296",
          "1e400",
          "1e999999999",
          "1.5",
          "\"\"",
          "\"0\"",
          "\"00\"",
          "\"zz\"",
          "\"d284\"",
          "\"a0\"",
          "\"f6\"",
          "\"{\"",
          "[]",
          "{}",
          "[1]",
          "[[]]",
          "[\"\"]",
          "{\"kty\": \"oct\", \"k\": \"\"}",
          "{\"alg\": 1}");

  @TempDir private Path folder;

  private ReplayReport replay() throws VectorFormatException {
    return Replay.of(new VectorLoader().load(folder), ReplayProgress.NONE);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /** The one file that was passed over, beside one that is good. */
  private String reasonFor(String broken) throws Exception {
    write("broken.json", broken);
    write("good.hex", "01");
    ReplayReport report = replay();
    assertEquals(1, report.count(Outcome.PASSED), report::toString);
    assertFalse(report.isGood());
    assertEquals(1, report.passedOver().size(), report::toString);
    SkippedFile skipped = report.passedOver().get(0);
    assertEquals(folder.resolve("broken.json"), skipped.file());
    assertEquals(SkippedFile.Cause.UNREADABLE, skipped.cause());
    return skipped.reason();
  }

  @Test
  void aNumberThatNobodyCanHoldIsTold() throws Exception {
    String reason = reasonFor("{\"format\":1e9999999999}");
    assertTrue(reason.startsWith("not JSON: "), reason);
    assertTrue(reason.endsWith(" at line 1, column 11"), reason);
    assertEquals(reason, reasonFor("{\"format\":-1E-9999999999}").replace("-1E-", "1e"));
  }

  /** An example whose Partial IV is combined with an IV that the file does not state. */
  @Test
  void aPartialIvWithoutAnIvIsTold() throws Exception {
    String example =
        """
        {"title": "t",
         "input": {"plaintext": "p",
           "encrypted": {"protected": {"alg": "A128GCM"}, "unprotected": {"partialIV_hex": "%s"},
             %s "recipients": [{"key": {"kty": "oct", "k_hex": "00"}}]}},
         "output": {"cbor": "d08343a1010140f6"}}
        """;
    assertEquals(
        "input.encrypted: a Partial IV of 2 bytes, and an IV of 0 in \"unsent\"",
        reasonFor(example.formatted("61a7", "")));
    assertEquals(
        "input.encrypted: a Partial IV of 2 bytes, and an IV of 1 in \"unsent\"",
        reasonFor(example.formatted("61a7", "\"unsent\": {\"IV_hex\": \"01\"},")));
    assertEquals(
        "input.encrypted.unprotected: \"partialIV_hex\" is not an even number of hexadecimal"
            + " digits",
        reasonFor(example.formatted("61a", "")));
  }

  /** Samples of all formats that are JSON. */
  private static List<String> samples() throws Exception {
    return Stream.concat(
            Stream.of(
                SetFormatTest.GOOD,
                UpstreamJsonTest.COSE,
                UpstreamJsonTest.GLUECOSE,
                UpstreamJsonTest.GLUECOSE_SIGN,
                UpstreamJsonTest.HPKE,
                UpstreamJsonTest.CWT,
                UpstreamJsonTest.APPENDIX_A,
                UpstreamJsonTest.APPENDIX_F,
                UpstreamJsonTest.NOTATIONS,
                UpstreamJsonTest.WYCHEPROOF),
            FilesReplayTest.samples().stream())
        .toList();
  }

  /** Whatever becomes of a file, the one beside it is replayed, and nothing is thrown. */
  @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
  void aBrokenFileStopsNoOther(@ForAll int which, @ForAll long seed) throws Exception {
    List<String> samples = samples();
    String sample = samples.get(Math.floorMod(which, samples.size()));
    requireHarmless(sample, new Random(seed));
  }

  /** The same with the files of other projects. */
  @Test
  @EnabledIfSystemProperty(named = "teep4j.vectors.dir", matches = ".+")
  void aBrokenPublishedFileStopsNoOther() throws Exception {
    PathMatcher json = FileSystems.getDefault().getPathMatcher("glob:**.json");
    int rounds = Integer.getInteger("teep4j.broken.rounds", 20);
    long seed = Long.getLong("teep4j.broken.seed", 1);
    try (Stream<Path> files = Files.walk(Path.of(System.getProperty("teep4j.vectors.dir")))) {
      for (Path file : files.filter(json::matches).toList()) {
        String sample = Files.readString(file);
        for (int i = 0; i < rounds && sample.length() < 200_000; i++) {
          requireHarmless(sample, new Random(seed + i));
        }
      }
    }
  }

  private static void requireHarmless(String sample, Random random) throws Exception {
    String broken = broken(sample, random);
    Path place = Files.createTempDirectory("broken");
    Path file = place.resolve("broken.json");
    Path good = place.resolve("good.hex");
    try {
      Files.writeString(file, broken);
      Files.writeString(good, "01");
      ReplayReport report = Replay.of(new VectorLoader().load(place), ReplayProgress.NONE);
      assertTrue(report.count(Outcome.PASSED) >= 1, "the good file was not replayed");
      report.passedOver().forEach(skipped -> assertEquals(file, skipped.file()));
      for (SetReplay set : report.sets()) {
        for (ReplayResult result : set.results()) {
          result
              .failure()
              .ifPresent(
                  failure -> assertFalse(failure.reason().startsWith("threw "), result::toString));
        }
      }
    } catch (RuntimeException | AssertionError thrown) {
      throw new AssertionError(broken.length() > 5000 ? broken.substring(0, 5000) : broken, thrown);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(good);
      Files.delete(place);
    }
  }

  /** The sample with one to three values replaced, removed, swapped or cut. */
  private static String broken(String sample, Random random) throws IOException {
    JsonNode root = MAPPER.readTree(sample);
    int changes = 1 + random.nextInt(3);
    List<String> raw = new ArrayList<>();
    for (int i = 0; i < changes; i++) {
      List<JsonNode> containers = new ArrayList<>();
      collect(root, containers);
      if (!containers.isEmpty()) {
        change(containers.get(random.nextInt(containers.size())), random, raw);
      }
    }
    String text = root.toString();
    for (int i = 0; i < raw.size(); i++) {
      text = text.replace("\"raw-" + i + "\"", raw.get(i));
    }
    return text;
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode() && !node.isEmpty()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private static void change(JsonNode container, Random random, List<String> raw) {
    int at = random.nextInt(container.size());
    List<String> names = new ArrayList<>();
    container.fieldNames().forEachRemaining(names::add);
    JsonNode old = container.isObject() ? container.get(names.get(at)) : container.get(at);
    JsonNode replacement =
        switch (random.nextInt(4)) {
          case 0 -> damaged(old, random);
          case 1 ->
              container.isObject()
                  ? container.get(names.get(random.nextInt(names.size())))
                  : container.get(random.nextInt(container.size()));
          default -> {
            // Put in later, for the tree cannot hold every number.
            raw.add(OTHERS.get(random.nextInt(OTHERS.size())));
            yield MAPPER.getNodeFactory().textNode("raw-" + (raw.size() - 1));
          }
        };
    boolean remove = random.nextInt(5) == 0;
    if (container instanceof ObjectNode object) {
      if (remove) {
        object.remove(names.get(at));
      } else {
        object.set(names.get(at), replacement);
      }
    } else if (container instanceof ArrayNode array) {
      if (remove) {
        array.remove(at);
      } else {
        array.set(at, replacement);
      }
    }
  }

  /** A string with a character less or another. */
  private static JsonNode damaged(JsonNode old, Random random) {
    if (!old.isTextual() || old.textValue().isEmpty()) {
      return MAPPER.getNodeFactory().numberNode(random.nextInt());
    }
    StringBuilder text = new StringBuilder(old.textValue());
    int at = random.nextInt(text.length());
    switch (random.nextInt(3)) {
      case 0 -> text.setLength(at);
      case 1 -> text.deleteCharAt(at);
      default -> text.setCharAt(at, "0123456789abcdefzZ-_ é".charAt(random.nextInt(22)));
    }
    return MAPPER.getNodeFactory().textNode(text.toString());
  }
}
