package org.teep4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The input and output of a command.
 *
 * @param in standard input
 * @param data standard output for bytes; a command that writes bytes to it writes no text to it
 * @param out standard output for text
 * @param err standard error
 * @param terminal the terminal that shows the output
 */
public record Console(
    StandardInput in, OutputStream data, PrintWriter out, PrintWriter err, Terminal terminal) {
  /**
   * The console of this process.
   *
   * @return its console
   */
  public static Console system() {
    StandardOutput out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    PrintStream err = new PrintStream(System.err, false, StandardCharsets.UTF_8);
    return new Console(
        // Without the launcher, assume that standard input is a terminal.
        new StandardInput(System.in, !"false".equals(System.getProperty("teep4j.tty.in"))),
        out,
        new PrintWriter(out, false, StandardCharsets.UTF_8),
        new PrintWriter(err, true, StandardCharsets.UTF_8),
        Terminal.detect());
  }

  /** Shows or replaces the progress line; an empty text removes it. */
  public void progress(String line) {
    if (terminal.progress()) {
      String shown = line.length() < terminal.width() ? line : line.substring(0, terminal.width());
      err.print("\r\u001b[K" + shown);
      err.flush();
    }
  }

  /**
   * Flushes standard output and checks whether all of it could be written.
   *
   * @return why something was lost; empty if nothing was
   */
  Optional<IOException> lost() {
    boolean lost = out.checkError();
    Optional<IOException> reason =
        data instanceof StandardOutput output ? output.failure() : Optional.empty();
    return reason.or(() -> lost ? Optional.of(new IOException("unknown")) : Optional.empty());
  }

  /**
   * Reports an error on standard error. The message is wrapped only if standard error is a
   * terminal.
   *
   * @param message one line
   */
  public void error(String message) {
    String prefix = "teep4j: ";
    String safe = Text.safe(message);
    int room = terminal.progress() ? terminal.width() - prefix.length() : Integer.MAX_VALUE;
    err.println(prefix + String.join("\n" + " ".repeat(prefix.length()), Text.wrap(safe, room)));
    err.flush();
  }
}
