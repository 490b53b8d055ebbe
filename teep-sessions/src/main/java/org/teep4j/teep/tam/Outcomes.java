package org.teep4j.teep.tam;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.session.Attester;
import org.teep4j.teep.session.SessionEvent.Kind;

/** Handles Success and Error (Sections 4.6 and 7.1.2). */
final class Outcomes {

  private final TamSettings settings;
  private final QueryRequests requests;
  private final Reports reports;
  private final Outbox outbox;
  private final Events events;

  Outcomes(
      TamSettings settings, QueryRequests requests, Reports reports, Outbox outbox, Events events) {
    this.settings = settings;
    this.requests = requests;
    this.reports = reports;
    this.outbox = outbox;
    this.events = events;
  }

  Optional<Bytes> handle(Received from, Success success) throws IOException {
    Optional<OutstandingRequest> request =
        outstanding(from, success.token(), Set.of(OutstandingRequest.Kind.UPDATE));
    if (request.isEmpty()) {
      return events.drop(from, "no Update waits for it");
    }
    Optional<List<SuitReport>> opened = reports.open(success.suitReports(), success.token());
    if (opened.isEmpty()) {
      return discard(from, request.get(), "a SUIT report cannot be opened or has another nonce");
    }
    AgentRecord record = from.record();
    return record(
        from,
        request,
        record
            .withOutcome(
                record.installedAfter(request.get().unlinked(), request.get().manifests()),
                ReportedManifest.of(opened.get()),
                Optional.empty())
            .withRetries(0),
        "the Update was carried out");
  }

  Optional<Bytes> handle(Received from, TeepError error) throws IOException {
    if (error.token().isEmpty()) {
      // The Agent may have answered what it could not verify, so this closes nothing.
      return error.errCode() == TeepErrorCode.ERR_ATTESTATION_REQUIRED
          ? attestSelf(from, error, Optional.empty(), from.record())
          : events.drop(from, describe(error) + ", without token");
    }
    Optional<OutstandingRequest> request =
        outstanding(
            from,
            error.token(),
            Set.of(OutstandingRequest.Kind.QUERY_REQUEST, OutstandingRequest.Kind.UPDATE));
    if (request.isEmpty()) {
      return events.drop(from, "its token is unknown, used, expired or another Agent's");
    }
    Optional<List<SuitReport>> opened = reports.open(error.suitReports(), error.token());
    if (opened.isEmpty()) {
      return discard(from, request.get(), "a SUIT report cannot be opened or has another nonce");
    }
    return act(from, error, request.get(), failed(from, error, request.get(), opened.get()));
  }

  private Optional<Bytes> act(
      Received from, TeepError error, OutstandingRequest request, AgentRecord record)
      throws IOException {
    Optional<Bytes> consumed = Optional.of(request.id());
    if (error.errCode() == TeepErrorCode.ERR_ATTESTATION_REQUIRED) {
      return attestSelf(from, error, consumed, record);
    }
    if (error.errCode() == TeepErrorCode.ERR_UNSUPPORTED_CIPHER_SUITES) {
      return retryInSuites(from, error, consumed, record);
    }
    if (error.errCode() == TeepErrorCode.ERR_UNSUPPORTED_SUIT_REPORT) {
      return retryWithProfiles(from, error, consumed, record);
    }
    return record(from, Optional.of(request), record, describe(error));
  }

  /** What is known after an Error: manifests that its reports call processed are installed. */
  private AgentRecord failed(
      Received from, TeepError error, OutstandingRequest request, List<SuitReport> opened) {
    Set<SuitDigest> processed =
        Set.copyOf(
            opened.stream()
                .filter(report -> report.result() instanceof SuitReport.Result.Success)
                .map(report -> report.reference().manifestDigest())
                .distinct()
                .toList());
    List<ManifestSummary> added =
        request.manifests().stream()
            .filter(manifest -> processed.contains(manifest.digest()))
            .toList();
    return from.record()
        .withOutcome(
            from.record().installedAfter(List.of(), added),
            ReportedManifest.of(opened),
            Optional.of(new ReportedError(settings.now(), error.errCode(), error.errMsg())));
  }

  /** The Agent wants to see that the TAM is trustworthy (Section 7.1.2). */
  private Optional<Bytes> attestSelf(
      Received from, TeepError error, Optional<Bytes> consumed, AgentRecord record)
      throws IOException {
    if (settings.attester().isEmpty()) {
      events.tell(Kind.ENDED, from, "the TAM has no Attester");
      return outbox.end(from, consumed, record.seen(settings.now()));
    }
    Attester attester = settings.attester().get();
    QueryRequests.Offer everything = requests.everything();
    return again(
        from,
        consumed,
        record,
        new QueryRequests.Offer(
            everything.suites(),
            everything.profiles(),
            Optional.of(attester.attest(error.challenge(), from.tamKey().publicKey()))),
        from.tamKey());
  }

  private Optional<Bytes> retryInSuites(
      Received from, TeepError error, Optional<Bytes> consumed, AgentRecord record)
      throws IOException {
    List<TeepCipherSuite> common =
        settings.suites().stream().filter(error.supportedTeepCipherSuites()::contains).toList();
    if (common.isEmpty()) {
      events.tell(Kind.ENDED, from, "no cipher suite in common");
      return outbox.end(from, consumed, record.seen(settings.now()));
    }
    return again(
        from,
        consumed,
        record,
        new QueryRequests.Offer(common, settings.profiles(), Optional.empty()),
        settings.key(
            common.contains(from.tamKey().suite()) ? from.tamKey().suite() : common.get(0)));
  }

  private Optional<Bytes> retryWithProfiles(
      Received from, TeepError error, Optional<Bytes> consumed, AgentRecord record)
      throws IOException {
    List<SuitCoseProfile> common =
        settings.profiles().stream().filter(error.supportedSuitCoseProfiles()::contains).toList();
    if (common.isEmpty()) {
      events.tell(Kind.ENDED, from, "no profile of SUIT reports in common");
      return outbox.end(from, consumed, record.seen(settings.now()));
    }
    return again(
        from,
        consumed,
        record,
        new QueryRequests.Offer(settings.suites(), common, Optional.empty()),
        from.tamKey());
  }

  /** Another QueryRequest, unless there were too many. */
  private Optional<Bytes> again(
      Received from,
      Optional<Bytes> consumed,
      AgentRecord record,
      QueryRequests.Offer offer,
      TamKey key)
      throws IOException {
    int retries = settings.retries(from.record()) + 1;
    AgentRecord seen = record.seen(settings.now());
    if (retries > settings.mostRetries()) {
      events.tell(Kind.ENDED, from, "the Agent has refused too often");
      return outbox.end(from, consumed, seen);
    }
    return outbox.answer(
        from,
        consumed,
        requests.asPolicyDemands(Optional.of(from.agent()), offer),
        seen.withRetries(retries),
        key);
  }

  private Optional<OutstandingRequest> outstanding(
      Received from, Optional<Bytes> token, Set<OutstandingRequest.Kind> kinds) throws IOException {
    return token.isEmpty()
        ? Optional.empty()
        : new Waiting(settings).find(token.get(), kinds, from.agent());
  }

  private Optional<Bytes> record(
      Received from, Optional<OutstandingRequest> request, AgentRecord record, String what)
      throws IOException {
    outbox.end(from, request.map(OutstandingRequest::id), record.seen(settings.now()));
    events.tell(Kind.RECORDED, from, what);
    return Optional.empty();
  }

  /** Uses up the token, because the signature is valid, and nothing else of the message. */
  private Optional<Bytes> discard(Received from, OutstandingRequest request, String why)
      throws IOException {
    outbox.end(from, Optional.of(request.id()), from.record().seen(settings.now()));
    return events.drop(from, why);
  }

  private static String describe(TeepError error) {
    return error.errCode() + error.errMsg().map(text -> ": " + text).orElse("");
  }
}
