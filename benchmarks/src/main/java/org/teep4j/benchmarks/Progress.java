package org.teep4j.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.teep4j.cli.Console;

/**
 * Shows in one line what is measured, and what JMH says of the time left. All else that JMH says is
 * kept for when something fails.
 */
final class Progress implements OutputFormat {
  private static final String RUN = "# Run progress: ";
  private static final int KEPT = 100_000;

  private final Console console;
  private final StringBuilder said = new StringBuilder();
  private String left = "";

  Progress(Console console) {
    this.console = console;
  }

  /** What JMH and the benchmark said last, since the benchmark began. */
  List<String> lastWords() {
    List<String> lines = said.toString().lines().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - 12), lines.size());
  }

  @Override
  public void startBenchmark(BenchmarkParams benchmark) {
    said.setLength(0);
    StringBuilder what = new StringBuilder(benchmark.getBenchmark());
    what.delete(0, what.lastIndexOf(".", what.lastIndexOf(".") - 1) + 1);
    benchmark.getParamsKeys().forEach(key -> what.append(' ').append(benchmark.getParam(key)));
    if (console.terminal().progress()) {
      console.progress(what + (left.isEmpty() ? "" : " · " + left));
    } else {
      console.err().println(what);
      console.err().flush();
    }
  }

  @Override
  public void println(String text) {
    if (text.startsWith(RUN)) {
      left = text.substring(RUN.length());
    }
    print(text + "\n");
  }

  @Override
  public void print(String text) {
    if (said.length() < KEPT) {
      said.append(text);
    }
  }

  @Override
  public void write(int b) {
    print(String.format(Locale.ROOT, "%c", b));
  }

  @Override
  public void write(byte[] bytes) {
    print(new String(bytes, StandardCharsets.UTF_8));
  }

  // What is of no interest.

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams iteration, int index) {}

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams iteration, int index, IterationResult result) {}

  @Override
  public void endBenchmark(BenchmarkResult result) {}

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> results) {}

  @Override
  public void verbosePrintln(String text) {}

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
