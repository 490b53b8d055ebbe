package org.teep4j.cli;

/** The command cannot be carried out as it was given: exit code 2. The message is for a person. */
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
