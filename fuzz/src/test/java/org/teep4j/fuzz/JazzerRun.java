package org.teep4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Runs Jazzer over all doors, or over those that {@code -Dfuzz.doors} names. Surefire runs it in
 * the profile {@code fuzz} alone, which has Jazzer.
 *
 * <p>Each door has a process of its own and a folder for its corpus, which grows from run to run. A
 * run of {@code -Dfuzz.runs} executions for each door, instead of an amount of time, begins with
 * the same random number each time.
 */
class JazzerRun {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 600);
  private static final int RUNS = Integer.getInteger("fuzz.runs", 0);
  private static final int JOBS = Integer.getInteger("fuzz.jobs", 2);
  private static final String DOORS = System.getProperty("fuzz.doors", "");
  private static final Path FOLDER = Path.of(System.getProperty("fuzz.folder", "target/fuzz"));
  private static final int SEEDS = 200;
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");

  /** An exception that Jazzer tells of; a timeout or too much memory, which libFuzzer does. */
  private static final Pattern FINDING =
      Pattern.compile("(?m)^(== Java Exception|==\\d+== ERROR: libFuzzer)");

  private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+)");

  private record Result(String door, long executions, long seconds, String coverage, int findings) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-32s %10d executions %5d s  coverage %6s  findings %d",
          door,
          executions,
          seconds,
          coverage,
          findings);
    }
  }

  @Test
  void noDoorHasAFinding() throws Exception {
    List<Door<?>> doors = new ArrayList<>();
    for (String name : DOORS.split(",", -1)) {
      doors.addAll(name.isEmpty() ? Doors.all() : List.of(Doors.named(name)));
    }
    int each = Math.max(1, SECONDS * JOBS / doors.size());
    Path dictionary = FOLDER.resolve("dictionary");
    Files.createDirectories(FOLDER);
    Files.write(dictionary, Dictionary.lines());
    List<Result> results = new ArrayList<>();
    ExecutorService jobs = Executors.newFixedThreadPool(JOBS);
    try {
      List<Future<Result>> running = new ArrayList<>();
      for (Door<?> door : doors) {
        Callable<Result> job = () -> run(door, each, dictionary);
        running.add(jobs.submit(job));
      }
      for (Future<Result> result : running) {
        results.add(result.get());
        System.out.println(result.get());
      }
    } finally {
      jobs.shutdownNow();
    }
    System.out.println(sum(results));
    assertEquals(0, sum(results).findings(), "findings, in " + FOLDER.resolve("findings"));
  }

  private static Result sum(List<Result> results) {
    return new Result(
        "all " + results.size() + " doors",
        results.stream().mapToLong(Result::executions).sum(),
        results.stream().mapToLong(Result::seconds).sum(),
        "-",
        results.stream().mapToInt(Result::findings).sum());
  }

  private static Result run(Door<?> door, int seconds, Path dictionary) throws Exception {
    Path corpus = FOLDER.resolve("corpus").resolve(door.name());
    Path findings = FOLDER.resolve("findings").resolve(door.name());
    Path log = FOLDER.resolve("logs").resolve(door.name() + ".log");
    Files.createDirectories(corpus);
    Files.createDirectories(findings);
    Files.createDirectories(log.getParent());
    writeSeeds(door, corpus);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-Xss1m",
            "-Xmx1500m",
            // A process lives for seconds: what the second compiler makes comes too late.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + FuzzTarget.class.getName(),
            "--target_args=" + door.name() + " " + Doors.groupOf(door),
            "--instrumentation_includes=org.teep4j.**",
            "--instrumentation_excludes=org.teep4j.fuzz.**",
            "--custom_hook_includes=org.teep4j.**",
            "--keep_going=4",
            "--reproducer_path=" + findings,
            "-dict=" + dictionary,
            "-artifact_prefix=" + findings + "/",
            "-max_total_time=" + seconds,
            "-runs=" + (RUNS > 0 ? RUNS : -1), // -1: no limit
            "-seed=" + (RUNS > 0 ? 1 : 0), // 0: another one each time
            "-max_len=4096",
            "-timeout=60", // seconds for one input; a busy machine may take 10 to load a class
            "-rss_limit_mb=3000",
            corpus.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    try {
      // On a busy machine the start and a slow input may take minutes.
      if (!process.waitFor(seconds + 1800L, TimeUnit.SECONDS)) {
        throw new IOException(door + " did not end; see " + log);
      }
    } finally {
      process.destroyForcibly();
    }
    return result(door, Files.readString(log));
  }

  private static Result result(Door<?> door, String log) throws IOException {
    Matcher done = DONE.matcher(log);
    boolean found = done.find();
    Matcher coverage = COVERAGE.matcher(log);
    String last = "-";
    while (coverage.find()) {
      last = coverage.group(1);
    }
    int count = (int) FINDING.matcher(log).results().count();
    if (!found && count == 0) {
      throw new IOException(door + " did not run to its end: " + log);
    }
    return new Result(
        door.name(),
        found ? Long.parseLong(done.group(1)) : 0,
        found ? Long.parseLong(done.group(2)) : 0,
        last,
        count);
  }

  private static void writeSeeds(Door<?> door, Path corpus) throws Exception {
    int number = 0;
    for (byte[] seed : Corpus.of(door, SEEDS)) {
      Files.write(corpus.resolve("seed-" + number++), seed);
    }
  }
}
