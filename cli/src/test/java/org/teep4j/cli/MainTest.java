package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;

class MainTest {
  @Test
  void helpIsAnswered() {
    for (String[] args :
        List.of(
            new String[] {"--help"},
            new String[] {"demo", "--help"},
            new String[] {"replay", "--help"},
            new String[] {"inspect", "--help"},
            new String[] {"verify", "-h"},
            new String[] {"sign", "--help"},
            new String[] {"mac", "--help"},
            new String[] {"encrypt", "--help"},
            new String[] {"decrypt", "--help"},
            new String[] {"keygen", "--help"},
            new String[] {"key", "convert", "--help"},
            new String[] {"key", "thumbprint", "--help"},
            new String[] {"tam", "serve", "--help"},
            new String[] {"tam", "doctor", "--help"},
            new String[] {"agent", "run", "--help"},
            new String[] {"bench", "--help"})) {
      Run run = Run.of(args);
      assertEquals(ExitCode.GOOD, run.code);
      // A server never ends by itself with 0.
      String first = List.of(args).contains("serve") ? "2 " : "0 ";
      assertTrue(run.out.contains("Exit codes: " + first), run.out);
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
    Run none = Run.of();
    assertEquals(ExitCode.USAGE, none.code);
    assertTrue(none.err.startsWith("teep4j: a command is missing; see teep4j --help\n"), none.err);
    for (String command :
        List.of("replay", "sign", "mac", "encrypt", "decrypt", "keygen", "key", "bench")) {
      assertTrue(none.err.contains("\n  " + command + " "), none.err);
    }
    none.err.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    assertEquals(ExitCode.USAGE, Run.of("reply").code);
    Run wrong = Run.of("sign", "--nonsense");
    assertEquals(ExitCode.USAGE, wrong.code);
    assertEquals(1, wrong.err.lines().count(), wrong.err);
    assertTrue(wrong.err.endsWith("; see teep4j sign --help\n"), wrong.err);
  }

  @Test
  void aWrongCommandIsToldAllOfThemAndARightOneItsOwnOptions() {
    assertTrue(Run.of("reply").err.contains("\n  inspect "));
    assertTrue(Run.of("--version", "inspect").out.startsWith("teep4j "));
    assertTrue(Run.of("inspect", "--nonsense").err.endsWith("; see teep4j inspect --help\n"));
  }

  /** Such a name can come from a stranger's archive, and must not bring options along. */
  @Test
  void aNameThatBeginsWithAnAtSignIsAName(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("args"), "--version");
    for (String command : List.of("inspect", "verify", "sign")) {
      Run run = Run.of(command, "--", "@" + file);
      assertEquals(ExitCode.USAGE, run.code, command);
      assertEquals("", run.out, command);
    }
    Run run = Run.of("inspect", "@" + file);
    assertEquals("teep4j: @" + file + ": no such file\n", run.err);
  }

  @Test
  void aCommandIsSuggested() {
    Run similar = Run.of("inspct", "file");
    assertTrue(
        similar.err.startsWith("teep4j: teep4j has no command 'inspct'; did you mean inspect?\n"),
        similar.err);
    Run other = Run.of("key", "QQQ");
    assertTrue(other.err.startsWith("teep4j: teep4j key has no command 'QQQ'\n"), other.err);
  }

  @Test
  void whatIsNoNumberIsNotCalledAnInt() {
    String err = Run.of("inspect", "--max-items", "x", "f").err;
    assertTrue(err.contains("'x' is no number from 0 to 2147483647; see"), err);
  }

  @Test
  void messagesFitTheWindowOfAPersonAndStayOneLineForAProgram() {
    String[] args = {"keygen", "--curve", "P-1"};
    assertEquals(1, Run.of(args).err.lines().count());
    Run watched = Run.of(new byte[0], new Terminal(60, false, false, true), args);
    assertTrue(watched.err.lines().count() > 1, watched.err);
    watched.err.lines().forEach(line -> assertTrue(line.length() <= 60, line));
  }

  @Test
  void theRehearsalForTheLauncherSucceeds() throws IOException {
    Rehearsal.main(new String[0]);
  }

  @Test
  void benchIsSomewhereElse() {
    Run run = Run.of("bench", "decode");
    assertEquals(ExitCode.USAGE, run.code);
    assertTrue(run.err.contains("in the source tree run: ./teep4j bench decode\n"), run.err);
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
