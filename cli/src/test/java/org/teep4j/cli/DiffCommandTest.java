package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Edn;

/** {@code teep4j diff}. */
class DiffCommandTest {
  @TempDir private Path folder;

  private String file(String name, String notation) throws Exception {
    return Samples.write(folder, name, Edn.parse(notation).toByteArray());
  }

  private Run diff(String a, String b, String... more) throws Exception {
    String[] diff = {"diff", file("a", a), file("b", b)};
    return Run.of(Samples.concat(diff, more));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "1 | 2 | the whole; - 1; + 2",
        "[1, 2, 3] | [1, 9, 3] | [1]; - 2; + 9",
        "[1, 2, 3] | [1, 3] | [1]; - 2",
        "[1, 3] | [1, 2, 3] | [1]; + 2",
        "{1: 2, 3: 4} | {3: 4, 1: 5} | 1; - 2; + 5",
        "{1: 2} | {2: 2} | 1; - 2; 2; + 2",
        "{\"a\": {\"b\": [1, {2: 3}]}} | {\"a\": {\"b\": [1, {2: 4}]}} | a/b[1]/2; - 3; + 4",
        "{1: 2, 3: 4} | {3: 4, 1: 2} | the whole  (the same data, encoded differently)",
        "[_ 1] | [1] | the whole  (the same data, encoded differently)",
        "[0] | [0_0] | [0]; - 0; + 0_0",
        "1(5) | 2(h'05') | the whole; - 1(5); + 2(h'05')",
        "[99(5)] | [99(6)] | [0]; - 5; + 6",
        "{1: 1} | [1] | the whole; - {1: 1}; + [1]",
        "[] | [1] | the whole; - []; + [1]",
        "24(<<[1, {2: 3}]>>) | 24(<<[1, {2: 4}]>>) | [1]/2; - 3; + 4",
        "1, 2 | 1, 3 | [1]; - 2; + 3",
        "h'0102' | h'0103' | the whole  (the first 1 byte is the same); - h'0102'; + h'0103'",
      })
  void differencesAreNamedByPath(String a, String b, String expected) throws Exception {
    Run run = diff(a, b);
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    assertEquals(expected, run.out.strip().replaceAll("\\n *", "; "));
    Run same = diff(a, a);
    assertEquals(ExitCode.GOOD, same.code, same::toString);
    assertEquals("", same.out);
  }

  @Test
  void messagesAreComparedInside() throws Exception {
    byte[] update = Samples.vector("teep-26", "update");
    byte[] changed = update.clone();
    changed[10] ^= 1;
    String a = Samples.write(folder, "a", Samples.signed(update));
    String b = Samples.write(folder, "b", Samples.signed(changed));
    Run run = Run.of("diff", "--json", a, b);
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    JsonNode json = new ObjectMapper().readTree(run.out);
    assertEquals("payload/options/token", json.path(0).path("path").asText());
    assertEquals("signature", json.path(1).path("path").asText());
    assertEquals(2, json.size());
  }

  @Test
  void secretsAreComparedAndNotShown() throws Exception {
    String key = "{1: 4, -1: h'%s11223344556677'}";
    Run run = diff(String.format(key, "00"), String.format(key, "01"));
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    assertTrue(run.out.contains("hidden: 8 bytes"), run.out);
    assertFalse(run.out.contains("112233"), run.out);
  }

  @Test
  void longValuesAreCut() throws Exception {
    String text = "\"" + "x".repeat(5000);
    Run cut = diff(text + "a\"", text + "b\"");
    assertTrue(cut.out.length() < 1000, cut.out);
    assertTrue(cut.out.contains("the first 5000 bytes are the same"), cut.out);
    assertTrue(diff(text + "a\"", text + "b\"", "--full").out.length() > 10_000);
  }

  @Test
  void whatIsMalformedCannotBeCompared() throws Exception {
    String good = file("good", "1");
    String bad = Samples.write(folder, "bad", new byte[] {(byte) 0x82, 1});
    Run run = Run.of("diff", good, bad);
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertTrue(run.err.contains("bad: TRUNCATED"), run.err);
    assertEquals(ExitCode.USAGE, Run.of("diff", good).code);
    assertEquals(ExitCode.USAGE, Run.of("diff", good, good, good).code);
  }
}
