package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.testsupport.Allocation;

class TextTest {
  /** A control sequence introducer, text from right to left, a line separator, a language tag. */
  private static final String HOSTILE =
      "a\u001b[31m\u009b2J\u202e\u2066\u2028\u2029\udb40\udc41\ud800z";

  static void assertShowsAll(String output) {
    output
        .codePoints()
        .filter(c -> c != '\n')
        .forEach(
            c -> {
              int type = Character.getType(c);
              assertTrue(
                  type != Character.CONTROL
                      && type != Character.FORMAT
                      && type != Character.SURROGATE
                      && type != Character.LINE_SEPARATOR
                      && type != Character.PARAGRAPH_SEPARATOR,
                  () -> "U+" + Integer.toHexString(c));
            });
  }

  @Test
  void whatATerminalObeysIsShown() {
    assertShowsAll(Text.safe(HOSTILE));
    assertEquals("a\\u{1b}[31m", Text.safe(HOSTILE).substring(0, 11));
    assertEquals("\\u{0}\\u{a}\\u{7f}\\u{10fffe}", Text.safe("\0\n\u007f\udbff\udffe"));
    assertEquals("día 漢字 😀", Text.safe("día 漢字 😀"));
  }

  @Test
  void jsonShowsItTooAndMeansTheSame() throws Exception {
    var json = JsonNodeFactory.instance.objectNode();
    String text = HOSTILE.replace("\ud800", "\r\n\"\\ día 漢字 😀");
    json.put("name", text).putObject(text).putArray("empty");
    String written = Text.json(json);
    assertShowsAll(written);
    assertEquals(json, new ObjectMapper().readTree(written));
    assertTrue(written.contains("día 漢字 😀"));
    assertTrue(written.contains("\n  \"name\" : "), written);
  }

  @Test
  void jsonOfInspectAndReplayShowsIt() throws Exception {
    String hex = HexFormat.of().formatHex(Bytes.ofUtf8("\u009b\u202e").toByteArray());
    Run run = Run.of("inspect", "--json", "--hex", "65" + hex, "--hex", "64c29bc29b");
    assertShowsAll(run.out);
    Run missing = Run.of("inspect", "a\u009bb\u202ec");
    assertShowsAll(missing.err);
  }

  @Test
  void wordsAreBrokenBetweenCharacters() {
    assertEquals(List.of("abc", "😀d", "e"), Text.wrap("abc😀de", 3));
    assertEquals(List.of("ab", "😀c"), Text.wrap("ab😀c", 3));
    assertEquals(List.of("a", "b"), Text.wrap("a b", 2));
    assertEquals(List.of("a ", "b "), Text.wrap("a  b ", 2));
  }

  /** Each line is made once, whatever comes after it. */
  @Test
  void longWordsAreWrappedInProportion() throws Exception {
    String word = "x".repeat(1 << 20);
    long wrapped = Allocation.ofOneRun(() -> Text.wrap(word, 80));
    assertTrue(wrapped < 4L * word.length(), wrapped + " bytes");
    String words = "x ".repeat(1 << 19);
    long several = Allocation.ofOneRun(() -> Text.wrap(words, 80));
    assertTrue(several < 8L * words.length(), several + " bytes");
    long safe = Allocation.ofOneRun(() -> Text.safe("\u001b".repeat(1 << 20)));
    assertTrue(safe < 32L << 20, safe + " bytes");
    long field =
        Allocation.ofOneRun(() -> new Fields(new Terminal(80, false, false, false)).add("n", word));
    assertTrue(field < 16L * word.length(), field + " bytes");
  }
}
