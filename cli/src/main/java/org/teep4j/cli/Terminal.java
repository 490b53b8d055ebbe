package org.teep4j.cli;

import org.jspecify.annotations.Nullable;

/**
 * The terminal that shows the output.
 *
 * @param width the number of columns
 * @param colour whether standard output shows colours
 * @param screen whether standard output is a screen
 * @param progress whether standard error is a terminal, so that progress is shown
 */
public record Terminal(int width, boolean colour, boolean screen, boolean progress) {
  private static final int DEFAULT_WIDTH = 80;
  private static final int NARROWEST = 40;
  private static final int WIDEST = 200;

  /** The settings of the launcher, because Java cannot detect a terminal for each stream. */
  static Terminal detect() {
    boolean out = Boolean.getBoolean("teep4j.tty.out");
    boolean err = Boolean.getBoolean("teep4j.tty.err");
    String columns = System.getProperty("teep4j.columns", System.getenv("COLUMNS"));
    String noColour = System.getenv("NO_COLOR");
    boolean colour = out && (noColour == null || noColour.isEmpty());
    return new Terminal(width(columns), colour && !"dumb".equals(System.getenv("TERM")), out, err);
  }

  private static int width(@Nullable String columns) {
    if (columns == null || !columns.matches("[0-9]{1,4}")) {
      return DEFAULT_WIDTH;
    }
    return Math.max(NARROWEST, Math.min(WIDEST, Integer.parseInt(columns)));
  }

  String red(String text) {
    return style("31", text);
  }

  /**
   * The text in green, if there are colours.
   *
   * @return the text
   */
  public String green(String text) {
    return style("32", text);
  }

  /**
   * The text in yellow, if there are colours.
   *
   * @return the text
   */
  public String yellow(String text) {
    return style("33", text);
  }

  /**
   * The text in bold, if there are colours.
   *
   * @return the text
   */
  public String bold(String text) {
    return style("1", text);
  }

  /**
   * The text dimmed, if there are colours.
   *
   * @return the text
   */
  public String dim(String text) {
    return style("2", text);
  }

  private String style(String code, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
