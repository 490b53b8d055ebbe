package org.teep4j.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.teep4j.cli.Console;
import org.teep4j.cli.ExitCode;
import org.teep4j.cli.Main;
import org.teep4j.cli.Terminal;
import org.teep4j.cli.Text;
import org.teep4j.cli.UsageException;
import org.teep4j.cli.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j bench}: a few of the benchmarks, for a look. */
@Command(
    name = "teep4j bench",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Measure this library beside others, on the same bytes.",
      "",
      "Each table has the time of one call, that time beside this library's, and what one call"
          + " allocates. Before anything is timed, all must agree on the result. A NAME is one of"
          + " --list; without one, all of them are measured, in about two minutes."
    },
    footer = {
      "",
      "To measure with care, use JMH itself; benchmarks/README.md says how.",
      "Exit codes: 0 measured; 1 a measurement failed; 2 wrong usage or unwritable file."
    })
public final class Bench implements Callable<Integer> {
  private static final TimeValue ITERATION = TimeValue.milliseconds(250);
  private static final int LABEL = 30; // columns
  private static final int NUMBER = 11;

  private final Console console;

  @Option(names = "--list", description = "Tell the names, and measure nothing.")
  private boolean list;

  @Option(names = "--full", description = "Measure for longer.")
  private boolean full;

  @Option(names = "--json", paramLabel = "FILE", description = "Keep what JMH says, as JSON.")
  private @Nullable String json;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "What to measure.")
  private List<String> names = new ArrayList<>();

  private Bench(Console console) {
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
    return Main.run(console, new CommandLine(new Bench(console)), args);
  }

  @Override
  public Integer call() throws UsageException, IOException {
    List<Look> looks = looks();
    if (list) {
      for (Look look : looks) {
        console.out().printf("%-10s%s%n", look.id(), look.description());
      }
      return ExitCode.GOOD;
    }
    Path file = json == null ? null : writable(json);
    List<RunResult> measured = new ArrayList<>();
    boolean good = measure(looks, measured);
    if (measured.isEmpty()) {
      return ExitCode.REJECTED;
    }
    byte[] written = json(measured);
    if (file != null) {
      Files.write(file, written);
    }
    print(console.out(), console.terminal(), Results.of(new ObjectMapper().readTree(written)));
    return good ? ExitCode.GOOD : ExitCode.REJECTED;
  }

  private List<Look> looks() throws UsageException {
    List<String> known = Arrays.stream(Look.values()).map(Look::id).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new UsageException(
            "nothing is called '" + name + "'; there are " + String.join(", ", known));
      }
    }
    return Arrays.stream(Look.values())
        .filter(look -> names.isEmpty() || names.contains(look.id()))
        .toList();
  }

  private static Path writable(String name) throws UsageException {
    try {
      Path file = Path.of(name);
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      return file;
    } catch (InvalidPathException | IOException refused) {
      throw new UsageException(name + ": cannot be written: " + refused.getMessage());
    }
  }

  /** Measures one part after the other, and says of each failure what it was. */
  private boolean measure(List<Look> looks, List<RunResult> measured) {
    boolean good = true;
    Progress progress = new Progress(console);
    for (Look.Part part : looks.stream().flatMap(look -> look.parts().stream()).toList()) {
      try {
        measured.addAll(runner(part, progress).run());
      } catch (RunnerException failed) {
        good = false;
        console.progress("");
        console.error(part.include() + " failed: " + failed.getMessage());
        progress.lastWords().forEach(console.err()::println);
      }
    }
    console.progress("");
    return good;
  }

  private Runner runner(Look.Part part, Progress progress) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(part.include())
            .jvmArgs() // none of this JVM's own
            .warmupIterations(part.warmup() * (full ? 8 : 4))
            .warmupTime(ITERATION)
            .measurementIterations(full ? 16 : 4)
            .measurementTime(ITERATION)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true);
    part.parameters().forEach((name, values) -> options.param(name, values.toArray(new String[0])));
    return new Runner(options.build(), progress);
  }

  private static byte[] json(List<RunResult> measured) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(measured);
    out.flush();
    return bytes.toByteArray();
  }

  /** Prints tables for a person at a terminal. */
  static void print(PrintWriter out, Terminal terminal, Results results) {
    for (Comparison comparison : Comparison.of(List.of(results))) {
      out.println(terminal.bold(comparison.title()));
      out.println(line(Arrays.asList("", "time", "ratio", "allocated")));
      for (Results.Key contestant : comparison.contestants()) {
        String line = line(comparison.cells(contestant));
        out.println(contestant.isOwn() ? terminal.bold(line) : line);
      }
      out.println();
    }
    Text.wrap(
            "time: of one call, the median; ~ where iterations differed by more than 15 %. ratio:"
                + " that time beside the first row of Teep4j; 2.0 takes twice as long. allocated:"
                + " by one call. Compare within one run, and take what is closer than a third for a"
                + " draw.",
            terminal.width())
        .forEach(out::println);
    out.println();
    Text.wrap(Machine.description(), terminal.width()).forEach(out::println);
  }

  private static String line(List<String> cells) {
    return String.format("  %-" + LABEL + "s", cells.get(0))
        + cells.stream()
            .skip(1)
            .map(cell -> " ".repeat(Math.max(1, NUMBER - cell.length())) + cell)
            .collect(Collectors.joining());
  }
}
