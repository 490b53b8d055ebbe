package org.teep4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Edn;

/** Text for a terminal. */
public final class Text {
  private Text() {}

  /** Unassigned characters may get any meaning in a later version of Unicode. */
  static boolean isSafe(int codePoint) {
    return Edn.isPrintable(codePoint) && Character.isDefined(codePoint);
  }

  /**
   * The text with control characters and other unprintable characters escaped.
   *
   * @return one line
   */
  public static String safe(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (isSafe(c)) {
        out.appendCodePoint(c);
      } else {
        out.append("\\u{");
        for (int shift = (31 - Integer.numberOfLeadingZeros(c | 1)) / 4 * 4;
            shift >= 0;
            shift -= 4) {
          out.append(Character.forDigit(c >> shift & 0xf, 16));
        }
        out.append('}');
      }
    }
    return out.toString();
  }

  /** Appends hexadecimal digits, starting with the digit above {@code bits}. */
  private static void hexDigits(StringBuilder out, int number, int bits) {
    for (int shift = bits; shift >= 0; shift -= 4) {
      out.append(Character.forDigit(number >> shift & 0xf, 16));
    }
  }

  /**
   * JSON in lines, in which the same characters are escaped as JSON does it: a program reads what
   * was there, and a person who looks at it is safe.
   */
  static String json(JsonNode json) {
    String pretty = json.toPrettyString();
    // Line ends inside strings are escaped, so every line end separates lines.
    if (pretty.codePoints().allMatch(c -> c == '\n' || isSafe(c))) {
      return pretty;
    }
    StringBuilder out = new StringBuilder(pretty.length());
    int c;
    for (int i = 0; i < pretty.length(); i += Character.charCount(c)) {
      c = pretty.codePointAt(i);
      if (c == '\n' || isSafe(c)) {
        out.appendCodePoint(c);
      } else if (c != '\r') {
        for (char unit : Character.toChars(c)) {
          hexDigits(out.append("\\u"), unit, 12);
        }
      }
    }
    return out.toString();
  }

  /**
   * The text in lines of at most so many characters, broken at spaces where there are any.
   *
   * @param width the number of characters, at least 2
   * @return the lines
   */
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int end;
    for (int start = 0; start <= text.length(); start = end + 1) {
      end = text.indexOf(' ', start);
      end = end < 0 ? text.length() : end;
      if (!line.isEmpty() && line.length() + 1 + end - start > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      int rest = start;
      while (end - rest > width) {
        int most = rest + width;
        int cut = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        lines.add(text.substring(rest, cut));
        rest = cut;
      }
      line.append(line.isEmpty() ? "" : " ").append(text, rest, end);
    }
    lines.add(line.toString());
    return lines;
  }

  /** The last characters of a text; a longer text loses its beginning. */
  static String tail(String text, int width) {
    return text.length() <= width ? text : "…" + text.substring(text.length() - width + 1);
  }

  static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
