package org.teep4j.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the command, in this process. */
final class Run {
  final int code;
  final String out;
  final String err;

  private Run(int code, String out, String err) {
    this.code = code;
    this.out = out;
    this.err = err;
  }

  static Run of(String... args) {
    return of(new byte[0], new Terminal(80, false, false), args);
  }

  static Run of(byte[] in, Terminal terminal, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new ByteArrayInputStream(in), new PrintWriter(out), new PrintWriter(err), terminal);
    int code = Main.run(console, args);
    return new Run(code, out.toString().replace("\r\n", "\n"), err.toString());
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
