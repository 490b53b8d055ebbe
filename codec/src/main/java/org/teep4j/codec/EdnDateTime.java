package org.teep4j.codec;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * A date and time in the notation of RFC 3339.
 *
 * @param seconds whole seconds since 1970, rounded down
 * @param fraction fraction of a second, as a decimal point and digits; may be empty
 */
record EdnDateTime(long seconds, String fraction) {

  /** The pattern; 0 matches any digit. */
  private static final String FORM = "0000-00-00T00:00:00";

  /**
   * Digits of a fraction that are used. More digits would hardly change a double-precision number.
   */
  private static final int MOST_DIGITS = 60;

  /** Parses a text; {@code at} is the offset for exceptions. */
  static EdnDateTime parse(String text, int at) throws DecodeException {
    int end = FORM.length();
    if (!hasForm(text, 0, FORM)) {
      throw noDateTime(at);
    }
    long seconds = secondOfDay(text, 11, number(text, 17, 19), 60, at);
    try {
      LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
      seconds += date.toEpochDay() * 86_400;
    } catch (DateTimeException e) {
      throw EdnScanner.error(at, "the date does not exist");
    }
    int fractionStart = end;
    if (end < text.length() && text.charAt(end) == '.') {
      end++;
      while (end < text.length() && EdnScanner.isDigit(text.charAt(end))) {
        end++;
      }
      if (end == fractionStart + 1) {
        throw noDateTime(at);
      }
    }
    seconds -= offset(text, end, at);
    int kept = Math.min(end, fractionStart + 1 + MOST_DIGITS);
    return new EdnDateTime(seconds, text.substring(fractionStart, kept));
  }

  private static long offset(String text, int from, int at) throws DecodeException {
    if (hasForm(text, from, "Z") && text.length() == from + 1) {
      return 0;
    }
    boolean negative = hasForm(text, from, "-00:00");
    if (!negative && !hasForm(text, from, "+00:00") || text.length() != from + 6) {
      throw noDateTime(at);
    }
    int shift = secondOfDay(text, from + 1, 0, 59, at);
    return negative ? -shift : shift;
  }

  private static boolean hasForm(String text, int from, String form) {
    if (text.length() - from < form.length()) {
      return false;
    }
    for (int i = 0; i < form.length(); i++) {
      char c = text.charAt(from + i);
      char expected = form.charAt(i);
      boolean fits =
          expected == '0'
              ? EdnScanner.isDigit(c)
              : c == expected || EdnScanner.isLetter(expected) && c == expected + ('a' - 'A');
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static int secondOfDay(String text, int hourStart, int second, int lastSecond, int at)
      throws DecodeException {
    int hour = number(text, hourStart, hourStart + 2);
    int minute = number(text, hourStart + 3, hourStart + 5);
    if (hour > 23 || minute > 59 || second > lastSecond) {
      throw EdnScanner.error(at, "the time does not exist");
    }
    return (hour * 60 + minute) * 60 + second;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static DecodeException noDateTime(int at) {
    return EdnScanner.error(at, "expected a date and time in the format of RFC 3339");
  }

  /** The seconds with their fraction, rounded to the nearest double-precision number. */
  double secondsWithFraction() {
    return BigDecimal.valueOf(seconds).add(new BigDecimal("0" + fraction)).doubleValue();
  }
}
