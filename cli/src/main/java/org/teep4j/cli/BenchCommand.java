package org.teep4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code teep4j bench}: says how to run the benchmarks, which are a program of their own. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Compare the speed of this library with others on the same input.",
      "",
      "The benchmarks are not part of this jar, because they need the other"
          + " libraries. In the source tree, the launcher builds and runs them: 'teep4j"
          + " bench', and 'teep4j bench --help' for its options."
    },
    footer = {"", "Exit codes: 0 measured; 1 a measurement failed; 2 wrong usage."})
final class BenchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Benchmark to run.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() throws UsageException {
    throw new UsageException(
        "bench: the benchmarks are not part of this jar; in the source tree run: ./teep4j bench "
            + String.join(" ", names));
  }
}
