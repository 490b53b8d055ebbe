package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;

class MainTest {
  @Test
  void helpIsAnswered() {
    for (String[] args :
        List.of(
            new String[] {"--help"},
            new String[] {"replay", "--help"},
            new String[] {"inspect", "--help"},
            new String[] {"verify", "-h"})) {
      Run run = Run.of(args);
      assertEquals(ExitCode.GOOD, run.code);
      assertTrue(run.out.contains("Exit codes: 0 "), run.out);
      assertEquals("", run.err);
      run.out.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    }
  }

  @Test
  void versionIsTold() {
    Run run = Run.of("--version");
    assertEquals(ExitCode.GOOD, run.code);
    assertTrue(run.out.startsWith("teep4j "), run.out);
  }

  @Test
  void aCommandIsNeededAndMustExist() {
    assertEquals(ExitCode.USAGE, Run.of().code);
    assertEquals(ExitCode.USAGE, Run.of("reply").code);
  }

  @Test
  void textIsWrappedAtSpaces() {
    assertEquals(List.of("one two", "three"), Text.wrap("one two three", 8));
    assertEquals(List.of("a", "abcdefgh", "ij b"), Text.wrap("a abcdefghij b", 8));
    assertEquals(List.of(""), Text.wrap("", 8));
  }

  @Test
  void digitsAreToldFromBytes() {
    assertEquals(Bytes.fromHex("0a0b"), decoded("0a # comment\n0B"));
    assertEquals(null, decoded("0a0"));
    assertEquals(null, decoded("# only a comment"));
    assertEquals(null, HexText.decode(Bytes.fromHex("820102")));
  }

  private static Bytes decoded(String text) {
    return HexText.decode(Bytes.ofUtf8(text));
  }
}
