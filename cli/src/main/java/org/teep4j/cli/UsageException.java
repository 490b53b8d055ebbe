package org.teep4j.cli;

/** The command line cannot be executed: exit code 2. */
public class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what is wrong
   */
  public UsageException(String message) {
    super(message);
  }
}
