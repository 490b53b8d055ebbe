package org.teep4j.cli;

import java.io.InputStream;

/**
 * Standard input, of which there is one: it cannot be the key and the content too. Knows the files
 * that are read and written as well, for the same reason.
 */
public final class StandardInput {
  /** What names standard input in place of a file, and standard output too. */
  static final String NAME = "-";

  private final InputStream stream;
  private final Places places = new Places();
  private boolean claimed;

  /**
   * Makes it.
   *
   * @param stream what it is read from
   */
  public StandardInput(InputStream stream) {
    this.stream = stream;
  }

  Places places() {
    return places;
  }

  InputStream claim() throws UsageException {
    if (claimed) {
      throw new UsageException("- can be one of the inputs: give files for the others");
    }
    claimed = true;
    return stream;
  }
}
