package org.teep4j.teep.model;

import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * Something between a TAM and an Agent.
 *
 * @param toTam the direction
 * @param isFailure the transport tells the Agent that it has failed
 * @param content a message; empty for no data, which is a request to connect or the end
 */
record Letter(Owner tam, Tee tee, boolean toTam, boolean isFailure, Optional<Bytes> content) {

  static Letter toTam(Owner tam, Tee tee, Optional<Bytes> content) {
    return new Letter(tam, tee, true, false, content);
  }

  static Letter toTee(Owner tam, Tee tee, Optional<Bytes> content) {
    return new Letter(tam, tee, false, false, content);
  }

  static Letter failure(Owner tam, Tee tee) {
    return new Letter(tam, tee, false, true, Optional.empty());
  }

  Letter with(Bytes other) {
    return new Letter(tam, tee, toTam, isFailure, Optional.of(other));
  }

  Letter between(Owner otherTam, Tee otherTee) {
    return new Letter(otherTam, otherTee, toTam, isFailure, content);
  }
}
