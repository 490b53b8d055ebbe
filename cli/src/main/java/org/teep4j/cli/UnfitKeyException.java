package org.teep4j.cli;

/**
 * A key cannot be used for what was asked: exit code 2 where the caller asked for it. Where a
 * message did, the message is rejected.
 */
final class UnfitKeyException extends UsageException {
  private static final long serialVersionUID = 1L;

  UnfitKeyException(String message) {
    super(message);
  }
}
