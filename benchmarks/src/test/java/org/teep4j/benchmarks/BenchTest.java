package org.teep4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.cli.ExitCode;
import org.teep4j.cli.Terminal;

/** What {@code teep4j bench} says. Nothing is measured. */
class BenchTest {
  @TempDir private Path folder;

  private final Consoles plain = Consoles.plain();

  @Test
  void helpAndListAreAnsweredInEightyColumns() {
    assertEquals(ExitCode.GOOD, Bench.run(plain.console, "--help"));
    assertEquals(ExitCode.GOOD, Bench.run(plain.console, "--list"));
    String out = plain.out.toString();
    assertTrue(out.startsWith("Usage: teep4j bench ["), out);
    assertTrue(out.contains("\n* decode-update "), out);
    assertTrue(out.contains("\n  encode-error "), out);
    out.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    assertEquals("", plain.err.toString());
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    assertEquals(ExitCode.USAGE, Bench.run(plain.console, "decode", "nonsense"));
    assertEquals(
        "teep4j: nothing is called 'nonsense'; the groups are decode, encode, large, sign,"
            + " encrypt, and"
            + " 'teep4j bench --list' tells the questions\n",
        plain.err.toString());
    assertEquals(ExitCode.USAGE, Bench.run(plain.console, "--nonsense"));
    String file = folder.resolve("no/such/folder").toString();
    assertEquals(ExitCode.USAGE, Bench.run(plain.console, "--json", file));
    assertEquals("", plain.out.toString());
  }

  @Test
  void listIsOfWhatIsNamed() {
    assertEquals(ExitCode.GOOD, Bench.run(plain.console, "--list", "large", "encode-update"));
    String out = plain.out.toString();
    assertTrue(out.contains(" large-send-1 "), out);
    assertTrue(out.contains(" encode-update "), out);
    assertFalse(out.contains(" encode-document "), out);
  }

  @Test
  void progressIsOneLineForAPersonAndLinesForAFile() {
    AtomicLong now = new AtomicLong();
    Consoles person = new Consoles(new Terminal(60, false, false, true));
    Progress progress = new Progress(person.console, 2, 30, now::get);
    progress.next("Decoding: a", 10);
    assertEquals("\r\u001b[K1 of 2 · Decoding: a · about 30 s left", person.err.toString());
    now.set(20_000_000_000L);
    progress.next("Decoding: b", 20);
    assertTrue(person.err.toString().endsWith("K2 of 2 · Decoding: b · about 40 s left"));
    now.set(300_000_000_000L);
    progress.iteration(null, null, 1);
    assertTrue(person.err.toString().endsWith(" · about 1 s left"), person.err.toString());

    Progress lines = new Progress(plain.console, 2, 300, now::get);
    lines.next("Decoding: a", 10);
    lines.iteration(null, null, 1);
    assertEquals("1 of 2: Decoding: a" + System.lineSeparator(), plain.err.toString());
  }

  @Test
  void aBenchmarkMayLeaveItselfOut() {
    Progress progress = new Progress(plain.console, 1, 1, System::nanoTime);
    progress.next("a", 1);
    progress.println("java.lang.IllegalStateException: left out: no such provider");
    progress.write("\tat somewhere\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(Optional.of("left out: no such provider"), progress.leftOut());
    assertEquals(2, progress.lastWords().size());
    progress.next("b", 1);
    assertEquals(Optional.empty(), progress.leftOut());
  }

  @Test
  void timesLeftAreRound() {
    assertEquals("about 1 s", Progress.about(1));
    assertEquals("about 15 s", Progress.about(12));
    assertEquals("about 2 min", Progress.about(149));
    assertEquals("about 3 min", Progress.about(150));
  }

  @Test
  void tablesFitTheTerminalAndShowWhatIsUncertain() throws Exception {
    for (int width : new int[] {40, 80, 120}) {
      Consoles person = new Consoles(new Terminal(width, false, true, false));
      BenchText text = new BenchText(person.console.out(), person.console.terminal());
      text.print(Questions.all(), ReportTest.results("17"), "The machine.");
      String out = person.out.toString();
      int room = Math.max(width, 66); // three figures and a name take that
      out.lines().forEach(line -> assertTrue(line.length() <= room, line));
      assertTrue(out.contains("Teep4j, typed message "), out);
      assertTrue(out.contains(" ~400 ns"), out);
      assertTrue(out.contains("~ The iterations differed"), out);
      assertEquals(width > 70, out.contains("█"), out);
      assertTrue(out.endsWith("The machine.\n\n"), out);
    }
    assertEquals("█▌", BenchText.bar(1.5));
    assertEquals("▏", BenchText.bar(0));
  }

  @Test
  void versionsAreFilledIn() {
    String versions = Machine.versions();
    assertTrue(versions.contains("JMH 1."), versions);
    assertFalse(versions.contains("$"), versions);
    assertTrue(Files.isDirectory(folder));
  }
}
