package org.teep4j.cli.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.teep4j.codec.Bytes;

/**
 * What came back for a request.
 *
 * @param status the HTTP status; 0 if no response came
 * @param fields the header fields, by their names in any case
 * @param content the content, up to a limit
 * @param failure why no response came
 */
record Answer(
    int status, Map<String, List<String>> fields, Bytes content, Optional<String> failure) {

  Answer {
    Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(fields);
    fields = byName;
  }

  static Answer none(String reason) {
    return new Answer(0, Map.of(), Bytes.empty(), Optional.of(reason));
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  /** A message, or anything else where one could be. */
  boolean hasContent() {
    return isSuccess() && !content.isEmpty();
  }

  boolean isRefusal() {
    return status / 100 == 4;
  }

  List<String> field(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /** The status and what came with it, for people. */
  @Override
  public String toString() {
    return failure.orElseGet(
        () ->
            "status " + status + (content.isEmpty() ? "" : " and " + content.length() + " bytes"));
  }
}
