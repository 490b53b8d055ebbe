package org.teep4j.cli;

import java.util.ArrayList;
import org.teep4j.teep.session.PeerOptions;
import picocli.CommandLine.Option;

/** How the other side speaks. */
final class PeerOption {
  /** The known implementations. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(PeerOptions.byName().keySet());
    }
  }

  @Option(
      names = "--peer",
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "Speak as an implementation does: ${COMPLETION-CANDIDATES}.")
  private String name = "specification";

  /** What was asked for. */
  PeerOptions options() throws UsageException {
    PeerOptions options = PeerOptions.byName().get(name);
    if (options == null) {
      throw new UsageException(
          "--peer: '" + name + "' is none of " + String.join(", ", PeerOptions.byName().keySet()));
    }
    return options;
  }
}
