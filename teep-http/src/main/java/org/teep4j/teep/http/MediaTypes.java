package org.teep4j.teep.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Media types in header fields (RFC 9110, Sections 8.3.1 and 12.5.1). */
final class MediaTypes {

  private MediaTypes() {}

  /** Whether a value of {@code Content-Type} is a media type, with any parameters. */
  static boolean isType(String value, String mediaType) {
    return withoutParameters(value).equals(mediaType);
  }

  /**
   * Whether {@code Accept} permits a media type. Without the field everything is permitted. Of
   * several ranges that fit, the most specific one counts.
   */
  static boolean accepts(List<String> lines, String mediaType) {
    int specific = -1;
    boolean accepted = false;
    for (String line : lines) {
      for (String range : split(line, ',')) {
        int match = specificity(withoutParameters(range), mediaType);
        if (match > specific) {
          specific = match;
          accepted = !isExcluded(range);
        } else if (match == specific && match >= 0) {
          accepted |= !isExcluded(range);
        }
      }
    }
    return accepted || lines.isEmpty();
  }

  /** 2 for the type itself, 1 for its group, 0 for everything, -1 for something else. */
  private static int specificity(String range, String mediaType) {
    if (range.equals(mediaType)) {
      return 2;
    }
    if (range.equals("*/*")) {
      return 0;
    }
    return range.endsWith("/*") && mediaType.startsWith(range.substring(0, range.length() - 1))
        ? 1
        : -1;
  }

  /** Whether the weight of a media range is 0. */
  private static boolean isExcluded(String range) {
    for (String parameter : split(range, ';')) {
      if (parameter.strip().toLowerCase(Locale.ROOT).matches("q=0(\\.0{0,3})?")) {
        return true;
      }
    }
    return false;
  }

  private static String withoutParameters(String value) {
    return split(value, ';').get(0).strip().toLowerCase(Locale.ROOT);
  }

  /** The parts between separators, except those in quoted strings. */
  private static List<String> split(String value, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quoted && c == '\\') {
        i++; // the next character stands for itself
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(value.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(value.substring(start));
    return parts;
  }
}
