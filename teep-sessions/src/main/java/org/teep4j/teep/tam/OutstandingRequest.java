package org.teep4j.teep.tam;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.teep.DataItem;

/**
 * A message of the TAM that waits for its answer, or Evidence that waits for its verdict.
 *
 * @param id the token or challenge that the answer repeats, 8 to 512 bytes; never used twice
 * @param kind what waits
 * @param agent the thumbprint of the only key that may answer; empty if the Agent was not known
 * @param deadline the instant from which on an answer is ignored
 * @param dataItems what a QueryRequest asked for; empty for an Update
 * @param manifests the manifests that an Update sent, in order; empty for a QueryRequest
 * @param unlinked the manifests that an Update unlinks; empty for a QueryRequest
 */
public record OutstandingRequest(
    Bytes id,
    Kind kind,
    Optional<Bytes> agent,
    Instant deadline,
    Set<DataItem> dataItems,
    List<ManifestSummary> manifests,
    List<SuitComponentIdentifier> unlinked) {

  /** What waits. */
  public enum Kind {
    /** A QueryRequest with a token. */
    QUERY_REQUEST,
    /** A QueryRequest that asks for attestation; the id is its challenge. */
    ATTESTATION_REQUEST,
    /** Evidence that a Verifier has; the id is the challenge that the Evidence answers. */
    VERIFICATION,
    /** An Update. */
    UPDATE
  }

  /** Copies the collections. */
  public OutstandingRequest {
    Objects.requireNonNull(id);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(agent);
    Objects.requireNonNull(deadline);
    dataItems = Set.copyOf(dataItems);
    manifests = List.copyOf(manifests);
    unlinked = List.copyOf(unlinked);
  }

  /**
   * A QueryRequest to an unknown Agent.
   *
   * @param id its challenge if it asks for {@link DataItem#ATTESTATION}, else its token
   * @param dataItems what it asks for
   * @param deadline the instant from which on an answer is ignored
   */
  public static OutstandingRequest queryRequest(
      Bytes id, Set<DataItem> dataItems, Instant deadline) {
    Kind kind =
        dataItems.contains(DataItem.ATTESTATION) ? Kind.ATTESTATION_REQUEST : Kind.QUERY_REQUEST;
    return new OutstandingRequest(
        id, kind, Optional.empty(), deadline, dataItems, List.of(), List.of());
  }

  /**
   * An Update.
   *
   * @param token its token
   * @param agent the thumbprint of the Agent's key
   * @param manifests the manifests in it
   * @param unlinked the manifests that it unlinks
   * @param deadline the instant from which on an answer is ignored
   */
  public static OutstandingRequest update(
      Bytes token,
      Bytes agent,
      List<ManifestSummary> manifests,
      List<SuitComponentIdentifier> unlinked,
      Instant deadline) {
    return new OutstandingRequest(
        token, Kind.UPDATE, Optional.of(agent), deadline, Set.of(), manifests, unlinked);
  }

  /** This request, which only one Agent may answer. */
  OutstandingRequest to(Optional<Bytes> thumbprint) {
    return new OutstandingRequest(id, kind, thumbprint, deadline, dataItems, manifests, unlinked);
  }

  /** This request, whose Evidence is with a Verifier. */
  OutstandingRequest verifying(Optional<Bytes> thumbprint) {
    return new OutstandingRequest(
        id, Kind.VERIFICATION, thumbprint, deadline, dataItems, manifests, unlinked);
  }

  boolean isOpen(Instant now) {
    return now.isBefore(deadline);
  }
}
