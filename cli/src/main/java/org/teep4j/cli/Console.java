package org.teep4j.cli;

import java.io.OutputStream;
import java.io.PrintWriter;

/**
 * What a command talks to.
 *
 * @param in standard input
 * @param data standard output for bytes; whoever writes there writes no text to it
 * @param out standard output for text
 * @param err standard error
 * @param terminal what the output is shown on
 */
record Console(
    StandardInput in, OutputStream data, PrintWriter out, PrintWriter err, Terminal terminal) {
  /** Shows or replaces a line of progress; an empty one removes it. */
  void progress(String line) {
    if (terminal.progress()) {
      String shown = line.length() < terminal.width() ? line : line.substring(0, terminal.width());
      err.print("\r\u001b[K" + shown);
      err.flush();
    }
  }

  void error(String message) {
    err.println("teep4j: " + Text.safe(message));
    err.flush();
  }
}
