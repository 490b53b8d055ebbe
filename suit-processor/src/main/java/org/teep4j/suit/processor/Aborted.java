package org.teep4j.suit.processor;

/**
 * Ends a procedure at once. No stack trace: the author of a manifest decides how often it is made.
 */
final class Aborted extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient ProcessFailure failure;

  Aborted(ProcessFailure failure) {
    super(failure.explanation(), null, false, false);
    this.failure = failure;
  }

  ProcessFailure failure() {
    return failure;
  }
}
