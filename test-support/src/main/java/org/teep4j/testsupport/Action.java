package org.teep4j.testsupport;

/** Code whose cost is counted. */
@FunctionalInterface
public interface Action {

  /** Runs the code. Any exception ends the measurement. */
  void run() throws Exception;
}
