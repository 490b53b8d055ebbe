package org.teep4j.teep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseLabel;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.suit.SuitDecodeOptions;
import org.teep4j.suit.SuitEnvelope;

/**
 * Checks the rules, and collects what is broken. {@link #message} checks what a message says by
 * itself, the others what their context adds.
 */
final class TeepRules {

  /**
   * The minimum size: a map of two byte strings, one of which contains an array with an empty
   * digest.
   */
  private static final int SHORTEST_ENVELOPE = 11;

  /**
   * The maximum number of violations that are reported for one rule. More would not help and would
   * take memory.
   */
  private static final int MOST_PLACES = 16;

  private static final SuitDecodeOptions ANY_ENVELOPE =
      SuitDecodeOptions.defaults().withInstallAt17(true);

  private static final List<FreshnessMechanism> NONCE_ONLY =
      List.of(TeepFreshnessMechanism.FRESHNESS_NONCE);

  private final List<RuleViolation> violations = new ArrayList<>();

  /** The number of violations of each rule in list elements. */
  private final Map<TeepRule, Integer> places = new EnumMap<>(TeepRule.class);

  /** What has been found, in the order of the rules. */
  List<RuleViolation> found() {
    violations.sort(Comparator.comparing(RuleViolation::rule));
    return List.copyOf(violations);
  }

  private void add(TeepRule rule, String list, int index, String element) {
    if (places.merge(rule, 1, Integer::sum) <= MOST_PLACES) {
      violations.add(new RuleViolation(rule, list + "[" + index + "]" + element));
    }
  }

  private void require(TeepRule rule, boolean kept) {
    if (!kept) {
      violations.add(new RuleViolation(rule, rule.option().cddlName()));
    }
  }

  // A message by itself.

  /**
   * Checks a message by itself.
   *
   * @param answered the token that SUIT reports must repeat
   */
  TeepRules message(TeepMessage message, Optional<Bytes> answered) {
    if (message instanceof QueryRequest request) {
      checkQueryRequest(request);
    } else if (message instanceof QueryResponse response) {
      checkQueryResponse(response, answered);
    } else if (message instanceof Update update) {
      checkUpdate(update);
    } else if (message instanceof Success success) {
      checkReports(success.suitReports(), answered);
      checkText(TeepRule.MSG_NOT_NET_UNICODE, success.msg());
    } else if (message instanceof TeepError error) {
      checkError(error, answered);
    }
    return this;
  }

  private void checkQueryRequest(QueryRequest message) {
    if (message.dataItemRequested().contains(DataItem.ATTESTATION)) {
      require(TeepRule.QUERY_REQUEST_TOKEN_FORBIDDEN, message.token().isEmpty());
    } else {
      require(TeepRule.QUERY_REQUEST_TOKEN_REQUIRED, message.token().isPresent());
      require(TeepRule.QUERY_REQUEST_CHALLENGE_FORBIDDEN, message.challenge().isEmpty());
      require(
          TeepRule.QUERY_REQUEST_FRESHNESS_FORBIDDEN,
          message.supportedFreshnessMechanisms().isEmpty());
    }
    checkAttestation(message.attestationPayloadFormat(), message.attestationPayload());
  }

  private void checkQueryResponse(QueryResponse message, Optional<Bytes> answered) {
    checkAttestation(message.attestationPayloadFormat(), message.attestationPayload());
    List<RequestedTcInfo> requested = message.requestedTcList();
    for (int i = 0; i < requested.size(); i++) {
      RequestedTcInfo info = requested.get(i);
      if (info.haveBinary().orElse(false) && info.tcManifestSequenceNumber().isEmpty()) {
        add(
            TeepRule.HAVE_BINARY_NEEDS_SEQUENCE_NUMBER,
            "requested-tc-list",
            i,
            "/tc-manifest-sequence-number");
      }
    }
    checkReports(message.suitReports(), answered);
  }

  private void checkUpdate(Update message) {
    checkAttestation(message.attestationPayloadFormat(), message.attestationPayload());
    checkErrMsg(message.errMsg(), message.errLang());
    List<Bytes> manifests = message.manifestList();
    for (int i = 0; i < manifests.size(); i++) {
      TeepRule broken = brokenBy(manifests.get(i));
      if (broken != null) {
        add(broken, "manifest-list", i, "");
      }
    }
    require(
        TeepRule.UPDATE_EMPTY,
        !manifests.isEmpty()
            || !message.unneededManifestList().isEmpty()
            || message.attestationPayload().isPresent()
            || message.errCode().isPresent()
            || message.errMsg().isPresent()
            || message.errLang().isPresent()
            || !message.unknownOptions().isEmpty());
  }

  private void checkError(TeepError message, Optional<Bytes> answered) {
    checkReports(message.suitReports(), answered);
    if (message.errCode() instanceof TeepErrorCode code) {
      switch (code) {
        case ERR_UNSUPPORTED_FRESHNESS_MECHANISMS ->
            require(
                TeepRule.ERROR_FRESHNESS_MECHANISMS_REQUIRED,
                message.has(TeepLabel.SUPPORTED_FRESHNESS_MECHANISMS));
        case ERR_UNSUPPORTED_MSG_VERSION ->
            require(TeepRule.ERROR_VERSIONS_REQUIRED, message.has(TeepLabel.VERSIONS));
        case ERR_UNSUPPORTED_CIPHER_SUITES ->
            require(
                TeepRule.ERROR_CIPHER_SUITES_REQUIRED,
                message.has(TeepLabel.SUPPORTED_TEEP_CIPHER_SUITES));
        case ERR_UNSUPPORTED_SUIT_REPORT ->
            require(
                TeepRule.ERROR_COSE_PROFILES_REQUIRED,
                message.has(TeepLabel.SUPPORTED_SUIT_COSE_PROFILES));
        case ERR_ATTESTATION_REQUIRED ->
            require(
                TeepRule.ERROR_CHALLENGE_REQUIRED,
                message.challenge().isPresent()
                    || !NONCE_ONLY.containsAll(message.supportedFreshnessMechanisms()));
        default -> {
          // The other codes need no further option.
        }
      }
    }
    checkErrMsg(message.errMsg(), message.errLang());
  }

  private void checkAttestation(Optional<String> format, Optional<Bytes> payload) {
    require(
        TeepRule.ATTESTATION_PAYLOAD_FORMAT_REQUIRED,
        format.isPresent() || payload.map(TeepRules::mayBeEat).orElse(true));
  }

  private void checkErrMsg(Optional<String> errMsg, Optional<String> errLang) {
    checkText(TeepRule.ERR_MSG_NOT_NET_UNICODE, errMsg);
    require(TeepRule.ERR_LANG_NOT_LANGUAGE_TAG, errLang.map(TextRules::isLanguageTag).orElse(true));
  }

  private void checkText(TeepRule rule, Optional<String> text) {
    require(rule, text.map(TextRules::isNetUnicode).orElse(true));
  }

  private void checkReports(List<Bytes> reports, Optional<Bytes> answered) {
    for (int i = 0; i < reports.size() && answered.isPresent(); i++) {
      if (!ReportRules.hasNonce(reports.get(i), answered.get())) {
        add(TeepRule.SUIT_REPORT_NONCE, "suit-reports", i, "");
      }
    }
  }

  /**
   * The rule that an element of manifest-list breaks, or null. No signature or digest is verified.
   */
  static @Nullable TeepRule brokenBy(Bytes encoded) {
    if (encoded.length() < SHORTEST_ENVELOPE) {
      return TeepRule.MANIFEST_NOT_ENVELOPE;
    }
    try {
      SuitEnvelope envelope = SuitEnvelope.decode(encoded, ANY_ENVELOPE);
      if (envelope.isTagged()) {
        return TeepRule.MANIFEST_TAGGED;
      }
      return envelope.unverifiedAuthentication().blocks().isEmpty()
          ? TeepRule.MANIFEST_UNSIGNED
          : null;
    } catch (DecodeException e) {
      return TeepRule.MANIFEST_NOT_ENVELOPE;
    }
  }

  /**
   * Whether the outermost structure may be that of an EAT in CWT form. Such an EAT is one item: a
   * COSE message or a detached EAT bundle. Both are arrays of 2 to 5 elements, with or without
   * tags.
   */
  private static boolean mayBeEat(Bytes payload) {
    try {
      CborReader reader = new CborReader(payload);
      while (reader.peekType() == CborType.TAG) {
        reader.readTag();
      }
      int elements = 0;
      for (reader.enterArray(); reader.hasNext(); reader.skip()) {
        elements++;
      }
      reader.exitArray();
      reader.expectEnd();
      return elements >= 2 && elements <= 5;
    } catch (DecodeException e) {
      return e.reason().isLimit();
    }
  }

  // A message and what its receiver knows.

  /** Checks whether a response has the token of the message that it answers. */
  TeepRules echo(TeepMessage response, Optional<Bytes> token) {
    if (token.isPresent()) {
      require(TeepRule.TOKEN_NOT_ECHOED, response.token().equals(token));
    } else {
      require(TeepRule.TOKEN_UNASKED, response.token().isEmpty());
    }
    return this;
  }

  TeepRules answer(QueryResponse response, QueryContext query) {
    require(
        TeepRule.SELECTED_VERSION_NOT_OFFERED,
        query.versions().contains(response.selectedVersion().orElse(0)));
    require(
        TeepRule.SELECTED_CIPHER_SUITE_NOT_OFFERED,
        query.supportedTeepCipherSuites().isEmpty()
            || response
                .selectedTeepCipherSuite()
                .map(query.supportedTeepCipherSuites()::contains)
                .orElse(true));
    requireAnswer(TeepRule.ATTESTATION_PAYLOAD_REQUIRED, DataItem.ATTESTATION, response, query);
    requireAnswer(TeepRule.TC_LIST_REQUIRED, DataItem.TRUSTED_COMPONENTS, response, query);
    requireAnswer(TeepRule.EXT_LIST_REQUIRED, DataItem.EXTENSIONS, response, query);
    return this;
  }

  private void requireAnswer(
      TeepRule rule, DataItem item, QueryResponse response, QueryContext query) {
    require(rule, !query.dataItemRequested().contains(item) || response.has(rule.option()));
  }

  TeepRules update(Update update, QueryContext query) {
    require(
        TeepRule.UPDATE_TOKEN_REPEATED,
        update.token().isEmpty() || !update.token().equals(query.token()));
    return this;
  }

  TeepRules request(QueryRequest request, AgentContext agent) {
    require(TeepRule.VERSIONS_UNSUPPORTED, meet(request.context().versions(), agent.versions()));
    require(
        TeepRule.CIPHER_SUITES_UNSUPPORTED,
        meet(request.supportedTeepCipherSuites(), agent.cipherSuites()));
    List<FreshnessMechanism> named = request.supportedFreshnessMechanisms();
    require(
        TeepRule.FRESHNESS_MECHANISMS_UNSUPPORTED,
        !request.dataItemRequested().contains(DataItem.ATTESTATION)
            || meet(named.isEmpty() ? NONCE_ONLY : named, agent.freshnessMechanisms()));
    require(
        TeepRule.TAM_ATTESTATION_REQUIRED,
        !agent.requiresAttestation() || request.attestationPayload().isPresent());
    List<Bytes> reports = request.suitReports();
    for (int i = 0; i < reports.size(); i++) {
      if (!ReportRules.hasProfile(reports.get(i), agent.suitCoseProfiles())) {
        add(TeepRule.SUIT_REPORT_PROFILE_UNSUPPORTED, "suit-reports", i, "");
      }
    }
    return this;
  }

  private static boolean meet(List<?> offered, List<?> supported) {
    return !Collections.disjoint(offered, supported);
  }

  // A message and its protection.

  TeepRules protection(
      TeepMessage message,
      CoseSignedMessage signed,
      List<TeepCipherSuite> admitted,
      Dialect dialect) {
    if (message instanceof TeepError error
        && error.errCode() == TeepErrorCode.ERR_UNSUPPORTED_CIPHER_SUITES) {
      require(
          TeepRule.ERROR_CIPHER_SUITE_NOT_MANDATORY,
          dialect.mandatoryCipherSuites().stream().anyMatch(suite -> suite.admits(signed)));
    } else if (message instanceof QueryRequest request && signed instanceof CoseSign several) {
      List<CoseLabel> signing =
          ReportRules.layers(several)
              .flatMap(each -> each.statedAlgorithm().stream())
              .collect(Collectors.toUnmodifiableList());
      require(
          TeepRule.QUERY_REQUEST_UNSIGNED_ALGORITHM,
          signing.containsAll(labels(request.supportedTeepCipherSuites())));
      require(TeepRule.CIPHER_SUITE_NOT_ADMITTED, meet(signing, labels(admitted)));
    } else {
      require(
          TeepRule.CIPHER_SUITE_NOT_ADMITTED,
          admitted.stream().anyMatch(suite -> suite.admits(signed)));
    }
    List<Bytes> reports = message.reports();
    for (int i = 0; i < reports.size(); i++) {
      if (ReportRules.hasKeyOf(signed, reports.get(i))) {
        add(TeepRule.SUIT_REPORT_KEY, "suit-reports", i, "");
      }
    }
    return this;
  }

  private static List<CoseLabel> labels(List<TeepCipherSuite> suites) {
    return TeepCipherSuite.algorithms(suites).stream()
        .map(CoseLabel::of)
        .collect(Collectors.toUnmodifiableList());
  }
}
