package org.teep4j.teep.agent;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.teep.AgentContext;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.RuleViolation;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.TeepRule;
import org.teep4j.teep.session.AttestationPayload;
import org.teep4j.teep.session.Attester;
import org.teep4j.teep.session.Verdict;
import org.teep4j.teep.session.Verifier;

/** Answers a QueryRequest (Section 7.2.1). */
final class QueryHandler {

  private final AgentConfig config;
  private final Answers answers;

  QueryHandler(AgentConfig config, Answers answers) {
    this.config = config;
    this.answers = answers;
  }

  /**
   * What the Agent knows when it answers.
   *
   * @param tam who asks
   * @param state what is remembered of all TAMs
   */
  record Asked(TrustedTam tam, AgentState state) {}

  /**
   * Checks a request by the rules of the specification, in the order that decides which error is
   * reported.
   *
   * @param reports whether to check the reports of the TAM alone, or everything else
   */
  void check(QueryRequest request, TrustedTam tam, boolean reports) throws Refused {
    for (RuleViolation violation : request.violations(context(tam))) {
      TeepRule rule = violation.rule();
      boolean isReports = rule == TeepRule.SUIT_REPORT_PROFILE_UNSUPPORTED;
      if (rule.errCode().isPresent() && isReports == reports) {
        throw new Refused(rule.errCode().get(), violation.toString());
      }
    }
  }

  private AgentContext context(TrustedTam tam) {
    return new AgentContext(
        Answers.VERSIONS,
        config.keys().suites(),
        config.mechanisms(),
        config.profiles(),
        !tam.verifiers().isEmpty());
  }

  /** The key of the cipher suite that answers a request, which offers a supported one. */
  AgentKeys.Key select(QueryRequest request) {
    return config.keys().select(request.supportedTeepCipherSuites()).orElseThrow();
  }

  /**
   * Checks what a TAM that must attest itself has sent.
   *
   * @param challenge the nonce that was sent to it, if any
   */
  void checkAttestation(
      QueryRequest request, TrustedTam tam, Optional<Bytes> challenge, CoseVerifier tamKey)
      throws Refused {
    if (tam.verifiers().isEmpty()) {
      return;
    }
    if (challenge.isEmpty()) {
      throw notAttested("no challenge is outstanding for the TAM's attestation");
    }
    AttestationPayload payload =
        new AttestationPayload(
            request
                .attestationPayloadFormat()
                .orElse(TeepMessage.DEFAULT_ATTESTATION_PAYLOAD_FORMAT),
            request.attestationPayload().orElseThrow());
    judge(tam, payload, challenge.get(), tamKey);
  }

  private static void judge(
      TrustedTam tam, AttestationPayload payload, Bytes challenge, CoseVerifier tamKey)
      throws Refused {
    Optional<CoseKey> key = tamKey.publicKey();
    String reason = "no Verifier knows the format of the attestation payload";
    for (Verifier verifier : tam.verifiers()) {
      if (!verifier.isFor(payload, tam.options())) {
        continue;
      }
      Verdict verdict = ask(verifier, payload, challenge, key);
      if (verdict instanceof Verdict.Affirmed affirmed) {
        if (key.filter(each -> each.thumbprint().equals(affirmed.thumbprint())).isPresent()) {
          return;
        }
        reason = "the attestation is about another key";
      } else if (verdict instanceof Verdict.Refused refused) {
        reason = refused.reason();
      } else {
        throw new Refused(
            TeepErrorCode.ERR_TEMPORARY_ERROR, "the Verifier of the TAM takes longer");
      }
    }
    throw notAttested(reason);
  }

  private static Verdict ask(
      Verifier verifier, AttestationPayload payload, Bytes challenge, Optional<CoseKey> key)
      throws Refused {
    try {
      return verifier.verify(payload, Optional.of(challenge), key);
    } catch (IOException e) {
      throw new Refused(TeepErrorCode.ERR_TEMPORARY_ERROR, e);
    }
  }

  private static Refused notAttested(String why) {
    return new Refused(TeepErrorCode.ERR_ATTESTATION_REQUIRED, why);
  }

  /**
   * The answer to a request.
   *
   * @param items what is asked for
   * @param token the token of the request
   * @param challenge the challenge of the request
   */
  QueryResponse respond(
      Asked asked,
      AgentKeys.Key key,
      Set<DataItem> items,
      Optional<Bytes> token,
      Optional<Bytes> challenge)
      throws Refused, IOException {
    QueryResponse.Builder response = QueryResponse.builder();
    token.ifPresent(response::token);
    if (asked.tam().options().dialect() == Dialect.DRAFT_16) {
      response.selectedTeepCipherSuite(key.suite());
    }
    if (items.contains(DataItem.ATTESTATION)) {
      AttestationPayload payload = attestation(asked, key, challenge);
      payload.format().ifPresent(response::attestationPayloadFormat);
      response.attestationPayload(protect(payload, asked.tam()));
    }
    TrustDomain domain = TrustDomain.of(config, asked.tam());
    if (items.contains(DataItem.TRUSTED_COMPONENTS)) {
      response.tcList(domain.components());
    }
    if (items.contains(DataItem.EXTENSIONS)) {
      response.extList(List.of());
    }
    if (items.contains(DataItem.SUIT_REPORTS)) {
      response.suitReports(bootReports(domain, asked.tam(), token));
    }
    return response
        .requestedTcList(requested(asked.state(), domain))
        .unneededManifestList(unneeded(asked.state(), domain))
        .build();
  }

  private AttestationPayload attestation(Asked asked, AgentKeys.Key key, Optional<Bytes> challenge)
      throws Refused {
    Optional<TamState.Passport> passport = asked.state().tam(asked.tam()).result();
    Instant oldest = config.now().minus(config.settings().attestationResultLifetime());
    if (challenge.isEmpty()
        && passport.isPresent()
        && passport.get().received() >= oldest.toEpochMilli()) {
      return passport.get().payload();
    }
    Attester attester =
        config
            .attesterFor(asked.tam())
            .orElseThrow(
                () -> new Refused(TeepErrorCode.ERR_PERMANENT_ERROR, "this Agent has no Attester"));
    try {
      return attester.attest(challenge, key.publicKey());
    } catch (IOException e) {
      throw new Refused(TeepErrorCode.ERR_TEMPORARY_ERROR, e);
    }
  }

  private static Bytes protect(AttestationPayload payload, TrustedTam tam) throws IOException {
    if (tam.encryptionKey().isEmpty()) {
      return payload.bytes();
    }
    try {
      return tam.encryptionKey().get().evidence().encrypt(payload.bytes());
    } catch (GeneralSecurityException e) {
      throw new IOException("the attestation payload cannot be encrypted", e);
    }
  }

  private List<Bytes> bootReports(TrustDomain domain, TrustedTam tam, Optional<Bytes> token)
      throws IOException {
    List<Bytes> reports = new ArrayList<>();
    for (SuitReport report : config.bootReports().get()) {
      if (domain.isAbout(report)) {
        reports.add(answers.protect(report, token, tam));
      }
    }
    return reports;
  }

  private static List<RequestedTcInfo> requested(AgentState state, TrustDomain domain)
      throws IOException {
    List<RequestedTcInfo> requested = new ArrayList<>();
    for (SuitComponentIdentifier component : state.requested()) {
      if (domain.admits(component) && !domain.isInstalled(component)) {
        requested.add(request(component, domain));
      }
    }
    return requested;
  }

  /**
   * A component whose content is there needs only a manifest. One whose manifest is there was
   * installed, and its content is lost: a lower sequence number would be refused.
   */
  private static RequestedTcInfo request(SuitComponentIdentifier component, TrustDomain domain)
      throws IOException {
    Optional<Uint> lowest =
        domain.referringTo(component).stream()
            .map(InstalledManifest::sequenceNumber)
            .max(Uint::compareTo);
    return domain.isPresent(component)
        ? new RequestedTcInfo(component, Optional.of(lowest.orElse(Uint.ZERO)), Optional.of(true))
        : new RequestedTcInfo(component, lowest, Optional.empty());
  }

  private static List<SuitComponentIdentifier> unneeded(AgentState state, TrustDomain domain) {
    return state.unneeded().stream()
        .flatMap(component -> domain.referringTo(component).stream())
        .flatMap(manifest -> manifest.id().stream())
        .distinct()
        .filter(id -> !domain.isNeeded(id))
        .toList();
  }

  /** When the certificates expire that make the key of a TAM trusted. */
  static Optional<Long> expiry(CoseVerifier tamKey) {
    return tamKey.certificatePath().stream()
        .map(certificate -> certificate.getNotAfter())
        .min(Date::compareTo)
        .map(Date::getTime);
  }
}
