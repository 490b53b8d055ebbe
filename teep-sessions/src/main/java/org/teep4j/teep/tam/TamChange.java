package org.teep4j.teep.tam;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * Everything that one message changes in a {@link TamStore}.
 *
 * @param consumed the id of the outstanding request that the message answers, which ends with it
 * @param opened the requests that wait from now on; one may have the consumed id
 * @param agent what is known of the Agent from now on
 */
public record TamChange(
    Optional<Bytes> consumed, List<OutstandingRequest> opened, Optional<AgentRecord> agent) {

  /** Copies the list. */
  public TamChange {
    Objects.requireNonNull(consumed);
    opened = List.copyOf(opened);
    Objects.requireNonNull(agent);
  }

  /**
   * A request that waits, and nothing else.
   *
   * @param request the request
   */
  public static TamChange opening(OutstandingRequest request) {
    return new TamChange(Optional.empty(), List.of(request), Optional.empty());
  }
}
