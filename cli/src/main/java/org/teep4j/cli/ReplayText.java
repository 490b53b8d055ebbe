package org.teep4j.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.teep4j.vectors.Erratum;
import org.teep4j.vectors.load.SkippedFile;
import org.teep4j.vectors.replay.Outcome;
import org.teep4j.vectors.replay.ReplayReport;
import org.teep4j.vectors.replay.ReplayResult;
import org.teep4j.vectors.replay.SetReplay;

/** Prints the results of a replay as text. */
final class ReplayText {
  private static final int NUMBER = 8;
  private static final int NUMBERS = 6;
  private static final int SHORTEST_NAME = 12;

  private final PrintWriter out;
  private final Terminal terminal;

  ReplayText(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void print(ReplayReport report) {
    table(report);
    errata(report);
    skipped(report);
    passedOver(report.passedOver());
    differences(
        report, Outcome.DIFFERENT, "Different: a recommendation, or a reading of an open text");
    differences(report, Outcome.FAILED, "Failed");
    out.println();
    boolean good = report.isGood();
    out.println(good ? terminal.green(report.summary()) : terminal.red(report.summary()));
  }

  // The table.

  private void table(ReplayReport report) {
    int name = report.sets().stream().mapToInt(set -> name(set).length()).max().orElse(0);
    int room = Math.max(SHORTEST_NAME, terminal.width() - NUMBERS * NUMBER);
    int width = Math.min(Math.max(SHORTEST_NAME, name), room);
    out.println(
        terminal.bold(
            pad("set", width)
                + right("vectors")
                + right("passed")
                + right("failed")
                + right("errata")
                + right("skipped")
                + right("checks")));
    for (SetReplay set : report.sets()) {
      row(width, name(set), set.vectors(), set::count, set.checks());
    }
    if (report.sets().size() > 1) {
      row(
          width,
          "all",
          report.sets().stream().mapToInt(SetReplay::vectors).sum(),
          report::count,
          report.sets().stream().mapToInt(SetReplay::checks).sum());
    }
  }

  /** The name of a set without its extension. */
  private static String name(SetReplay set) {
    return Text.safe(set.name()).replaceFirst("\\.json$", "");
  }

  private void row(int width, String name, int vectors, ToIntFunction<Outcome> count, int checks) {
    int failed = count.applyAsInt(Outcome.FAILED);
    int errata = count.applyAsInt(Outcome.KNOWN_ERRATUM);
    String failedText = right(number(failed));
    String errataText = right(number(errata));
    out.println(
        pad(Text.tail(name, width), width)
            + right(number(vectors))
            + right(number(count.applyAsInt(Outcome.PASSED)))
            + (failed > 0 ? terminal.red(failedText) : failedText)
            + (errata > 0 ? terminal.yellow(errataText) : errataText)
            + right(number(count.applyAsInt(Outcome.SKIPPED)))
            + right(number(checks)));
  }

  /** Zeros are dots, so that the other numbers stand out. */
  private static String number(int value) {
    return value == 0 ? "·" : Integer.toString(value);
  }

  private static String right(String text) {
    return " ".repeat(Math.max(1, NUMBER - text.length())) + text;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  // Known errata, grouped by finding.

  private static final int MOST_NAMES = 12;

  /** The names, or the first ones if there are many. */
  private static String few(Set<String> names) {
    String shown = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int others = names.size() - MOST_NAMES;
    return others > 0 ? shown + " and " + others + " more" : shown;
  }

  private void errata(ReplayReport report) {
    // The note of a finding may differ between vectors.
    Map<Erratum, Map<String, Set<String>>> found = new LinkedHashMap<>();
    for (SetReplay set : report.sets()) {
      for (ReplayResult result : set.results()) {
        if (result.outcome() == Outcome.KNOWN_ERRATUM) {
          for (Erratum erratum : result.errata()) {
            if (erratum.severity().concernsVector()) {
              found
                  .computeIfAbsent(erratum, key -> new TreeMap<>())
                  .computeIfAbsent(result.id(), id -> new LinkedHashSet<>())
                  .add(set.name());
            }
          }
        }
      }
    }
    if (!found.isEmpty()) {
      heading("Known errata", "published with an error, and fails in exactly the documented way");
      found.forEach((erratum, vectors) -> erratum(erratum.id(), erratum.note(), vectors));
    }
  }

  private void erratum(String id, String note, Map<String, Set<String>> vectors) {
    Map<String, Set<String>> bySets = new LinkedHashMap<>();
    vectors.forEach(
        (vector, sets) ->
            bySets
                .computeIfAbsent(String.join(", ", sets), s -> new LinkedHashSet<>())
                .add(vector));
    StringBuilder subject = new StringBuilder();
    bySets.forEach(
        (sets, names) ->
            subject
                .append(subject.isEmpty() ? "" : "; ")
                .append(sets)
                .append(": ")
                .append(few(names)));
    item(terminal.yellow(pad(id, 4)), 4, Text.safe(subject.toString()));
    lines("       ", Text.safe(note), true);
  }

  // Skipped vectors and files.

  private void skipped(ReplayReport report) {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    for (SetReplay set : report.sets()) {
      set.skipReasons().forEach((reason, count) -> reasons.merge(reason, count, Integer::sum));
    }
    if (!reasons.isEmpty()) {
      heading("Skipped", "not supported yet, or not possible with these files");
      reasons.forEach((reason, count) -> item(String.format("%4d", count), 4, Text.safe(reason)));
    }
  }

  private void passedOver(List<SkippedFile> files) {
    if (files.isEmpty()) {
      return;
    }
    long others =
        files.stream().filter(file -> file.cause() == SkippedFile.Cause.OTHER_FILE).count();
    heading("Passed over", "files that were not read as vectors");
    if (others > 0) {
      item(String.format("%4d", others), 4, "not named like vectors");
    }
    for (SkippedFile file : files) {
      if (file.cause() != SkippedFile.Cause.OTHER_FILE) {
        String text = Text.safe(file.file() + ": " + file.reason());
        item(file.cause().isFailure() ? terminal.red("   !") : "   -", 4, text);
      }
    }
  }

  // Failures.

  private void differences(ReplayReport report, Outcome outcome, String title) {
    if (report.count(outcome) == 0) {
      return;
    }
    heading(title, "");
    String mark = outcome == Outcome.FAILED ? terminal.red("   ✗") : terminal.yellow("   ~");
    for (SetReplay set : report.sets()) {
      for (ReplayResult result : set.results()) {
        if (result.outcome() == outcome) {
          item(mark, 4, Text.safe(set.name() + ": " + result.id()));
          lines("       ", Text.safe(result.failure().orElseThrow().toString()), false);
        }
      }
    }
  }

  // Layout.

  private void heading(String title, String remark) {
    out.println();
    String text = remark.isEmpty() ? title : title + ": " + remark;
    List<String> lines = Text.wrap(text, terminal.width());
    lines.forEach(line -> out.println(terminal.bold(line)));
  }

  /** A mark with its number of columns, and text to the right of it. */
  private void item(String mark, int columns, String text) {
    int indent = columns + 3;
    List<String> lines = Text.wrap(text, Math.max(20, terminal.width() - indent));
    out.println("  " + mark + " " + lines.get(0));
    for (String line : lines.subList(1, lines.size())) {
      out.println(" ".repeat(indent) + line);
    }
  }

  private void lines(String indent, String text, boolean dim) {
    for (String line : Text.wrap(text, Math.max(20, terminal.width() - indent.length()))) {
      out.println(indent + (dim ? terminal.dim(line) : line));
    }
  }

  static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
