package org.teep4j.cli;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * What was asked for has been tried and does not hold: exit code 1. The message is for a person.
 */
final class RejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  RejectedException(String message) {
    super(message);
  }

  /** No key is for such a message. */
  static RejectedException misfit(String structure, Collection<String> reasons) {
    return new RejectedException("this is a " + structure + ": " + String.join("; ", reasons));
  }

  /** Some keys that should have verified did not. */
  static RejectedException notBy(Collection<KeyFile> keys) {
    return new RejectedException(
        "not verified with " + keys.stream().map(KeyFile::file).collect(Collectors.joining(", ")));
  }
}
