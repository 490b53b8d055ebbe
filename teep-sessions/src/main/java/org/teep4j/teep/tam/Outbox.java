package org.teep4j.teep.tam;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseSigner;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.session.SessionEvent.Kind;

/**
 * Signs what is to be sent, makes the change in the store, and only then hands the message out. So
 * a signer or store that fails leaves everything as it was.
 */
final class Outbox {

  private final TamSettings settings;
  private final Events events;

  Outbox(TamSettings settings, Events events) {
    this.settings = settings;
    this.events = events;
  }

  /** Answers a message, in the cipher suite that the Agent has selected. */
  Optional<Bytes> answer(
      Received from, Optional<Bytes> consumed, Outgoing answer, AgentRecord record)
      throws IOException {
    return answer(from, consumed, answer, record, from.tamKey());
  }

  /** Answers a message with a key of the TAM. */
  Optional<Bytes> answer(
      Received from, Optional<Bytes> consumed, Outgoing answer, AgentRecord record, TamKey key)
      throws IOException {
    Bytes signed = sign(answer.message(), key);
    if (!commit(from, new TamChange(consumed, answer.waiting(), Optional.of(record)))) {
      return Optional.empty();
    }
    sent(answer.message(), Optional.of(from.agent()));
    return Optional.of(signed);
  }

  /** Uses a message that gets no answer. */
  Optional<Bytes> end(Received from, Optional<Bytes> consumed, AgentRecord record)
      throws IOException {
    commit(from, new TamChange(consumed, List.of(), Optional.of(record)));
    return Optional.empty();
  }

  /** Answers with a message that nothing waits for, and changes nothing. */
  Optional<Bytes> remark(Received from, TeepMessage message) throws IOException {
    Bytes signed = sign(message, from.tamKey());
    sent(message, Optional.of(from.agent()));
    return Optional.of(signed);
  }

  /** Sends a QueryRequest to an Agent of which nothing is known. */
  Optional<Bytes> open(Outgoing request) throws IOException {
    return opened(signForAnyAgent((QueryRequest) request.message()), request, Optional.empty());
  }

  /** Sends a message to an Agent whose key is not trusted, but whose cipher suite is known. */
  Optional<Bytes> open(Outgoing request, TamKey key, Optional<Bytes> consumed) throws IOException {
    return opened(sign(request.message(), key), request, consumed);
  }

  private Optional<Bytes> opened(Bytes signed, Outgoing outgoing, Optional<Bytes> consumed)
      throws IOException {
    if (!settings.store().apply(new TamChange(consumed, outgoing.waiting(), Optional.empty()))) {
      return events.drop("its challenge was used in the meantime");
    }
    sent(outgoing.message(), Optional.empty());
    return Optional.of(signed);
  }

  private void sent(TeepMessage message, Optional<Bytes> agent) {
    events.tell(
        Kind.SENT,
        Optional.of(message.type()),
        agent,
        agent.isPresent() ? "to a known Agent" : "to an unknown Agent");
  }

  private boolean commit(Received from, TamChange change) throws IOException {
    if (settings.store().apply(change)) {
      return true;
    }
    events.drop(from, "its token or challenge was used in the meantime");
    return false;
  }

  private Bytes sign(TeepMessage message, TamKey key) throws IOException {
    try {
      return message.sign(key.signer(), settings.peer().dialect()).encode().toBytes();
    } catch (GeneralSecurityException e) {
      throw new IOException("the TAM cannot sign", e);
    }
  }

  private Bytes signForAnyAgent(QueryRequest request) throws IOException {
    if (settings.peer().singleSignature()) {
      return sign(request, settings.keys().get(0));
    }
    List<CoseSigner> signers = settings.keys().stream().map(TamKey::signer).toList();
    try {
      return request.signForAnyAgent(signers, settings.peer().dialect()).encode().toBytes();
    } catch (GeneralSecurityException e) {
      throw new IOException("the TAM cannot sign", e);
    }
  }
}
