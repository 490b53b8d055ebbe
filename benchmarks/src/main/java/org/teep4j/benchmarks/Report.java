package org.teep4j.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.teep4j.cli.Console;
import org.teep4j.cli.ExitCode;
import org.teep4j.cli.Main;
import org.teep4j.cli.UsageException;
import org.teep4j.cli.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes tables and a picture of what JMH wrote. */
@Command(
    name = "Report",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Print results of JMH (-rf json) as tables of Markdown, and draw them.",
      "",
      "Files of one JDK are put together; what is measured twice counts as the later file has it."
          + " Each JDK gets its columns."
    },
    footer = {"", "Exit codes: 0 done; 1 failed; 2 wrong usage or unreadable file."})
public final class Report implements Callable<Integer> {
  private final Console console;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw a picture, too.")
  private @Nullable Path svg;

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      defaultValue = "",
      description = "Only comparisons in whose title this is found.")
  private Pattern only = Pattern.compile("");

  @Option(
      names = "--heading",
      paramLabel = "TEXT",
      defaultValue = "Teep4j beside other libraries, on the same bytes",
      description = "What stands above the picture.")
  private String heading = "";

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Results of JMH as JSON.")
  private List<Path> files = new ArrayList<>();

  private Report(Console console) {
    this.console = console;
  }

  /**
   * Runs the command and exits with its code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(run(Console.system(), args));
  }

  static int run(Console console, String... args) {
    return Main.run(console, new CommandLine(new Report(console)), args);
  }

  @Override
  public Integer call() throws UsageException, IOException {
    Map<String, Results> byName = new LinkedHashMap<>();
    for (Path file : files) {
      Results results = read(file);
      byName.merge(results.name(), results, Results::and);
    }
    List<Comparison> comparisons =
        Comparison.of(List.copyOf(byName.values())).stream()
            .filter(comparison -> only.matcher(comparison.title()).find())
            .toList();
    byName.forEach(
        (name, run) ->
            console.out().println("- " + name + ": " + Comparison.escaped(run.conditions())));
    comparisons.forEach(comparison -> console.out().print("\n" + comparison.markdown()));
    Path picture = svg;
    if (picture != null) {
      try {
        Files.writeString(picture, Plot.of(heading, comparisons));
      } catch (IllegalArgumentException impossible) {
        throw new UsageException(String.valueOf(impossible.getMessage()));
      }
    }
    return ExitCode.GOOD;
  }

  private static Results read(Path file) throws UsageException, IOException {
    try {
      return Results.of(new ObjectMapper().readTree(Files.readAllBytes(file)));
    } catch (NoSuchFileException missing) {
      throw new UsageException(file + ": no such file");
    } catch (JsonProcessingException | IllegalArgumentException refused) {
      throw new UsageException(file + ": not a result of JMH as JSON");
    }
  }
}
