package org.teep4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a figure cannot be read without: the machine, the JDK, the versions and the day. */
final class Machine {
  private Machine() {}

  /** All of it, as sentences. */
  static String description() {
    int processors = Runtime.getRuntime().availableProcessors();
    return LocalDate.now(ZoneId.systemDefault())
        + ". "
        + processor()
        + ", "
        + processors
        + (processors == 1 ? " processor" : " processors")
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + "; "
        + System.getProperty("java.vm.name")
        + " "
        + Runtime.version()
        + " ("
        + System.getProperty("java.vendor")
        + "). "
        + versions()
        + ".";
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseGet(() -> System.getProperty("os.arch"));
    } catch (IOException | UncheckedIOException unknown) {
      return System.getProperty("os.arch");
    }
  }

  /** Those of all libraries, as the build knows them. */
  static String versions() {
    Properties versions = new Properties();
    try (InputStream in = Machine.class.getResourceAsStream("versions.properties")) {
      versions.load(Objects.requireNonNull(in, "the build has filled it in"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return new TreeMap<>(versions)
        .entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
