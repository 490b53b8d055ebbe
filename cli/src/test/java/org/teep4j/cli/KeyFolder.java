package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;

/** A folder with keys that were made for a test, and what is done with them. */
final class KeyFolder {
  private final Path folder;

  KeyFolder(Path folder) {
    this.folder = folder;
  }

  /** The name of a file in the folder. */
  String file(String name) {
    return folder.resolve(name).toString();
  }

  /** Makes a key. */
  String keygen(String name, String... how) {
    String[] all = {"keygen", "--force", "-o", file(name)};
    good(Samples.concat(all, how));
    return file(name);
  }

  /** Makes a key, and its public key in a file of that name and {@code .pub}. */
  String pair(String name, String... how) {
    return keygen(name, Samples.concat(how, "--public", file(name + ".pub")));
  }

  /** Runs a command that succeeds. */
  static Run good(String... args) {
    Run run = Run.of(args);
    assertEquals(ExitCode.GOOD, run.code, run::toString);
    return run;
  }
}
