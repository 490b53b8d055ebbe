package org.teep4j.vectors.replay;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * What came of a case.
 *
 * @param reply the message that was sent last; empty for silence
 * @param status the HTTP status that the reply has or would have
 * @param headers the header fields of the HTTP message that was sent last
 * @param tam whom the Agent wants to contact
 * @param requests the HTTP requests that an Agent has sent
 * @param isDone whether a session over HTTP came to its end
 * @param processErrors how often an Agent was told ProcessError
 */
record BehaviourEnd(
    Optional<Bytes> reply,
    int status,
    Map<String, List<String>> headers,
    Optional<URI> tam,
    int requests,
    boolean isDone,
    int processErrors) {

  static BehaviourEnd of(Optional<Bytes> reply) {
    return new BehaviourEnd(
        reply, reply.isPresent() ? 200 : 204, Map.of(), Optional.empty(), 0, true, 0);
  }

  BehaviourEnd withStatus(int value) {
    return new BehaviourEnd(reply, value, headers, tam, requests, isDone, processErrors);
  }

  BehaviourEnd withHeaders(Map<String, List<String>> value) {
    return new BehaviourEnd(reply, status, value, tam, requests, isDone, processErrors);
  }

  BehaviourEnd withTam(Optional<URI> value) {
    return new BehaviourEnd(reply, status, headers, value, requests, isDone, processErrors);
  }

  BehaviourEnd withSession(int sent, boolean done, int errors) {
    return new BehaviourEnd(reply, status, headers, tam, sent, done, errors);
  }
}
