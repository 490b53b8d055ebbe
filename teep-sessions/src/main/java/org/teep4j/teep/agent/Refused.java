package org.teep4j.teep.agent;

import org.teep4j.teep.TeepErrorCode;

/** A message cannot be carried out: the Error to answer with. */
final class Refused extends Exception {

  private static final long serialVersionUID = 1;

  private final TeepErrorCode code;
  private final String why;

  Refused(TeepErrorCode code, String why) {
    super(why);
    this.code = code;
    this.why = why;
  }

  Refused(TeepErrorCode code, Exception cause) {
    this(code, text(cause));
  }

  /** What an exception says. */
  static String text(Exception problem) {
    String message = problem.getMessage();
    return message == null ? problem.toString() : message;
  }

  /** Why, in one line. */
  String why() {
    return why;
  }

  TeepErrorCode code() {
    return code;
  }

  /** Leaves the stack trace out: the sender of bad input decides how often this is made. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
