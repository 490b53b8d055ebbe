package org.teep4j.cli;

import java.util.ArrayList;
import java.util.List;

/** Text for a terminal. */
public final class Text {
  private Text() {}

  /** The text with what a terminal would obey, instead of showing it, made visible. */
  static String safe(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    out.append(String.format("\\u{%x}", c));
                default -> out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /**
   * The text in lines of at most so many characters, broken at spaces where there are any.
   *
   * @param text the text
   * @param width the number of characters
   * @return the lines
   */
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      String rest = word;
      if (!line.isEmpty() && line.length() + 1 + rest.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      while (rest.length() > width) {
        lines.add(rest.substring(0, width));
        rest = rest.substring(width);
      }
      line.append(line.isEmpty() ? "" : " ").append(rest);
    }
    lines.add(line.toString());
    return lines;
  }

  /** At most so many characters; what is too long loses its beginning, the end tells more. */
  static String tail(String text, int width) {
    return text.length() <= width ? text : "…" + text.substring(text.length() - width + 1);
  }

  static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
