package org.teep4j.vectors.replay;

/** A check is skipped, because the library does not support a required feature yet. */
final class NotDone extends Exception {
  private static final long serialVersionUID = 1L;

  NotDone(String reason) {
    super(reason);
  }
}
