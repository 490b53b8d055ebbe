package org.teep4j.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.teep4j.cli.Console;

/**
 * Tells a person how far it is, in one line, instead of all that JMH has to say. That is kept, for
 * when something fails.
 */
final class Progress implements OutputFormat {
  private static final String LEFT_OUT = "left out: ";
  private static final int KEPT = 100_000;

  private final Console console;
  private final int total;
  private final LongSupplier clock;
  private final long started;
  private final StringBuilder said = new StringBuilder();

  private final double expected;
  private double expectedSoFar;
  private double expectedNow;
  private double pace = 1;
  private int number;
  private String what = "";

  /**
   * Makes one.
   *
   * @param console where it is told
   * @param total how many measurements there will be
   * @param expected how many seconds they might take together
   * @param clock tells nanoseconds
   */
  Progress(Console console, int total, double expected, LongSupplier clock) {
    this.console = console;
    this.total = total;
    this.expected = expected;
    this.clock = clock;
    started = clock.getAsLong();
  }

  /**
   * The next measurement begins.
   *
   * @param description what it is
   * @param seconds what is expected of it
   */
  void next(String description, double seconds) {
    expectedSoFar += expectedNow;
    expectedNow = seconds;
    if (number > 0) {
      pace = elapsed() / expectedSoFar;
    }
    number++;
    what = description;
    said.setLength(0);
    if (console.terminal().progress()) {
      show();
    } else {
      console.err().println(number + " of " + total + ": " + what);
      console.err().flush();
    }
  }

  private void show() {
    long left = Math.max(1, Math.round(expected * pace - elapsed()));
    console.progress(number + " of " + total + " · " + what + " · " + about(left) + " left");
  }

  private double elapsed() {
    return (clock.getAsLong() - started) / 1e9;
  }

  /** A time that is not known better than that. */
  static String about(long seconds) {
    if (seconds >= 120) {
      return "about " + (seconds + 30) / 60 + " min";
    }
    return "about " + (seconds > 10 ? (seconds + 4) / 5 * 5 : seconds) + " s";
  }

  /** Why the benchmark did not want to run here, if that is what it said: it is no failure. */
  Optional<String> leftOut() {
    return said.toString()
        .lines()
        .filter(l -> l.contains(LEFT_OUT))
        .findFirst()
        .map(line -> line.substring(line.indexOf(LEFT_OUT)));
  }

  /** What JMH and the benchmark said, but for its beginning where it is long: the last lines. */
  List<String> lastWords() {
    List<String> lines =
        said.toString().lines().filter(line -> !line.isBlank()).collect(Collectors.toList());
    return lines.subList(Math.max(0, lines.size() - 12), lines.size());
  }

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams iteration, int index) {
    show();
  }

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams iteration, int index, IterationResult result) {}

  @Override
  public void startBenchmark(BenchmarkParams benchmark) {}

  @Override
  public void endBenchmark(BenchmarkResult result) {}

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> results) {}

  @Override
  public void print(String text) {
    if (said.length() < KEPT) {
      said.append(text);
    }
  }

  @Override
  public void println(String text) {
    print(text + "\n");
  }

  @Override
  public void verbosePrintln(String text) {}

  @Override
  public void write(int b) {
    print(String.format(Locale.ROOT, "%c", b));
  }

  @Override
  public void write(byte[] bytes) {
    print(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
