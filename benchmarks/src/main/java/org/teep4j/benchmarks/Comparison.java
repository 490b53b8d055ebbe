package org.teep4j.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.teep4j.benchmarks.Results.Measurement;

/**
 * What contestants did on the same bytes, in one or more runs: a table.
 *
 * @param title what was done with what
 * @param contestants who did it, in the order of the results
 * @param runs the runs that measured one or more of them
 */
record Comparison(String title, List<Results.Key> contestants, List<Results> runs) {

  /** All comparisons in some runs. */
  static List<Comparison> of(List<Results> runs) {
    Map<String, List<Results.Key>> byTitle = new LinkedHashMap<>();
    for (Results run : runs) {
      for (Results.Key key : run.measurements().keySet()) {
        List<Results.Key> keys =
            byTitle.computeIfAbsent(key.comparison(), title -> new ArrayList<>());
        if (!keys.contains(key)) {
          keys.add(key);
        }
      }
    }
    List<Comparison> comparisons = new ArrayList<>();
    byTitle.forEach((title, keys) -> comparisons.add(new Comparison(title, keys, runs)));
    return comparisons;
  }

  @Nullable Measurement measurement(Results run, Results.Key contestant) {
    return run.measurements().get(contestant);
  }

  /** The time as a multiple of that of this library's first contestant, if both were measured. */
  OptionalDouble ratio(Results run, Results.Key contestant) {
    Measurement measured = measurement(run, contestant);
    Measurement own =
        contestants.stream()
            .filter(Results.Key::isOwn)
            .findFirst()
            .map(run.measurements()::get)
            .orElse(null);
    return measured == null || own == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(measured.nanoseconds() / own.nanoseconds());
  }

  /** The cells of one contestant: its name, and for each run time, ratio and allocation. */
  List<String> cells(Results.Key contestant) {
    List<String> cells = new ArrayList<>();
    cells.add(contestant.contestant());
    for (Results run : runs) {
      Measurement measurement = measurement(run, contestant);
      if (measurement == null) {
        cells.addAll(List.of(Figures.NONE, Figures.NONE, Figures.NONE));
      } else {
        String mark = measurement.isUnsteady() ? "~" : "";
        cells.add(mark + Figures.time(measurement.nanoseconds()));
        cells.add(Figures.ratio(ratio(run, contestant)));
        cells.add(Figures.size(measurement.bytes()));
      }
    }
    return cells;
  }

  /** The heads of the columns. */
  List<String> header() {
    List<String> cells = new ArrayList<>();
    cells.add(title);
    for (Results run : runs) {
      cells.addAll(List.of(runs.size() == 1 ? "time" : run.name(), "ratio", "allocated"));
    }
    return cells;
  }

  /** A table of Markdown. */
  String markdown() {
    StringBuilder out = new StringBuilder(row(header()));
    out.append("|---|").append("---:|".repeat(3 * runs.size())).append('\n');
    for (Results.Key contestant : contestants) {
      out.append(row(cells(contestant)));
    }
    return out.toString();
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells.stream().map(Comparison::escaped).toList()) + " |\n";
  }

  /** Text as it is: nothing in it makes a table or a mark. */
  static String escaped(String text) {
    return text.replaceAll("([\\\\|*_`<>\\[\\]])", "\\\\$1");
  }
}
