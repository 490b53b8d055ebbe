package org.teep4j.vectors.replay;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.session.SessionEvent;
import org.teep4j.vectors.format.BehaviourCase;

/** A TAM or an Agent in the state of a case. */
interface BehaviourSubject {

  /** Delivers a message. */
  BehaviourEnd deliver(Bytes message) throws IOException;

  /** Calls a conceptual API. */
  BehaviourEnd call(BehaviourCase.Call call) throws IOException;

  /** Lets something happen over HTTP. */
  BehaviourEnd overHttp(BehaviourCase.Action action, List<Bytes> messages) throws IOException;

  /**
   * Judges what must be true afterwards.
   *
   * @return what is true instead; empty if it holds
   */
  Optional<String> difference(BehaviourCase.Statement statement, Optional<BehaviourReply> reply)
      throws IOException;

  /** What was decided since the last message came. */
  List<SessionEvent> events();

  /** The names of the TAM's keys. */
  List<String> tamKeys();

  /** The names of the Agent's keys. */
  List<String> agentKeys();

  /** The tokens and challenges in the state. */
  List<Bytes> known();

  /** The URI of the TAM, as the Agent has it. */
  URI tamUri();
}
