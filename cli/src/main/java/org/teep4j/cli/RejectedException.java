package org.teep4j.cli;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The input was processed and rejected: exit code 1. */
final class RejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  RejectedException(String message) {
    this("REJECTED", message);
  }

  /**
   * Makes one.
   *
   * @param reason the reason, as a word for programs
   */
  RejectedException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The reason, as a word for programs. */
  String reason() {
    return reason;
  }

  /** No key is for this kind of message. */
  static RejectedException misfit(String structure, Collection<String> reasons) {
    return new RejectedException(
        "KEY_DOES_NOT_FIT", "this is a " + structure + ": " + String.join("; ", reasons));
  }

  /** With {@code --all}, some keys did not verify: the reason of each. */
  static RejectedException notBy(Map<KeyFile, String> reasons) {
    return new RejectedException(
        "NOT_EVERY_KEY",
        reasons.entrySet().stream()
            .map(key -> "not verified with " + key.getKey().file() + ": " + key.getValue())
            .collect(Collectors.joining("; ")));
  }
}
