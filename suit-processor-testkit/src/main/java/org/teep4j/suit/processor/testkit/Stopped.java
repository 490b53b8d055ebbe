package org.teep4j.suit.processor.testkit;

/** The end of a program. An error, because nothing must catch it. */
final class Stopped extends Error {

  private static final long serialVersionUID = 1L;

  Stopped() {
    super("stopped", null, false, false);
  }
}
