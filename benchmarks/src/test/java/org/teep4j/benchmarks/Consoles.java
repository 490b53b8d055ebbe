package org.teep4j.benchmarks;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.teep4j.cli.Console;
import org.teep4j.cli.StandardInput;
import org.teep4j.cli.Terminal;

/** A console that a test can read. */
final class Consoles {
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  final Console console;

  Consoles(Terminal terminal) {
    console =
        new Console(
            new StandardInput(InputStream.nullInputStream()),
            OutputStream.nullOutputStream(),
            new PrintWriter(out),
            new PrintWriter(err),
            terminal);
  }

  static Consoles plain() {
    return new Consoles(new Terminal(80, false, false, false));
  }
}
