package org.teep4j.teep.tam;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerifiedPayload;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.session.Verdict;

/** Finds out who has sent a message, before anything in it is used (Section 4.1.2). */
final class Senders {

  private static final int THUMBPRINT_SIZE = 32;

  private final TamSettings settings;

  Senders(TamSettings settings) {
    this.settings = settings;
  }

  /** A message, or why it is dropped. */
  static final class Invalid extends Exception {

    private static final long serialVersionUID = 1;

    Invalid(String message) {
      super(message, null, false, false);
    }
  }

  /** A message in one of the offered cipher suites, not verified. */
  record Candidate(CoseSignedMessage message, TamKey tamKey) {}

  Candidate read(Bytes bytes) throws Invalid {
    if (bytes.length() > settings.largestMessage()) {
      throw new Invalid("the message has " + bytes.length() + " bytes");
    }
    CoseSignedMessage message = decode(bytes);
    for (TamKey key : settings.keys()) {
      if (key.suite().admits(message)) {
        return new Candidate(message, key);
      }
    }
    throw new Invalid("the message is in no cipher suite that the TAM has offered");
  }

  private static CoseSignedMessage decode(Bytes bytes) throws Invalid {
    try {
      return CoseSignedMessage.decode(bytes);
    } catch (DecodeException e) {
      throw new Invalid(e.getMessage());
    }
  }

  /**
   * Verifies a message with the keys that are trusted, then with the key that was attested earlier.
   *
   * @return the message, or empty if no trusted key has signed it
   * @throws Invalid if a trusted key has signed something else than a message
   */
  Optional<Received> known(Candidate candidate) throws Invalid, IOException {
    Optional<VerifiedPayload> payload = verified(candidate, settings.trustedAgents());
    if (payload.isPresent()) {
      return Optional.of(received(candidate, payload.get(), Optional.empty()));
    }
    Optional<CoseKey> attested = attestedKey(candidate);
    if (attested.isEmpty()) {
      return Optional.empty();
    }
    payload = verified(candidate, CoseKeyResolver.of(List.of(attested.get())));
    return payload.isEmpty()
        ? Optional.empty()
        : Optional.of(received(candidate, payload.get(), Optional.empty()));
  }

  /**
   * Verifies a message with a key that a verdict names.
   *
   * @return the message, or empty if that key has not signed it
   */
  Optional<Received> attested(Candidate candidate, Verdict.Affirmed verdict)
      throws Invalid, IOException {
    if (verdict.key().isEmpty()) {
      return Optional.empty();
    }
    Optional<VerifiedPayload> payload =
        verified(candidate, CoseKeyResolver.of(List.of(verdict.key().get())));
    return payload.isEmpty()
        ? Optional.empty()
        : Optional.of(received(candidate, payload.get(), Optional.of(verdict)));
  }

  /** The key of an Agent that attestation alone made trusted. The kid is a hint. */
  private Optional<CoseKey> attestedKey(Candidate candidate) throws IOException {
    Optional<Bytes> keyId = candidate.message().unverifiedHeaders().keyId();
    if (keyId.isEmpty() || keyId.get().length() != THUMBPRINT_SIZE) {
      return Optional.empty();
    }
    return settings
        .store()
        .agent(keyId.get())
        .filter(agent -> agent.isAttested(settings.now()))
        .flatMap(AgentRecord::attestedKey);
  }

  private static Optional<VerifiedPayload> verified(Candidate candidate, CoseKeyResolver keys) {
    try {
      return Optional.of(candidate.message().verify(keys));
    } catch (VerificationException e) {
      return Optional.empty();
    }
  }

  private Received received(
      Candidate candidate, VerifiedPayload payload, Optional<Verdict.Affirmed> verdict)
      throws Invalid, IOException {
    CoseKey key =
        payload
            .verifier()
            .publicKey()
            .orElseThrow(() -> new Invalid("a trusted verifier does not show its public key"));
    TeepMessage message;
    try {
      message = TeepMessage.decode(payload, settings.peer().dialect());
    } catch (DecodeException e) {
      throw new Invalid(e.getMessage());
    }
    Bytes thumbprint = key.thumbprint();
    AgentRecord record =
        settings
            .store()
            .agent(thumbprint)
            .orElseGet(() -> AgentRecord.of(thumbprint, settings.now()));
    return new Received(message, candidate.message(), key, candidate.tamKey(), verdict, record);
  }
}
