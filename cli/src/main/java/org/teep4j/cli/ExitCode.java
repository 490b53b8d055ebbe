package org.teep4j.cli;

/** The exit codes of all commands. */
public final class ExitCode {
  /** All is good. */
  public static final int GOOD = 0;

  /** Something was rejected, or failed. */
  public static final int REJECTED = 1;

  /** Wrong usage, or a file that cannot be read or written. What a message says never is. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
