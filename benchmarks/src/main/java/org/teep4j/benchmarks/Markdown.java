package org.teep4j.benchmarks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.benchmarks.Question.Contestant;
import org.teep4j.benchmarks.Question.Role;
import org.teep4j.benchmarks.Results.Row;

/** Writes answers as tables of Markdown, with columns for each run. */
final class Markdown {
  private final List<Results> runs;
  private final StringBuilder out = new StringBuilder();

  private Markdown(List<Results> runs) {
    this.runs = runs;
  }

  /**
   * Tables of all that was measured: an answer to each question, and what answers none.
   *
   * @param others whether to tell of what answers none
   */
  static String of(List<Question> questions, List<Results> runs, boolean others) {
    Markdown markdown = new Markdown(runs);
    runs.forEach(run -> markdown.line("- " + run.name() + ": " + escaped(run.conditions())));
    questions.forEach(markdown::answer);
    if (others) {
      markdown.others(questions);
    }
    return markdown.out.toString();
  }

  private void answer(Question question) {
    List<List<Row>> answers = runs.stream().map(run -> run.answer(question)).toList();
    Set<Contestant> measured = new LinkedHashSet<>(question.contestants());
    measured.removeIf(c -> answers.stream().allMatch(rows -> row(rows, c) == null));
    if (measured.isEmpty()) {
      return;
    }
    line("");
    line(escaped(question.sentence()));
    line("");
    header(question.title(), "ratio", "allocated");
    for (Contestant contestant : measured) {
      String label = escaped(contestant.label());
      List<String> cells = new ArrayList<>();
      cells.add(contestant.role() == Role.OWN ? "**" + label + "**" : label);
      for (List<Row> rows : answers) {
        Row row = row(rows, contestant);
        cells.add(row == null ? Figures.NONE : Figures.time(row.measurement().nanoseconds()));
        cells.add(row == null ? Figures.NONE : Figures.ratio(row.ratio()));
        cells.add(Figures.size(row == null ? OptionalDouble.empty() : row.measurement().bytes()));
      }
      cells(cells);
    }
  }

  private static @Nullable Row row(List<Row> rows, Contestant contestant) {
    return rows.stream().filter(r -> r.contestant().equals(contestant)).findFirst().orElse(null);
  }

  /** What was measured and is nobody's answer: it must not be lost in silence. */
  private void others(List<Question> questions) {
    Set<Results.Key> keys = new LinkedHashSet<>();
    runs.forEach(run -> keys.addAll(run.measurements().keySet()));
    Set<Results.Key> answers = new HashSet<>();
    for (Question question : questions) {
      question.contestants().forEach(c -> answers.add(Results.key(question, c)));
    }
    keys.removeAll(answers);
    if (keys.isEmpty()) {
      return;
    }
    line("");
    header("other measurements", "allocated");
    for (Results.Key key : keys) {
      List<String> cells = new ArrayList<>();
      cells.add("`" + key + "`");
      for (Results run : runs) {
        Measurement measurement = run.measurements().get(key);
        cells.add(measurement == null ? Figures.NONE : Figures.time(measurement.nanoseconds()));
        cells.add(Figures.size(measurement == null ? OptionalDouble.empty() : measurement.bytes()));
      }
      cells(cells);
    }
  }

  private void header(String title, String... others) {
    List<String> cells = new ArrayList<>();
    cells.add(escaped(title));
    for (Results run : runs) {
      cells.add(runs.size() == 1 ? "time" : run.name());
      cells.addAll(List.of(others));
    }
    cells(cells);
    line("|---|" + "---:|".repeat(cells.size() - 1));
  }

  private void cells(List<String> cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /** Text as it is: nothing in it makes a table or a mark. */
  private static String escaped(String text) {
    return text.replaceAll("([\\\\|*_`<>\\[\\]])", "\\\\$1");
  }
}
