package org.teep4j.teep.session;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A media type in a form that can be compared (RFC 9110, Section 8.3.1). Never fails to parse. */
record MediaType(String type, Map<String, String> parameters) {

  static MediaType parse(String text) {
    String[] parts = text.split(";", -1);
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      String name = equals < 0 ? parts[i] : parts[i].substring(0, equals);
      String value = equals < 0 ? "" : unquoted(parts[i].substring(equals + 1).strip());
      if (!name.isBlank()) {
        parameters.put(name.strip().toLowerCase(Locale.ROOT), value);
      }
    }
    return new MediaType(parts[0].strip().toLowerCase(Locale.ROOT), parameters);
  }

  private static String unquoted(String value) {
    boolean isQuoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return isQuoted ? value.substring(1, value.length() - 1) : value;
  }

  /** Whether this is the other type, or the other one without its parameters. */
  boolean includes(MediaType other) {
    return type.equals(other.type) && (parameters.isEmpty() || parameters.equals(other.parameters));
  }
}
