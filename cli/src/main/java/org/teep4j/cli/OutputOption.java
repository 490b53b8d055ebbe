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

  /** Whether the result takes standard output, so that nothing else may be said there. */
  boolean isStandardOutput() {
    return Places.isStandardOutput(file);
  }

  /** Opens the place of a binary result that is no secret. */
  OutputFile open(Console console) throws UsageException {
    return open(console, file, false, false);
  }

  /**
   * Opens a place for a result, which is written in digits if that is asked for.
   *
   * @param to the file, or - for standard output
   * @param text whether a person can read the result
   * @param secret whether nobody but the owner may read it
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

  /** Opens a place for a ciphertext beside the result. */
  OutputFile openBeside(Console console, String to) throws UsageException {
    if (to.equals(StandardInput.NAME)) {
      throw new UsageException("--detached takes a file, to which the ciphertext is written");
    }
    console.in().places().writes(to);
    return OutputFile.create(to, force, false);
  }
}
