package org.teep4j.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;

/** Runs the command in this process, as its own tests do. */
public final class CommandDoor {
  private CommandDoor() {}

  /**
   * Runs the command without standard input.
   *
   * @param out standard output
   * @param err standard error
   * @param args the command line
   * @return the exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    Console console =
        new Console(
            new StandardInput(InputStream.nullInputStream()),
            OutputStream.nullOutputStream(),
            out,
            err,
            new Terminal(80, false, false, false));
    return Main.run(console, args);
  }
}
