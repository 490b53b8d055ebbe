package org.teep4j.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the command, in this process. */
final class Run {
  final int code;
  final String out;
  final String err;

  /** What went to standard output as bytes. */
  final byte[] data;

  private Run(int code, String out, String err, byte[] data) {
    this.code = code;
    this.out = out;
    this.err = err;
    this.data = data;
  }

  static Run of(String... args) {
    return of(new byte[0], new Terminal(80, false, false, false), args);
  }

  static Run of(byte[] in, Terminal terminal, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    Console console =
        new Console(
            new StandardInput(new ByteArrayInputStream(in)),
            data,
            new PrintWriter(out),
            new PrintWriter(err),
            terminal);
    int code = Main.run(console, args);
    return new Run(code, out.toString().replace("\r\n", "\n"), err.toString(), data.toByteArray());
  }

  /** Runs a command that talks to a console of the test's own. */
  static Run of(Console console, StringWriter err, String... args) {
    int code = Main.run(console, args);
    return new Run(code, "", err.toString(), new byte[0]);
  }

  String lastLine() {
    String[] lines = out.stripTrailing().split("\n", -1);
    return lines[lines.length - 1];
  }

  @Override
  public String toString() {
    return "exit " + code + "\n" + out + "\n" + err;
  }
}
