package org.teep4j.cli;

/** The exit codes of all commands. */
final class ExitCode {
  /** All is good. */
  static final int GOOD = 0;

  /** Something was rejected, or failed. */
  static final int REJECTED = 1;

  /** Wrong usage, or a file that cannot be read. */
  static final int USAGE = 2;

  private ExitCode() {}
}
