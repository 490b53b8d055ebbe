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
      names = "--question",
      paramLabel = "NAME",
      description = "Only this question or group; can be given more than once.")
  private List<String> names = new ArrayList<>();

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
    List<Results> runs = List.copyOf(byName.values());
    List<Question> questions = Questions.named(names);
    console.out().print(Markdown.of(questions, runs, names.isEmpty()));
    Path picture = svg;
    if (picture != null) {
      List<Question> drawn =
          names.isEmpty() ? questions.stream().filter(Question::brief).toList() : questions;
      try {
        Files.writeString(picture, Plot.of(heading, drawn, runs));
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
