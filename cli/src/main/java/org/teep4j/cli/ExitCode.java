package org.teep4j.cli;

/** The exit codes of all commands. */
public final class ExitCode {
  /** Success. */
  public static final int GOOD = 0;

  /** Something was rejected or failed. */
  public static final int REJECTED = 1;

  /** Wrong usage, or a file cannot be read or written. The content of a message never causes it. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
