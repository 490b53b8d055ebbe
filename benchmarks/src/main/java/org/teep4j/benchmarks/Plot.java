package org.teep4j.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.teep4j.benchmarks.Question.Contestant;
import org.teep4j.benchmarks.Question.Role;
import org.teep4j.benchmarks.Results.Row;

/**
 * Draws answers as bars, in SVG that needs nothing else and is the same for the same results. It
 * has its own background, light or dark as the reader's system is.
 */
final class Plot {
  private static final int WIDTH = 860;
  private static final int MARGIN = 28;
  private static final int LABELS = 204;
  private static final int BARS = 460;
  private static final int LEFT = MARGIN + LABELS;
  private static final int BAR = 13;
  private static final int GAP = 9;

  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2937; }
        .head { font-size: 19px; font-weight: 600; }
        .title { font-size: 14px; font-weight: 600; }
        .small { font-size: 11px; fill: #57606a; }
        .own { font-weight: 600; }
        .value { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; }
        .card { fill: #ffffff; stroke: #d0d7de; }
        .grid { stroke: #d8dee4; }
        .own0 { fill: #0b7a6f; } .own1 { fill: #56b8ab; }
        .peer0 { fill: #6b7785; } .peer1 { fill: #b3bcc7; }
        .floor0 { fill: none; stroke: #6b7785; stroke-dasharray: 3 2; }
        .floor1 { fill: none; stroke: #a3adb8; stroke-dasharray: 3 2; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .small { fill: #9aa5b1; }
          .value { stroke: #0d1117; }
          .card { fill: #0d1117; stroke: #30363d; }
          .grid { stroke: #262c34; }
          .own0 { fill: #2fb8a6; } .own1 { fill: #1b7a6e; }
          .peer0 { fill: #8b96a3; } .peer1 { fill: #535d69; }
          .floor0 { stroke: #8b96a3; } .floor1 { stroke: #626d79; }
        }
      </style>
      """;

  private final List<Results> runs;
  private final StringBuilder out = new StringBuilder();
  private double y = 44;

  private Plot(List<Results> runs) {
    this.runs = runs;
  }

  /**
   * Draws.
   *
   * @param heading what stands above all
   * @param questions those that have an answer get a part of the picture, with the contestants of
   *     short runs
   * @param runs one or two, side by side
   * @throws IllegalArgumentException if there are more, or there is nothing to draw
   */
  static String of(String heading, List<Question> questions, List<Results> runs) {
    if (runs.isEmpty() || runs.size() > 2) {
      throw new IllegalArgumentException("a plot shows one or two JDKs, not " + runs.size());
    }
    Plot plot = new Plot(runs);
    plot.heading(heading);
    questions.forEach(plot::part);
    if (plot.y < 100) {
      throw new IllegalArgumentException("nothing was measured that could be drawn");
    }
    plot.y += 10;
    String size = "width=\"" + WIDTH + "\" height=\"" + number(plot.y) + "\"";
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" "
        + size
        + (" viewBox=\"0 0 " + WIDTH + " " + number(plot.y) + "\" role=\"img\">\n")
        + ("<title>" + escaped(heading) + "</title>\n")
        + STYLE
        + "<rect class=\"card\" x=\"0.5\" y=\"0.5\" rx=\"6\" "
        + ("width=\"" + (WIDTH - 1) + "\" height=\"" + number(plot.y - 1) + "\"/>\n")
        + plot.out
        + "</svg>\n";
  }

  private void heading(String heading) {
    text(MARGIN, y, "head", "start", heading);
    y += 22;
    text(
        MARGIN,
        y,
        "small",
        "start",
        "Time of one call, shorter is better. × is the time beside that of Teep4j in the same part.");
    if (runs.size() > 1) {
      double x = WIDTH - MARGIN - 150;
      for (int run = 0; run < 2; run++) {
        rect("own" + run, x, y - 31, 11);
        rect("peer" + run, x + 13, y - 31, 11);
        text(x + 29, y - 21, "small", "start", runs.get(run).name());
        x += 80;
      }
    }
  }

  private void part(Question question) {
    List<List<Row>> answers = runs.stream().map(run -> few(run.answer(question))).toList();
    double shortest = times(answers).min().orElse(0);
    if (shortest <= 0) {
      return;
    }
    Axis axis = Axis.of(shortest, times(answers).max().orElse(shortest));
    y += 34;
    text(MARGIN, y, "title", "start", question.title());
    if (axis.logarithmic()) {
      text(WIDTH - MARGIN, y, "small", "end", "logarithmic scale");
    }
    y += 14;
    List<Contestant> contestants =
        question.few().stream()
            .filter(c -> answers.stream().anyMatch(rows -> row(rows, c).isPresent()))
            .toList();
    double height = contestants.size() * (runs.size() * BAR + GAP);
    grid(axis, height);
    for (Contestant contestant : contestants) {
      bars(contestant, answers, axis);
    }
    y += 18;
  }

  private static DoubleStream times(List<List<Row>> answers) {
    return answers.stream().flatMap(List::stream).mapToDouble(r -> r.measurement().nanoseconds());
  }

  private static List<Row> few(List<Row> rows) {
    return rows.stream().filter(row -> row.contestant().brief()).toList();
  }

  private static Optional<Row> row(List<Row> rows, Contestant contestant) {
    return rows.stream().filter(row -> row.contestant().equals(contestant)).findFirst();
  }

  /** Lines at the ticks, and below them what they stand for. */
  private void grid(Axis axis, double height) {
    for (double tick : axis.ticks()) {
      double x = LEFT + axis.place(tick) * BARS;
      out.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%s\" y1=\"%s\" x2=\"%1$s\" y2=\"%s\"/>%n",
              number(x),
              number(y),
              number(y + height)));
      text(x, y + height + 13, "small", "middle", tick == 0 ? "0" : tick(tick));
    }
  }

  /** A round time without decimals that say nothing. */
  private static String tick(double time) {
    return Figures.time(time).replaceFirst("(\\.[0-9]*?)0+ ", "$1 ").replace(". ", " ");
  }

  private void bars(Contestant contestant, List<List<Row>> answers, Axis axis) {
    double middle = y + (runs.size() * BAR + GAP) / 2.0;
    String style = contestant.role() == Role.OWN ? "own" : "";
    text(LEFT - 10, middle + 4.5, style, "end", contestant.label());
    y += GAP / 2.0;
    for (int run = 0; run < runs.size(); run++) {
      Optional<Row> measured = row(answers.get(run), contestant);
      if (measured.isPresent()) {
        bar(measured.get(), run, axis);
      }
      y += BAR;
    }
    y += GAP / 2.0;
  }

  private void bar(Row row, int run, Axis axis) {
    double time = row.measurement().nanoseconds();
    double width = Math.max(1.5, axis.place(time) * BARS);
    String kind = row.contestant().role().name().toLowerCase(Locale.ROOT);
    rect(kind + run, LEFT, y + 1, width);
    boolean isFirst = row.ratio().isEmpty() || row.ratio().getAsDouble() == 1;
    String value = Figures.time(time) + (isFirst ? "" : " · " + Figures.ratio(row.ratio()) + "×");
    String style = row.contestant().role() == Role.OWN ? "small value own" : "small value";
    text(LEFT + width + 6, y + BAR - 2.5, style, "start", value);
  }

  // SVG.

  private void rect(String style, double x, double top, double width) {
    out.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%d\"/>\n",
            style,
            number(x),
            number(top),
            number(width),
            BAR - 2));
  }

  private void text(double x, double base, String style, String anchor, String text) {
    out.append("<text x=\"" + number(x) + "\" y=\"" + number(base) + "\"");
    out.append(style.isEmpty() ? "" : " class=\"" + style + "\"");
    out.append(anchor.equals("start") ? "" : " text-anchor=\"" + anchor + "\"");
    out.append(">" + escaped(text) + "</text>\n");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
