package org.teep4j.cli;

/** The command cannot be carried out as it was given: exit code 2. The message is for a person. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
