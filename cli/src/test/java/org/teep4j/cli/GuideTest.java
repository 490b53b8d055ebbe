package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
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
  private static final List<String> PACKAGES =
      List.of(
          "codec",
          "cose",
          "cose.certificate",
          "eat",
          "suit",
          "suit.author",
          "suit.processor",
          "suit.processor.file",
          "suit.processor.memory",
          "teep",
          "teep.session",
          "teep.tam",
          "teep.agent",
          "teep.http");

  @TempDir private static Path classes;

  @BeforeAll
  static void compile() throws IOException {
    List<GuidePage> all = new ArrayList<>();
    for (Path file : pages()) {
      all.add(new GuidePage(file));
    }
    GuidePage.compile(all, classes);
  }

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(DOCS)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void runs(Path file, @TempDir Path folder) throws Throwable {
    GuidePage page = new GuidePage(file);
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, GuideTest.class.getClassLoader())) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader
          .loadClass(page.className())
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

  /** A page names {@code Type.member}s of this library as they are. */
  @ParameterizedTest
  @MethodSource("pages")
  void namesWhatThereIs(Path file) throws IOException {
    Set<String> missing = new TreeSet<>();
    Matcher code = Pattern.compile("`([^`\n]+)`").matcher(Files.readString(file));
    while (code.find()) {
      Matcher name = Pattern.compile("\\b([A-Z]\\w+)\\.([a-z]\\w+)").matcher(code.group(1));
      while (name.find()) {
        type(name.group(1))
            .filter(type -> !hasMember(type, name.group(2)))
            .ifPresent(type -> missing.add(name.group()));
      }
    }
    assertEquals(Set.of(), missing);
  }

  private static boolean hasMember(Class<?> type, String name) {
    return Stream.of(type.getMethods()).anyMatch(method -> method.getName().equals(name))
        || Stream.of(type.getClasses()).anyMatch(nested -> hasMember(nested, name));
  }

  private static Optional<Class<?>> type(String name) {
    for (String each : PACKAGES) {
      try {
        Class<?> type =
            Class.forName(
                "org.teep4j." + each + "." + name, false, GuideTest.class.getClassLoader());
        if (Modifier.isPublic(type.getModifiers())) {
          return Optional.of(type);
        }
      } catch (ClassNotFoundException | NoClassDefFoundError elsewhere) {
        // in another package, or none of this library
      }
    }
    return Optional.empty();
  }
}
