package org.teep4j.teep.tam;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;

/** Finds the request that a message answers. */
record Waiting(TamSettings settings) {

  /**
   * The request under an id, if it is of one of the kinds and the Agent may answer it now. An
   * expired one is removed.
   */
  Optional<OutstandingRequest> find(Bytes id, Set<OutstandingRequest.Kind> kinds, Bytes agent)
      throws IOException {
    return find(id, kinds)
        .filter(request -> request.agent().isEmpty() || request.agent().get().equals(agent));
  }

  /** The request under an id, if it is of one of the kinds, whoever may answer it. */
  Optional<OutstandingRequest> find(Bytes id, Set<OutstandingRequest.Kind> kinds)
      throws IOException {
    Optional<OutstandingRequest> request = settings.store().find(id);
    if (request.isPresent() && !request.get().isOpen(settings.now())) {
      settings.store().apply(new TamChange(Optional.of(id), List.of(), Optional.empty()));
      return Optional.empty();
    }
    return request.filter(found -> kinds.contains(found.kind()));
  }
}
