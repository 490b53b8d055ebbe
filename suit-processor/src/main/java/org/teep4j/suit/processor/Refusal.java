package org.teep4j.suit.processor;

import org.teep4j.suit.report.SuitReportReason;

/** A command cannot be executed. The machine adds the place and aborts. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final SuitReportReason reason;

  Refusal(SuitReportReason reason, String explanation) {
    super(explanation, null, false, false);
    this.reason = reason;
  }

  SuitReportReason reason() {
    return reason;
  }
}
