package org.teep4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code teep4j bench}, which needs other libraries and is a program of its own: a signpost. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measure this library beside others, on the same bytes.",
      "",
      "Not in this jar, because the other libraries are not. In the source tree,"
          + " './teep4j bench' builds and runs it, and './teep4j bench --help' tells more."
    },
    footer = {"", "Exit codes: 0 measured; 1 a measurement failed; 2 wrong usage."})
final class BenchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", arity = "0..*", description = "What to measure.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() throws UsageException {
    throw new UsageException(
        "bench: the other libraries are not in this jar; in the source tree run: ./teep4j bench "
            + String.join(" ", names));
  }
}
