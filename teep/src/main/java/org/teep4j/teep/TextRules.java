package org.teep4j.teep;

import java.util.IllformedLocaleException;
import java.util.Locale;

/** The forms that {@code msg}, {@code err-msg} and {@code err-lang} must have. */
final class TextRules {

  private static final int BYTE_ORDER_MARK = 0xfeff;
  private static final int INDEX = 0x84;
  private static final int NEXT_LINE = 0x85;

  private TextRules() {}

  /**
   * Checks RFC 5198, Section 2: the text does not start with a byte order mark, CR is followed only
   * by LF or NUL, and the controls IND and NEL do not occur. Forms that the section only advises
   * against are accepted.
   */
  static boolean isNetUnicode(String text) {
    boolean afterReturn = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean strayReturn = afterReturn && c != '\n' && c != 0;
      if (strayReturn || c == INDEX || c == NEXT_LINE || i == 0 && c == BYTE_ORDER_MARK) {
        return false;
      }
      afterReturn = c == '\r';
    }
    return !afterReturn;
  }

  static boolean isLanguageTag(String tag) {
    try {
      new Locale.Builder().setLanguageTag(tag);
      return true;
    } catch (IllformedLocaleException e) {
      return false;
    }
  }
}
