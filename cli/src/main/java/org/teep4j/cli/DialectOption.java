package org.teep4j.cli;

import org.teep4j.teep.Dialect;
import picocli.CommandLine.Option;

/** {@code --dialect}. */
final class DialectOption {
  @Option(
      names = "--dialect",
      paramLabel = "DIALECT",
      defaultValue = "RFC",
      description = {
        "Numbering of TEEP messages: RFC (draft 26 and the IANA registry; default),"
            + " DRAFT_25 (drafts 18 to 25) or DRAFT_16 (drafts 13 to 17). It is never detected."
      })
  private Dialect dialect = Dialect.RFC;

  Dialect dialect() {
    return dialect;
  }
}
