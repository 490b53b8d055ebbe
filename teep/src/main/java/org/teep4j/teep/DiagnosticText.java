package org.teep4j.teep;

import java.text.BreakIterator;
import java.util.Locale;

/** Makes any text fit {@code msg} and {@code err-msg} ({@code text .size (1..128)}). */
final class DiagnosticText {

  /** The maximum size of both options in bytes of UTF-8. */
  static final int MOST_BYTES = 128;

  private static final int BYTE_ORDER_MARK = 0xfeff;
  private static final String NOTHING = "?";

  private DiagnosticText() {}

  /** The text of an exception; an exception without a message is described by its class. */
  static String of(Throwable problem) {
    String message = problem.getMessage();
    return of(message == null || message.isBlank() ? problem.getClass().getSimpleName() : message);
  }

  static String of(String text) {
    StringBuilder fitting = new StringBuilder();
    int bytes = 0;
    int next = 0;
    while (next < text.length()) {
      int codePoint = printable(text.codePointAt(next));
      next += Character.charCount(text.codePointAt(next));
      if (codePoint == BYTE_ORDER_MARK && fitting.length() == 0) {
        continue;
      }
      bytes += utf8Length(codePoint);
      if (bytes > MOST_BYTES) {
        // The first character that does not fit may be a combining mark of the previous one.
        return text(withoutLastCluster(fitting.appendCodePoint(codePoint)));
      }
      fitting.appendCodePoint(codePoint);
    }
    return text(fitting.toString());
  }

  private static String text(String fitting) {
    String stripped = fitting.strip();
    return stripped.isEmpty() ? NOTHING : stripped;
  }

  private static String withoutLastCluster(StringBuilder tooLong) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    String text = tooLong.toString();
    characters.setText(text);
    int last = characters.preceding(text.length());
    // The whole text is one cluster of combining marks: cut it between code points.
    return text.substring(0, last > 0 ? last : text.offsetByCodePoints(text.length(), -1));
  }

  private static int printable(int codePoint) {
    if (Character.isISOControl(codePoint)) {
      return ' ';
    }
    boolean surrogate =
        codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return surrogate ? '?' : codePoint;
  }

  private static int utf8Length(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
}
