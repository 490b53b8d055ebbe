package org.teep4j.cli;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The passphrases of encrypted key files: one from a file for all of them, or each one typed. */
final class Passphrases {
  /** Asks for a passphrase; null if there is nobody to ask. */
  interface Prompt {
    char @Nullable [] ask(String file);
  }

  private final StandardInput in;
  private final Prompt prompt;
  private final Map<String, char[]> typed = new HashMap<>();
  private @Nullable String passphraseFile;
  private char @Nullable [] read;

  Passphrases(StandardInput in, Prompt prompt) {
    this.in = in;
    this.prompt = prompt;
  }

  /** Takes the passphrase from a file. */
  void from(String file) {
    passphraseFile = file;
  }

  /**
   * The passphrase of a key.
   *
   * @param file the file that the key is in
   */
  char[] of(String file) throws UsageException {
    if (passphraseFile != null) {
      return firstLine(passphraseFile);
    }
    char[] known = typed.get(file);
    if (known == null) {
      known = prompt.ask(file);
    }
    if (known == null) {
      throw new UsageException(
          file + ": encrypted: --passphrase-file FILE gives its passphrase, if it cannot be typed");
    }
    typed.put(file, known);
    return known.clone();
  }

  /** The first line, without its end, as openssl takes it. */
  private char[] firstLine(String file) throws UsageException {
    // Standard input can be read once, and a passphrase may be wanted for several keys.
    if (read == null) {
      read = Input.text(file, in).lines().findFirst().orElse("").toCharArray();
    }
    return read.clone();
  }

  /** Asks on the terminal, which standard input must be, without showing what is typed. */
  @SuppressWarnings("SystemConsoleNull") // it is null before JDK 22
  static Prompt terminal() {
    return file -> {
      java.io.Console console = System.console();
      return console == null ? null : console.readPassword("Passphrase of %s: ", Text.safe(file));
    };
  }
}
