package org.teep4j.cli;

import picocli.CommandLine.Option;

/** {@code --passphrase-file}. */
final class PassphraseOption {
  private final StandardInput in;

  PassphraseOption(StandardInput in) {
    this.in = in;
  }

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "Passphrase of encrypted keys: the first line of this file. Without this option"
              + " it is asked for on the terminal.")
  void file(String file) {
    in.passphrases().from(file);
  }
}
