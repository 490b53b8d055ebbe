package org.teep4j.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.teep4j.cli.Console;
import org.teep4j.cli.ExitCode;
import org.teep4j.cli.Main;
import org.teep4j.cli.UsageException;
import org.teep4j.cli.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What this library adds to a signature of a real provider, which forks of JMH cannot tell: the
 * same calls differ by more from one JVM to the next. Here both take turns in one JVM, and what is
 * told is the median of the differences between turns that follow each other.
 */
@Command(
    name = "Alternating",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Measure what Teep4j adds to a signature, beside the bare calls of JCA.",
      "",
      "Both take turns in one JVM. Prints a table of Markdown: the time of the bare calls, and by"
          + " how much more or less Teep4j takes, as the median of all turns and the quartiles."
    },
    footer = {"", "Exit codes: 0 done; 1 failed; 2 wrong usage."})
public final class Alternating implements Callable<Integer> {

  private static final long TURN = Duration.ofMillis(4).toNanos();
  private static final int MOST_TURNS = 10_000;
  private static final List<String> SIGNATURES = List.of("ES256", "Ed25519", "ML-DSA-65");
  private static final List<String> PROVIDERS =
      List.of("JDK", "BouncyCastle", "Corretto", "Conscrypt");
  private static final List<Integer> SIZES = List.of(300, 1 << 20);

  private final Console console;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long each pair is measured, after as long a warm-up. Default: 10.")
  private double seconds;

  @Option(
      names = "--signature",
      paramLabel = "NAME",
      description = "ES256, Ed25519 or ML-DSA-65; can be given more than once. Default: all.")
  private List<String> signatures = SIGNATURES;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description =
          "JDK, BouncyCastle, Corretto or Conscrypt; can be given more than once. Default: all.")
  private List<String> providers = PROVIDERS;

  @Option(
      names = "--bytes",
      paramLabel = "N",
      description = "Size of what is signed; can be given more than once. Default: 300, 1048576.")
  private List<Integer> sizes = SIZES;

  private Alternating(Console console) {
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
    return Main.run(console, new CommandLine(new Alternating(console)), args);
  }

  @Override
  public Integer call() throws Exception {
    line("| signature | provider | bytes | sign, JCA | Teep4j | verify, JCA | Teep4j |");
    line("|---|---|---:|---:|---:|---:|---:|");
    for (String signature : signatures) {
      for (String provider : providers) {
        for (int size : sizes) {
          measure(signature, provider, size);
        }
      }
    }
    return ExitCode.GOOD;
  }

  private void measure(String signature, String provider, int size) throws Exception {
    Sign1Sign sign = new Sign1Sign();
    Sign1Verify verify = new Sign1Verify();
    try {
      prepare(sign, signature, provider, size);
      prepare(verify, signature, provider, size);
    } catch (Providers.LeftOut absent) {
      leftOut(String.valueOf(absent.getMessage()));
      return;
    } catch (GeneralSecurityException refused) {
      leftOut(
          String.format(
              Locale.ROOT,
              "left out: %s with %s, %,d bytes: %s",
              provider,
              signature,
              size,
              refused.getCause() == null ? refused : refused.getCause()));
      return;
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(String.valueOf(unknown.getMessage()));
    }
    line(
        String.format(
            Locale.ROOT,
            "| %s | %s | %,d | %s | %s |",
            signature,
            provider,
            size,
            compare(sign::jca, sign::teep4j),
            compare(verify::jca, verify::teep4j)));
  }

  private void leftOut(String why) {
    console.err().println(why);
    console.err().flush();
  }

  private static void prepare(Sign1 state, String signature, String provider, int size)
      throws GeneralSecurityException, IOException {
    state.signature = signature;
    state.signatureProvider = provider;
    state.signedBytes = size;
    state.setup();
  }

  /** The time of the bare calls, and by how much the others differ: median and quartiles. */
  private String compare(Callable<?> bare, Callable<?> own) throws Exception {
    long duration = Math.round(seconds * 1e9);
    long calls = 1;
    long start = System.nanoTime();
    do {
      double each = Math.max(time(bare, calls), time(own, calls));
      calls = Math.max(1, Math.round(TURN / each));
    } while (System.nanoTime() - start < duration);
    double[] times = new double[MOST_TURNS];
    double[] differences = new double[MOST_TURNS];
    int turns = 0;
    start = System.nanoTime();
    do {
      boolean ownFirst = turns % 2 == 0;
      double first = time(ownFirst ? own : bare, calls);
      double second = time(ownFirst ? bare : own, calls);
      times[turns] = ownFirst ? second : first;
      differences[turns] = (ownFirst ? first - second : second - first) / times[turns];
      turns++;
    } while (System.nanoTime() - start < duration && turns < MOST_TURNS);
    return String.format(
        Locale.ROOT,
        "%s | %+.1f %% (%+.1f to %+.1f)",
        Figures.time(quantile(times, turns, 2)),
        100 * quantile(differences, turns, 2),
        100 * quantile(differences, turns, 1),
        100 * quantile(differences, turns, 3));
  }

  /** Nanoseconds of each call. */
  private static double time(Callable<?> what, long calls) throws Exception {
    long start = System.nanoTime();
    for (long i = 0; i < calls; i++) {
      if (what.call() == null) {
        throw new IllegalStateException("no result");
      }
    }
    return (double) (System.nanoTime() - start) / calls;
  }

  private static double quantile(double[] values, int count, int quarters) {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[Math.min(count - 1, count * quarters / 4)];
  }

  private void line(String text) {
    console.out().println(text);
    console.out().flush();
  }
}
