package org.teep4j.suit.processor;

import java.util.Optional;
import org.teep4j.suit.SuitWaitInfo;

/** Ends the processing until events have happened, or because the thread was interrupted. */
final class Suspended extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Optional<SuitWaitInfo> events;

  Suspended(Optional<SuitWaitInfo> events) {
    super("suspended", null, false, false);
    this.events = events;
  }

  Optional<SuitWaitInfo> events() {
    return events;
  }
}
