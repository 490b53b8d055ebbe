package org.teep4j.teep.agent;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.TeepMessageType;
import org.teep4j.teep.session.SessionEvent;

/** Tells the listener what was decided. */
final class Events {

  private static final int LONGEST_REASON = 500;

  private final AgentConfig config;

  Events(AgentConfig config) {
    this.config = config;
  }

  void tell(SessionEvent.Kind kind, @Nullable TeepMessageType message, String reason) {
    tell(kind, message, Optional.empty(), reason);
  }

  void tell(
      SessionEvent.Kind kind,
      @Nullable TeepMessageType message,
      Optional<Bytes> peer,
      String reason) {
    String bounded =
        reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    config
        .listener()
        .on(new SessionEvent(config.now(), kind, Optional.ofNullable(message), peer, bounded));
  }
}
