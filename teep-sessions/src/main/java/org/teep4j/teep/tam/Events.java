package org.teep4j.teep.tam;

import java.time.InstantSource;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.TeepMessageType;
import org.teep4j.teep.session.SessionEvent;
import org.teep4j.teep.session.SessionEvent.Kind;
import org.teep4j.teep.session.SessionListener;

/** Tells the listener. Reasons are cut to a bound, because they may quote what came. */
record Events(SessionListener listener, InstantSource clock) {

  void tell(Kind kind, Optional<TeepMessageType> type, Optional<Bytes> agent, String reason) {
    listener.on(
        new SessionEvent(clock.instant(), kind, type, agent, TeepMessage.diagnostics(reason)));
  }

  void tell(Kind kind, Received from, String reason) {
    tell(kind, Optional.of(from.message().type()), Optional.of(from.agent()), reason);
  }

  /** A message is not used, and gets no answer. */
  Optional<Bytes> drop(String reason) {
    tell(Kind.DROPPED, Optional.empty(), Optional.empty(), reason);
    return Optional.empty();
  }

  /** A verified message is not used, and gets no answer. */
  Optional<Bytes> drop(Received from, String reason) {
    tell(Kind.DROPPED, from, reason);
    return Optional.empty();
  }
}
