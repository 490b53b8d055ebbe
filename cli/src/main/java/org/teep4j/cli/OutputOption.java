package org.teep4j.cli;

import picocli.CommandLine.Option;

/** {@code --out}, {@code --hex} and {@code --force}. */
final class OutputOption {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "File for the result; - is standard output (default).")
  private String file = StandardInput.NAME;

  @Option(names = "--hex", description = "Write the result as hexadecimal digits.")
  private boolean hex;

  @Option(names = "--force", description = "Replace an existing file.")
  private boolean force;

  String file() {
    return file;
  }

  /** Whether the result goes to standard output, so that no report may be printed there. */
  boolean isStandardOutput() {
    return Places.isStandardOutput(file);
  }

  /** Opens the destination of a binary result that is not secret. */
  OutputFile open(Console console) throws UsageException {
    return open(console, file, false, false);
  }

  /**
   * Opens the destination of a result. With {@code --hex} it is written as hexadecimal digits.
   *
   * @param to the file, or - for standard output
   * @param text whether the result is text
   * @param secret whether only the owner may read it
   */
  OutputFile open(Console console, String to, boolean text, boolean secret) throws UsageException {
    console.in().places().writes(to);
    if (!Places.isStandardOutput(to)) {
      return OutputFile.create(to, force, secret).inDigits(hex);
    }
    if (console.terminal().screen() && !text && !hex) {
      throw new UsageException(
          "the result is binary and would go to the screen: give --out FILE or --hex");
    }
    return OutputFile.standard(console.data()).inDigits(hex);
  }

  /** Opens the destination of a detached ciphertext. */
  OutputFile openBeside(Console console, String to) throws UsageException {
    if (to.equals(StandardInput.NAME)) {
      throw new UsageException("--detached takes a file, to which the ciphertext is written");
    }
    console.in().places().writes(to);
    return OutputFile.create(to, force, false);
  }
}
