package org.teep4j.teep.model;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.session.SessionEvent;

/**
 * What came of a call.
 *
 * @param reply what is to be sent
 * @param disturbed whether a write has failed
 * @param isBroken whether the call ended by an exception or with the power
 * @param events what the listener was told
 */
record Outcome(
    Optional<Bytes> reply, boolean disturbed, boolean isBroken, List<SessionEvent> events) {

  /** A call of one of the sides. */
  @FunctionalInterface
  interface Call {
    Optional<Bytes> run() throws IOException;
  }

  static Outcome of(Call call, Faults faults, List<SessionEvent> events) {
    events.clear();
    Optional<Bytes> reply = Optional.empty();
    boolean isBroken = false;
    try {
      reply = call.run();
    } catch (IOException | Faults.PowerFailure e) {
      isBroken = true;
    }
    boolean disturbed = faults.haveHappened();
    assertTrue(disturbed || !isBroken, "a call fails although nothing has happened");
    return new Outcome(reply, disturbed, isBroken, List.copyOf(events));
  }

  /** Something was answered, or somebody was told why not. */
  void assertExplained() {
    assertTrue(reply.isPresent() || isBroken || !events.isEmpty(), "a message vanishes");
    for (SessionEvent event : events) {
      assertFalse(event.reason().isBlank(), () -> "no reason: " + event);
    }
  }

  boolean has(SessionEvent.Kind... kinds) {
    return events.stream().anyMatch(event -> List.of(kinds).contains(event.kind()));
  }
}
