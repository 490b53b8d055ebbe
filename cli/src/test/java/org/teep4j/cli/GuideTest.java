package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the user's guide do what they say: see {@link GuidePage}. */
@Timeout(120)
class GuideTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final int LONGEST = 120;

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(DOCS)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void runs(Path file, @TempDir Path classes, @TempDir Path folder) throws Throwable {
    GuidePage page = new GuidePage(file);
    page.compile(classes);
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, GuideTest.class.getClassLoader())) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader
          .loadClass("Page")
          .getMethod("run", Path.class, IntConsumer.class)
          .invoke(null, folder, (IntConsumer) block -> page.command(block, folder));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      System.setOut(out);
    }
    assertEquals(page.printed(), printed.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void isShortAndInTheIndex(Path file) throws IOException {
    long lines = Files.readAllLines(file).size();
    assertTrue(lines <= LONGEST, file + " has " + lines + " lines");
    String name = file.getFileName().toString();
    assertTrue(
        name.equals("README.md")
            || Files.readString(DOCS.resolve("README.md")).contains("(" + name + ")"),
        name);
  }

  @Test
  void isLinkedFromTheReadme() throws IOException {
    assertTrue(Files.readString(Path.of("..", "README.md")).contains("(docs/README.md)"));
  }
}
