package org.teep4j.benchmarks;

import java.io.PrintWriter;
import java.util.List;
import org.teep4j.benchmarks.Question.Role;
import org.teep4j.benchmarks.Results.Row;
import org.teep4j.cli.Terminal;
import org.teep4j.cli.Text;

/** Prints answers, for a person at a terminal. */
final class BenchText {
  private static final int NUMBER = 11;
  private static final int NUMBERS = 3 * NUMBER;
  static final int LABEL = 28;
  private static final int WIDEST_BAR = 60;
  private static final int INDENT = 2;

  /** Eighths of a block, from none to all. */
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private final PrintWriter out;
  private final Terminal terminal;
  private boolean unsteady;

  BenchText(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A table for each question that has an answer, and how to read them. */
  void print(List<Question> questions, Results results, String machine) {
    for (Question question : questions) {
      List<Row> rows = results.answer(question);
      if (!rows.isEmpty()) {
        table(question, rows);
      }
    }
    if (unsteady) {
      paragraph("~ The iterations differed by more than 15 %: the machine did something else too.");
    }
    paragraph(
        "time: of one call, the median. ratio: that time beside the first row's; 2.0 takes twice as"
            + " long. allocated: by one call. Compare within one run, and take what is closer than"
            + " a third for a draw.");
    paragraph(machine);
  }

  private void table(Question question, List<Row> rows) {
    Text.wrap(question.title(), terminal.width()).forEach(line -> out.println(terminal.bold(line)));
    for (String line : Text.wrap(question.sentence(), terminal.width() - INDENT)) {
      out.println(" ".repeat(INDENT) + terminal.dim(line));
    }
    double longest =
        rows.stream().mapToDouble(row -> row.measurement().nanoseconds()).max().orElse(1);
    int bar = Math.min(WIDEST_BAR, terminal.width() - INDENT - LABEL - NUMBERS - 2);
    out.println(
        " ".repeat(INDENT + LABEL)
            + terminal.dim(right("time") + right("ratio") + right("allocated")));
    for (Row row : rows) {
      double time = row.measurement().nanoseconds();
      unsteady |= row.measurement().isUnsteady();
      String label = pad(row.contestant().label());
      String mark = row.measurement().isUnsteady() ? "~" : "";
      String line =
          " ".repeat(INDENT)
              + (row.contestant().role() == Role.OWN ? terminal.bold(label) : label)
              + right(mark + Figures.time(time))
              + right(Figures.ratio(row.ratio()))
              + right(Figures.size(row.measurement().bytes()));
      out.println(bar < 8 ? line : line + "  " + coloured(row, bar(bar * time / longest)));
    }
    out.println();
  }

  private String coloured(Row row, String bar) {
    return row.contestant().role() == Role.OWN ? terminal.green(bar) : terminal.dim(bar);
  }

  /** A bar of so many columns, and something in any case. */
  static String bar(double columns) {
    int eighths = Math.max(1, (int) Math.round(columns * 8));
    String end = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
    return "█".repeat(eighths / 8) + end;
  }

  private void paragraph(String text) {
    Text.wrap(text, terminal.width()).forEach(out::println);
    out.println();
  }

  private static String pad(String label) {
    return label + " ".repeat(Math.max(0, LABEL - label.length()));
  }

  private static String right(String text) {
    return " ".repeat(Math.max(1, NUMBER - text.length())) + text;
  }
}
