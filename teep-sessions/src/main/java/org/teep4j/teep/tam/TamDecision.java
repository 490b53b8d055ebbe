package org.teep4j.teep.tam;

import java.util.List;
import java.util.Objects;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.teep.ErrCode;

/** What a TAM does after a QueryResponse (draft-ietf-teep-protocol-26, Section 7.1.1.1). */
public sealed interface TamDecision {

  /**
   * An Update is sent, unless it would be empty.
   *
   * @param manifests the manifests to install, in order ({@code manifest-list})
   * @param unneeded the manifests to unlink, by their own component identifiers ({@code
   *     unneeded-manifest-list})
   * @param passResult whether the Agent gets the Attestation Result about it, if there is one
   */
  record Change(
      List<VerifiedManifest> manifests, List<SuitComponentIdentifier> unneeded, boolean passResult)
      implements TamDecision {

    /** Copies the lists. */
    public Change {
      manifests = List.copyOf(manifests);
      unneeded = List.copyOf(unneeded);
    }

    /**
     * Manifests to install, and nothing else.
     *
     * @param manifests the manifests, in order
     */
    public static Change install(List<VerifiedManifest> manifests) {
      return new Change(manifests, List.of(), false);
    }
  }

  /** Nothing is to be done; the session ends. */
  record Nothing() implements TamDecision {}

  /**
   * The Agent must attest first: another QueryRequest asks for it. If it was asked too often, it is
   * refused.
   */
  record Attest() implements TamDecision {}

  /**
   * The QueryResponse is not acceptable: an Update says why and has no manifests.
   *
   * @param code {@code err-code}
   * @param text {@code err-msg}, cut to its bound
   */
  record Refuse(ErrCode code, String text) implements TamDecision {

    /** Checks that no component is null. */
    public Refuse {
      Objects.requireNonNull(code);
      Objects.requireNonNull(text);
    }
  }
}
