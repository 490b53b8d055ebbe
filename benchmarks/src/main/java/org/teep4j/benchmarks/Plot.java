package org.teep4j.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.teep4j.benchmarks.Results.Measurement;

/**
 * Draws comparisons as bars, in SVG that needs nothing else and is the same for the same results.
 * It has its own background, light or dark as the reader's system is.
 */
final class Plot {
  private static final int WIDTH = 860;
  private static final int MARGIN = 28;
  private static final int LEFT = MARGIN + 204;
  private static final int BARS = 460;
  private static final int BAR = 13;
  private static final int GAP = 9;

  /**
   * From this ratio on, a short bar could not be seen beside a long one: the scale is logarithmic.
   */
  private static final double TOO_FAR = 60;

  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2937; }
        .head { font-size: 19px; font-weight: 600; }
        .title { font-size: 14px; font-weight: 600; }
        .small { font-size: 11px; fill: #57606a; }
        .own { font-weight: 600; }
        .card { fill: #ffffff; stroke: #d0d7de; }
        .own0 { fill: #0b7a6f; } .own1 { fill: #56b8ab; }
        .peer0 { fill: #6b7785; } .peer1 { fill: #b3bcc7; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .small { fill: #9aa5b1; }
          .card { fill: #0d1117; stroke: #30363d; }
          .own0 { fill: #2fb8a6; } .own1 { fill: #1b7a6e; }
          .peer0 { fill: #8b96a3; } .peer1 { fill: #535d69; }
        }
      </style>
      """;

  private final StringBuilder out = new StringBuilder();
  private double y = 44;

  private Plot() {}

  /**
   * Draws.
   *
   * @param heading what stands above all
   * @param comparisons what to draw, each with one or two runs
   * @throws IllegalArgumentException if there are more runs, or there is nothing to draw
   */
  static String of(String heading, List<Comparison> comparisons) {
    if (comparisons.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured that could be drawn");
    }
    List<Results> runs = comparisons.get(0).runs();
    if (runs.size() > 2) {
      throw new IllegalArgumentException("a plot shows one or two JDKs, not " + runs.size());
    }
    Plot plot = new Plot();
    plot.heading(heading, runs);
    comparisons.forEach(plot::comparison);
    String size = "width=\"%d\" height=\"%s\"".formatted(WIDTH, number(plot.y + 10));
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" %s viewBox=\"0 0 %d %s\" role=\"img\">\n"
            .formatted(size, WIDTH, number(plot.y + 10))
        + ("<title>" + escaped(heading) + "</title>\n" + STYLE)
        + "<rect class=\"card\" x=\"0.5\" y=\"0.5\" rx=\"6\" width=\"%d\" height=\"%s\"/>\n"
            .formatted(WIDTH - 1, number(plot.y + 9))
        + plot.out
        + "</svg>\n";
  }

  private void heading(String heading, List<Results> runs) {
    text(MARGIN, y, "head", "start", heading);
    y += 22;
    text(
        MARGIN,
        y,
        "small",
        "start",
        "Time of one call, shorter is better. × is the time beside that of Teep4j in the same part.");
    double x = WIDTH - MARGIN - 150;
    for (int run = 0; runs.size() > 1 && run < runs.size(); run++) {
      rect("own" + run, x, y - 31, 11);
      rect("peer" + run, x + 13, y - 31, 11);
      text(x + 29, y - 21, "small", "start", runs.get(run).name());
      x += 80;
    }
  }

  private void comparison(Comparison comparison) {
    double[] times =
        comparison.runs().stream()
            .flatMap(run -> comparison.contestants().stream().map(run.measurements()::get))
            .filter(Objects::nonNull)
            .mapToDouble(Measurement::nanoseconds)
            .sorted()
            .toArray();
    double longest = times[times.length - 1];
    boolean logarithmic = longest / times[0] > TOO_FAR;
    double from = logarithmic ? times[0] / 4 : 0;
    y += 34;
    text(MARGIN, y, "title", "start", comparison.title());
    if (logarithmic) {
      text(WIDTH - MARGIN, y, "small", "end", "logarithmic scale");
    }
    y += 14;
    for (Results.Key contestant : comparison.contestants()) {
      int runs = comparison.runs().size();
      String style = contestant.isOwn() ? "own" : "";
      double middle = y + (runs * BAR + GAP) / 2.0;
      text(LEFT - 10, middle + 4.5, style, "end", contestant.contestant());
      y += GAP / 2.0;
      for (int run = 0; run < runs; run++) {
        bar(comparison, contestant, run, from, longest);
        y += BAR;
      }
      y += GAP / 2.0;
    }
  }

  private void bar(
      Comparison comparison, Results.Key contestant, int index, double from, double longest) {
    Results run = comparison.runs().get(index);
    Measurement measured = comparison.measurement(run, contestant);
    if (measured == null) {
      return;
    }
    double time = measured.nanoseconds();
    double place = from == 0 ? time / longest : Math.log(time / from) / Math.log(longest / from);
    double width = Math.max(1.5, place * BARS);
    rect((contestant.isOwn() ? "own" : "peer") + index, LEFT, y + 1, width);
    String ratio = Figures.ratio(comparison.ratio(run, contestant));
    String value = Figures.time(time) + (ratio.equals("1.0") ? "" : " · " + ratio + "×");
    String style = contestant.isOwn() ? "small own" : "small";
    text(LEFT + width + 6, y + BAR - 2.5, style, "start", value);
  }

  private void rect(String style, double x, double top, double width) {
    out.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%d\"/>\n"
            .formatted(style, number(x), number(top), number(width), BAR - 2));
  }

  private void text(double x, double base, String style, String anchor, String text) {
    out.append(
        "<text x=\"%s\" y=\"%s\" class=\"%s\" text-anchor=\"%s\">%s</text>\n"
            .formatted(number(x), number(base), style, anchor, escaped(text)));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
