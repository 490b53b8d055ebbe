package org.teep4j.teep.tam;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.session.AttestationPayload;

/** Makes QueryRequests: a token if and only if they do not ask for attestation (Section 4.2). */
final class QueryRequests {

  private final TamSettings settings;

  QueryRequests(TamSettings settings) {
    this.settings = settings;
  }

  /** What a QueryRequest offers. */
  record Offer(
      List<TeepCipherSuite> suites,
      List<SuitCoseProfile> profiles,
      Optional<AttestationPayload> evidence) {}

  /** Everything that this TAM can do. */
  Offer everything() {
    return new Offer(settings.suites(), settings.profiles(), Optional.empty());
  }

  /** What the policy asks of every Agent. */
  Outgoing asPolicyDemands(Optional<Bytes> agent, Offer offer) {
    return create(settings.policy().query().model(), agent, offer);
  }

  /** A QueryRequest that asks for attestation, with a challenge. */
  Outgoing forAttestation(Optional<Bytes> agent) {
    return create(AttestationModel.BACKGROUND_CHECK, agent, everything());
  }

  private Outgoing create(AttestationModel model, Optional<Bytes> agent, Offer offer) {
    Set<DataItem> items = EnumSet.noneOf(DataItem.class);
    items.addAll(settings.policy().query().dataItems());
    QueryRequest.Builder message =
        QueryRequest.builder()
            .supportedTeepCipherSuites(offer.suites())
            .supportedSuitCoseProfiles(offer.profiles());
    offer.evidence().ifPresent(evidence -> attach(evidence, message));
    Bytes id = settings.freshId();
    switch (model) {
      case NONE -> message.token(id);
      case BACKGROUND_CHECK -> message.challenge(id);
      case PASSPORT -> {}
    }
    if (model != AttestationModel.NONE) {
      items.add(DataItem.ATTESTATION);
    }
    QueryRequest request = message.dataItemRequested(items).build();
    if (model == AttestationModel.PASSPORT) {
      return new Outgoing(request, List.of()); // Its answer repeats nothing.
    }
    return new Outgoing(
        request,
        List.of(OutstandingRequest.queryRequest(id, items, settings.deadline()).to(agent)));
  }

  private static void attach(AttestationPayload evidence, QueryRequest.Builder message) {
    evidence.format().ifPresent(message::attestationPayloadFormat);
    message.attestationPayload(evidence.bytes());
  }
}
