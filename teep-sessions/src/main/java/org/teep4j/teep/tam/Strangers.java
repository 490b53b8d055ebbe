package org.teep4j.teep.tam;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.session.AttestationPayload;
import org.teep4j.teep.session.Verdict;

/**
 * Messages that no trusted key has signed. If the policy wants it, their senders may attest: a
 * QueryResponse to an outstanding token is answered by a challenge, and a QueryResponse with an
 * affirmed payload is verified with the key that the verdict names. Nothing is consumed before.
 */
final class Strangers {

  private final TamSettings settings;
  private final Senders senders;
  private final QueryRequests requests;
  private final Outbox outbox;

  Strangers(TamSettings settings, Senders senders, QueryRequests requests, Outbox outbox) {
    this.settings = settings;
    this.senders = senders;
    this.requests = requests;
    this.outbox = outbox;
  }

  /** Continues with the message of a sender that has become trusted. */
  @FunctionalInterface
  interface Trusted {
    Optional<Bytes> handle(Received from) throws IOException;
  }

  Optional<Bytes> handle(Senders.Candidate candidate, Trusted next)
      throws IOException, Senders.Invalid {
    if (!settings.policy().query().attestUnknownKeys()) {
      throw new Senders.Invalid("no trusted key has signed the message");
    }
    QueryResponse response = unverifiedResponse(candidate);
    if (response.token().isPresent()) {
      requireOutstanding(response.token().get(), OutstandingRequest.Kind.QUERY_REQUEST);
      return outbox.open(
          requests.forAttestation(Optional.empty()), candidate.tamKey(), Optional.empty());
    }
    AttestationPayload payload =
        settings
            .attestations()
            .payload(response)
            .orElseThrow(() -> new Senders.Invalid("an unknown Agent does not attest"));
    Bytes challenge =
        settings
            .attestations()
            .nonce(payload)
            .orElseThrow(() -> new Senders.Invalid("an unknown Agent answers no challenge"));
    OutstandingRequest request =
        requireOutstanding(challenge, OutstandingRequest.Kind.ATTESTATION_REQUEST);
    return judged(candidate, request, judge(payload, challenge), next);
  }

  private Optional<Bytes> judged(
      Senders.Candidate candidate, OutstandingRequest request, Verdict verdict, Trusted next)
      throws IOException, Senders.Invalid {
    if (verdict instanceof Verdict.Later) {
      Outgoing later =
          new Outgoing(
              Refusal.later("the Evidence is being verified").update().build(),
              List.of(request.verifying(Optional.empty())));
      return outbox.open(later, candidate.tamKey(), Optional.of(request.id()));
    }
    if (verdict instanceof Verdict.Affirmed affirmed) {
      Optional<Received> received = senders.attested(candidate, affirmed);
      if (received.isPresent()) {
        return next.handle(received.get());
      }
      throw new Senders.Invalid("the attested key has not signed the message");
    }
    throw new Senders.Invalid("an unknown Agent: " + ((Verdict.Refused) verdict).reason());
  }

  private Verdict judge(AttestationPayload payload, Bytes challenge) throws IOException {
    return settings.attestations().judge(payload, Optional.of(challenge), Optional.empty());
  }

  private QueryResponse unverifiedResponse(Senders.Candidate candidate) throws Senders.Invalid {
    if (candidate.message().isDetached()) {
      throw new Senders.Invalid("the message has no payload");
    }
    try {
      TeepMessage message =
          TeepMessage.decodeUnverified(
              candidate.message().unverifiedPayload(), settings.peer().dialect());
      if (message instanceof QueryResponse response) {
        return response;
      }
    } catch (DecodeException e) {
      throw new Senders.Invalid("no trusted key has signed the message: " + e.getMessage());
    }
    throw new Senders.Invalid("no trusted key has signed the message");
  }

  private OutstandingRequest requireOutstanding(Bytes id, OutstandingRequest.Kind kind)
      throws IOException, Senders.Invalid {
    return new Waiting(settings)
        .find(id, Set.of(kind))
        .filter(request -> request.agent().isEmpty())
        .orElseThrow(() -> new Senders.Invalid("an unknown Agent answers no open request"));
  }
}
