package org.teep4j.teep.tam;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SystemPropertyClaims;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.QueryContext;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.TeepRule;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.AttestationPayload;
import org.teep4j.teep.session.SessionEvent.Kind;
import org.teep4j.teep.session.Verdict;

/** Handles QueryResponses of Agents whose key is trusted (Section 7.1.1). */
final class QueryResponses {

  private final TamSettings settings;
  private final QueryRequests requests;
  private final Reports reports;
  private final Outbox outbox;
  private final Events events;

  QueryResponses(
      TamSettings settings, QueryRequests requests, Reports reports, Outbox outbox, Events events) {
    this.settings = settings;
    this.requests = requests;
    this.reports = reports;
    this.outbox = outbox;
    this.events = events;
  }

  /** A usable QueryResponse, with what it answers. */
  private record Answer(
      Received from,
      QueryResponse response,
      Optional<OutstandingRequest> request,
      Optional<AttestationPayload> payload) {

    Optional<Bytes> consumed() {
      return request.map(OutstandingRequest::id);
    }

    boolean wasAsked(DataItem item, TamQuery query) {
      return request.map(OutstandingRequest::dataItems).orElse(query.dataItems()).contains(item);
    }
  }

  Optional<Bytes> handle(Received from, QueryResponse response) throws IOException {
    if (response.token().isPresent()) {
      Optional<OutstandingRequest> request =
          outstanding(response.token().get(), OutstandingRequest.Kind.QUERY_REQUEST, from);
      return request.isEmpty()
          ? events.drop(from, "its token is unknown, used, expired or another Agent's")
          : use(new Answer(from, response, request, Optional.empty()));
    }
    boolean isPassport = settings.policy().query().model() == AttestationModel.PASSPORT;
    Optional<AttestationPayload> payload = settings.attestations().payload(response);
    if (payload.isEmpty()) {
      return remark(
          from,
          settings.policy().query().model() == AttestationModel.NONE
              ? Refusal.shape("token is missing")
              : Refusal.attestation("attestation-payload is missing"));
    }
    Optional<OutstandingRequest> request = challenged(from, payload.get());
    return request.isPresent() || isPassport
        ? use(new Answer(from, response, request, payload))
        : remark(from, Refusal.attestation("attestation-payload answers no open challenge"));
  }

  private Optional<OutstandingRequest> challenged(Received from, AttestationPayload payload)
      throws IOException {
    Optional<Bytes> nonce = settings.attestations().nonce(payload);
    return nonce.isEmpty()
        ? Optional.empty()
        : outstanding(nonce.get(), OutstandingRequest.Kind.ATTESTATION_REQUEST, from);
  }

  private Optional<OutstandingRequest> outstanding(
      Bytes id, OutstandingRequest.Kind kind, Received from) throws IOException {
    return new Waiting(settings).find(id, Set.of(kind), from.agent());
  }

  private Optional<Bytes> use(Answer answer) throws IOException {
    AgentRecord record = answer.from().record().seen(settings.now());
    Optional<List<SuitReport>> opened =
        reports.open(answer.response().suitReports(), answer.response().token());
    Optional<Refusal> incomplete = incomplete(answer);
    if (incomplete.isPresent()) {
      return refuse(answer, record, incomplete.get());
    }
    if (opened.isEmpty()) {
      return refuse(
          answer, record, Refusal.shape("a SUIT report cannot be opened or has another nonce"));
    }
    Optional<Verdict> verdict;
    try {
      verdict = judge(answer);
    } catch (IOException e) {
      return refuse(answer, record, Refusal.later("the Verifier cannot be reached"));
    }
    if (verdict.isPresent() && verdict.get() instanceof Verdict.Later) {
      return await(answer, record);
    }
    events.tell(Kind.ACCEPTED, answer.from(), "the QueryResponse is complete");
    return decide(answer, recorded(answer, record, verdict), verdict, opened.get());
  }

  /** What is wrong with the message as an answer to the request (Sections 4.3 and 7.1.1). */
  private Optional<Refusal> incomplete(Answer answer) {
    return Stream.concat(
            answer.response().violations(context(answer)).stream(),
            answer
                .response()
                .protectionViolations(
                    answer.from().signed(), settings.suites(), settings.peer().dialect())
                .stream())
        .filter(violation -> !isTolerated(violation.rule()))
        .flatMap(violation -> Refusal.of(violation).stream())
        .findFirst();
  }

  private QueryContext context(Answer answer) {
    Set<DataItem> items = EnumSet.noneOf(DataItem.class);
    if (answer.request().isPresent()) {
      items.addAll(answer.request().get().dataItems());
    } else {
      items.addAll(settings.policy().query().dataItems());
      items.add(DataItem.ATTESTATION);
    }
    return new QueryContext(answer.response().token(), items, List.of(0L), settings.suites());
  }

  /** Nonces are compared when the reports are open; that also covers encrypted ones. */
  private boolean isTolerated(TeepRule rule) {
    return rule == TeepRule.SUIT_REPORT_NONCE
        || (rule == TeepRule.ATTESTATION_PAYLOAD_FORMAT_REQUIRED
            && settings.peer().evidenceWithoutFormat());
  }

  /** The verdict on the payload, if one was asked for. */
  private Optional<Verdict> judge(Answer answer) throws IOException {
    if (answer.payload().isEmpty()) {
      return Optional.empty();
    }
    if (answer.from().verdict().isPresent()) {
      return Optional.of(answer.from().verdict().get());
    }
    return Optional.of(
        settings
            .attestations()
            .judge(
                answer.payload().get(), answer.consumed(), Optional.of(answer.from().agentKey())));
  }

  private AgentRecord recorded(Answer answer, AgentRecord record, Optional<Verdict> verdict) {
    AgentRecord known = record;
    if (answer.wasAsked(DataItem.TRUSTED_COMPONENTS, settings.policy().query())) {
      known =
          known.stillHaving(
              answer.response().tcList().stream().map(SystemPropertyClaims::componentId).toList());
    }
    if (verdict.isEmpty()) {
      return known;
    }
    if (verdict.get() instanceof Verdict.Affirmed affirmed) {
      events.tell(Kind.ATTESTED, answer.from(), "a Verifier affirms the key");
      Optional<CoseKey> key =
          answer.from().verdict().isPresent()
              ? Optional.of(answer.from().agentKey())
              : known.attestedKey();
      return known.attested(settings.attestedUntil(affirmed), key, affirmed.statement());
    }
    events.tell(Kind.NOT_ATTESTED, answer.from(), ((Verdict.Refused) verdict.get()).reason());
    return known.notAttested();
  }

  private Optional<Bytes> decide(
      Answer answer, AgentRecord record, Optional<Verdict> verdict, List<SuitReport> opened)
      throws IOException {
    QueryResponse response = answer.response();
    TamDecision decision =
        settings
            .policy()
            .decide(
                new AgentState(
                    record,
                    record.isAttested(settings.now()),
                    verdict,
                    response.tcList(),
                    response.requestedTcList(),
                    response.unneededManifestList(),
                    opened));
    if (decision instanceof TamDecision.Attest) {
      return attest(answer, record);
    }
    AgentRecord answered = record.withRetries(0);
    if (decision instanceof TamDecision.Refuse refuse) {
      return refuse(answer, answered, new Refusal(refuse.code(), refuse.text()));
    }
    return decision instanceof TamDecision.Change change
        ? update(answer, answered, change, result(change, verdict))
        : outbox.end(answer.from(), answer.consumed(), answered);
  }

  private static Optional<AttestationPayload> result(
      TamDecision.Change change, Optional<Verdict> verdict) {
    return change.passResult() && verdict.orElse(null) instanceof Verdict.Affirmed affirmed
        ? affirmed.result()
        : Optional.empty();
  }

  private Optional<Bytes> attest(Answer answer, AgentRecord record) throws IOException {
    int retries = settings.retries(answer.from().record()) + 1;
    if (retries > settings.mostRetries()) {
      return refuse(answer, record, Refusal.attestation("attestation was asked for too often"));
    }
    return outbox.answer(
        answer.from(),
        answer.consumed(),
        requests.forAttestation(Optional.of(answer.from().agent())),
        record.withRetries(retries));
  }

  private Optional<Bytes> update(
      Answer answer,
      AgentRecord record,
      TamDecision.Change change,
      Optional<AttestationPayload> result)
      throws IOException {
    if (change.manifests().isEmpty() && change.unneeded().isEmpty() && result.isEmpty()) {
      return outbox.end(answer.from(), answer.consumed(), record);
    }
    Update.Builder update =
        Update.builder()
            .manifests(change.manifests().stream().map(VerifiedManifest::envelope).toList())
            .unneededManifestList(change.unneeded());
    result.ifPresent(
        payload -> {
          payload.format().ifPresent(update::attestationPayloadFormat);
          update.attestationPayload(payload.bytes());
        });
    Bytes token = settings.freshId();
    OutstandingRequest waiting =
        OutstandingRequest.update(
            token,
            answer.from().agent(),
            change.manifests().stream().map(ManifestSummary::of).toList(),
            change.unneeded(),
            settings.deadline());
    return outbox.answer(
        answer.from(),
        answer.consumed(),
        new Outgoing(update.token(token).build(), List.of(waiting)),
        record);
  }

  /** The Evidence stays with the Verifier, and the Agent tries again later. */
  private Optional<Bytes> await(Answer answer, AgentRecord record) throws IOException {
    OutstandingRequest pending =
        answer.request().orElseThrow().verifying(Optional.of(answer.from().agent()));
    return refuse(
        answer, record, Refusal.later("the Evidence is being verified"), List.of(pending));
  }

  private Optional<Bytes> refuse(Answer answer, AgentRecord record, Refusal refusal)
      throws IOException {
    return refuse(answer, record, refusal, List.of());
  }

  private Optional<Bytes> refuse(
      Answer answer, AgentRecord record, Refusal refusal, List<OutstandingRequest> pending)
      throws IOException {
    events.tell(Kind.REFUSED, answer.from(), refusal.text());
    Bytes token = settings.freshId();
    List<OutstandingRequest> waiting = new ArrayList<>(pending);
    waiting.add(
        OutstandingRequest.update(
            token, answer.from().agent(), List.of(), List.of(), settings.deadline()));
    return outbox.answer(
        answer.from(),
        answer.consumed(),
        new Outgoing(refusal.update().token(token).build(), waiting),
        record);
  }

  /** Refuses what answers no request: nothing waits for a reply, and nothing is stored. */
  private Optional<Bytes> remark(Received from, Refusal refusal) throws IOException {
    events.tell(Kind.REFUSED, from, refusal.text());
    return outbox.remark(from, refusal.update().build());
  }
}
