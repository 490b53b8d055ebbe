package org.teep4j.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.teep4j.benchmarks.Question.Contestant;
import org.teep4j.benchmarks.Question.Group;
import org.teep4j.cli.Console;
import org.teep4j.cli.ExitCode;
import org.teep4j.cli.Main;
import org.teep4j.cli.Text;
import org.teep4j.cli.UsageException;
import org.teep4j.cli.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j bench}: a few of the benchmarks, explained. */
@Command(
    name = "teep4j bench",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Measure this library beside others, on the same bytes.",
      "",
      "Each answer is a table: the time of one call, that time beside this library's, and what one"
          + " call allocates. Before anything is timed, all must agree on the result. A NAME is a"
          + " group or a question of --list; without one, a few questions of each group are asked,"
          + " in two minutes or less."
    },
    footer = {
      "",
      "To measure with care, use JMH itself; benchmarks/README.md says how.",
      "Exit codes: 0 measured; 1 a measurement failed; 2 wrong usage or unwritable file."
    })
public final class Bench implements Callable<Integer> {
  private static final int ITERATION = 250; // milliseconds
  private static final int NAME = 24; // columns
  private static final double START = 1.2; // seconds, with the check of the results

  private final Console console;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean interrupted;

  @Option(names = "--list", description = "Tell the groups and questions, and measure nothing.")
  private boolean list;

  @Option(
      names = "--full",
      description = "Ask all questions of all contestants, and measure for longer.")
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
    List<Question> asked = asked();
    if (list) {
      list(asked);
      return ExitCode.GOOD;
    }
    Path file = json == null ? null : writable(json);
    List<RunResult> measured = new ArrayList<>();
    boolean good = measure(asked, measured);
    if (interrupted || measured.isEmpty()) {
      return ExitCode.REJECTED;
    }
    byte[] written = json(measured);
    if (file != null) {
      Files.write(file, written);
    }
    new BenchText(console.out(), console.terminal())
        .print(asked, Results.of(new ObjectMapper().readTree(written)), Machine.description());
    return good ? ExitCode.GOOD : ExitCode.REJECTED;
  }

  // What is asked.

  /** What is named, and of a group that is named in a short run what belongs there. */
  private List<Question> asked() throws UsageException {
    return Questions.named(names).stream()
        .filter(q -> full || list || q.brief() || names.contains(q.id()))
        .toList();
  }

  private List<Contestant> contestants(Question question) {
    return full ? question.contestants() : question.few();
  }

  private void list(List<Question> questions) {
    int room = Math.max(20, console.terminal().width() - NAME - 2);
    for (Group group : Group.values()) {
      List<Question> of = questions.stream().filter(q -> q.group() == group).toList();
      if (!of.isEmpty()) {
        console.out().println(console.terminal().bold(group.id()) + ": " + group.description());
        for (Question question : of) {
          String mark = question.brief() ? "* " : "  ";
          String name = mark + question.id() + " ".repeat(NAME - question.id().length());
          for (String line : Text.wrap(question.title(), room)) {
            console.out().println(name + line);
            name = " ".repeat(NAME + 2);
          }
        }
        console.out().println();
      }
    }
    console.out().println("* asked in a short run; the others with --full, or by name");
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

  // Measuring.

  /** Measures one after the other, and says of each failure what it was. */
  private boolean measure(List<Question> questions, List<RunResult> measured) {
    int total = questions.stream().mapToInt(q -> contestants(q).size()).sum();
    double seconds = questions.stream().mapToDouble(q -> seconds(q) * contestants(q).size()).sum();
    Progress progress = new Progress(console, total, seconds, System::nanoTime);
    Runtime.getRuntime().addShutdownHook(new Thread(this::leaveNothing));
    try {
      return measure(questions, measured, progress);
    } finally {
      ended.countDown();
    }
  }

  private boolean measure(List<Question> questions, List<RunResult> measured, Progress progress) {
    boolean good = true;
    for (Question question : questions) {
      for (Contestant contestant : contestants(question)) {
        String title = question.title().replaceFirst(", .*", "");
        progress.next(title + ": " + contestant.label(), seconds(question));
        try {
          measured.addAll(new Runner(options(question, contestant), progress).run());
        } catch (RunnerException failed) {
          if (interrupted) {
            return false;
          }
          console.progress("");
          Optional<String> leftOut = progress.leftOut();
          if (leftOut.isPresent()) {
            console.error(contestant.label() + ": " + leftOut.get());
          } else {
            good = false;
            console.error(Results.key(question, contestant) + " failed: " + failed.getMessage());
            progress.lastWords().forEach(console.err()::println);
          }
        }
      }
    }
    console.progress("");
    return good;
  }

  private int warmups(Question question) {
    return question.warmup() * 1000 / ITERATION * (full ? 2 : 1);
  }

  private int iterations() {
    return full ? 16 : 4;
  }

  /** What one measurement for a question takes. */
  private double seconds(Question question) {
    return (warmups(question) + iterations()) * ITERATION / 1000.0 + START;
  }

  private Options options(Question question, Contestant contestant) {
    TimeValue time = TimeValue.milliseconds(ITERATION);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + contestant.benchmark().replace(".", "\\.") + "$")
            .jvmArgs() // none of this JVM's own
            .warmupIterations(warmups(question))
            .warmupTime(time)
            .measurementIterations(iterations())
            .measurementTime(time)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true);
    Results.key(question, contestant).parameters().forEach(options::param);
    return options.build();
  }

  /** Whoever interrupts this wants no JVM that goes on, no files of JMH and a clean line. */
  private void leaveNothing() {
    interrupted = true;
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    try {
      // JMH tidies up when its JVM is gone.
      if (!ended.await(3, TimeUnit.SECONDS)) {
        console.error("some files of JMH may be left behind");
      }
    } catch (InterruptedException ignored) {
      Thread.currentThread().interrupt();
    }
    console.progress("");
  }

  private static byte[] json(List<RunResult> measured) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(measured);
    out.flush();
    return bytes.toByteArray();
  }
}
