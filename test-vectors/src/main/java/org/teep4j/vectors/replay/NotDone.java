package org.teep4j.vectors.replay;

/** A check cannot be made, because the library does not do yet what it takes. */
final class NotDone extends Exception {
  private static final long serialVersionUID = 1L;

  NotDone(String reason) {
    super(reason);
  }
}
