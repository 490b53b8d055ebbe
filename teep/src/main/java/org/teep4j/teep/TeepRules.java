package org.teep4j.teep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseMacedMessage;
import org.teep4j.cose.CoseMessage;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.suit.SuitDecodeOptions;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.report.SuitReport;

/** Checks the rules that concern a single message. */
final class TeepRules {

  private static final int BYTE_ORDER_MARK = 0xfeff;
  private static final int INDEX = 0x84;
  private static final int NEXT_LINE = 0x85;

  /**
   * The minimum size: a map of two byte strings, one of which contains an array with an empty
   * digest.
   */
  private static final int SHORTEST_ENVELOPE = 11;

  /** The minimum size: a map of three entries, one of which is an array of a text and a digest. */
  private static final int SHORTEST_REPORT = 12;

  /**
   * The maximum number of violations that are reported for one rule. More would not help and would
   * take memory.
   */
  private static final int MOST_PLACES = 16;

  private static final SuitDecodeOptions ANY_ENVELOPE =
      SuitDecodeOptions.defaults().withInstallAt17(true);

  private final List<RuleViolation> violations = new ArrayList<>();

  /** The number of violations of each rule in list elements. */
  private final Map<TeepRule, Integer> places = new EnumMap<>(TeepRule.class);

  private TeepRules() {}

  static List<RuleViolation> check(TeepMessage message) {
    TeepRules rules = new TeepRules();
    if (message instanceof QueryRequest request) {
      rules.checkQueryRequest(request);
    } else if (message instanceof QueryResponse response) {
      rules.checkQueryResponse(response);
    } else if (message instanceof Update update) {
      rules.checkUpdate(update);
    } else if (message instanceof Success success) {
      rules.checkSuccess(success);
    } else if (message instanceof TeepError error) {
      rules.checkError(error);
    }
    rules.violations.sort(Comparator.comparing(RuleViolation::rule));
    return List.copyOf(rules.violations);
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

  private void checkQueryResponse(QueryResponse message) {
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
    checkReports(message.token(), message.suitReports());
  }

  private void checkUpdate(Update message) {
    checkAttestation(message.attestationPayloadFormat(), message.attestationPayload());
    checkErrMsg(message.errMsg(), message.errLang());
    List<Bytes> manifests = message.manifestList();
    for (int i = 0; i < manifests.size(); i++) {
      checkManifest(manifests.get(i), i);
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

  private void checkSuccess(Success message) {
    checkReports(message.token(), message.suitReports());
    require(TeepRule.MSG_NOT_NET_UNICODE, message.msg().map(TeepRules::isNetUnicode).orElse(true));
  }

  private void checkError(TeepError message) {
    checkReports(message.token(), message.suitReports());
    if (message.errCode() instanceof TeepErrorCode code) {
      switch (code) {
        case ERR_UNSUPPORTED_FRESHNESS_MECHANISMS ->
            require(
                TeepRule.ERROR_FRESHNESS_MECHANISMS_REQUIRED,
                !message.supportedFreshnessMechanisms().isEmpty());
        case ERR_UNSUPPORTED_MSG_VERSION ->
            require(TeepRule.ERROR_VERSIONS_REQUIRED, !message.versions().isEmpty());
        case ERR_UNSUPPORTED_CIPHER_SUITES ->
            require(
                TeepRule.ERROR_CIPHER_SUITES_REQUIRED,
                !message.supportedTeepCipherSuites().isEmpty());
        case ERR_UNSUPPORTED_SUIT_REPORT ->
            require(
                TeepRule.ERROR_COSE_PROFILES_REQUIRED,
                !message.supportedSuitCoseProfiles().isEmpty());
        default -> {
          // The other codes need no further option.
        }
      }
    }
    checkErrMsg(message.errMsg(), message.errLang());
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

  private void checkAttestation(Optional<String> format, Optional<Bytes> payload) {
    require(
        TeepRule.ATTESTATION_PAYLOAD_FORMAT_REQUIRED,
        format.isPresent() || payload.map(TeepRules::mayBeEat).orElse(true));
  }

  private void checkErrMsg(Optional<String> errMsg, Optional<String> errLang) {
    require(TeepRule.ERR_MSG_NOT_NET_UNICODE, errMsg.map(TeepRules::isNetUnicode).orElse(true));
    require(TeepRule.ERR_LANG_NOT_LANGUAGE_TAG, errLang.map(TeepRules::isLanguageTag).orElse(true));
  }

  private void checkManifest(Bytes encoded, int index) {
    TeepRule broken = brokenBy(encoded);
    if (broken != null) {
      add(broken, "manifest-list", index, "");
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

  private void checkReports(Optional<Bytes> token, List<Bytes> reports) {
    for (int i = 0; i < reports.size() && token.isPresent(); i++) {
      SuitReport report = read(reports.get(i));
      if (report != null && !report.nonce().equals(token)) {
        add(TeepRule.SUIT_REPORT_NONCE, "suit-reports", i, "");
      }
    }
  }

  /**
   * Reads a report without verifying it; null if it cannot be read. A protected report is the
   * payload of a COSE_Sign1 or COSE_Mac0, unless it is encrypted.
   */
  private static @Nullable SuitReport read(Bytes encoded) {
    if (encoded.length() < SHORTEST_REPORT) {
      return null;
    }
    try {
      if (new CborReader(encoded).peekType() == CborType.MAP) {
        return SuitReport.decodeUnverified(encoded);
      }
      CoseMessage message = CoseMessage.decodeByShape(encoded, DecodeOptions.defaults());
      if (message.isDetached()) {
        return null;
      }
      if (message instanceof CoseSignedMessage signed) {
        return SuitReport.decodeUnverified(signed.unverifiedPayload());
      }
      return message instanceof CoseMacedMessage<?> maced
          ? SuitReport.decodeUnverified(maced.unverifiedPayload())
          : null;
    } catch (DecodeException e) {
      return null;
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

  /**
   * Checks RFC 5198, Section 2: the text does not start with a byte order mark, CR is followed only
   * by LF or NUL, and the controls IND and NEL do not occur. Forms that the section only advises
   * against are accepted.
   */
  private static boolean isNetUnicode(String text) {
    boolean afterReturn = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean strayReturn = afterReturn && c != '\n' && c != 0;
      if (strayReturn || c == INDEX || c == NEXT_LINE || i == 0 && c == BYTE_ORDER_MARK) {
        return false;
      }
      afterReturn = c == '\r';
    }
    return !afterReturn;
  }

  private static boolean isLanguageTag(String tag) {
    try {
      new Locale.Builder().setLanguageTag(tag);
      return true;
    } catch (IllformedLocaleException e) {
      return false;
    }
  }
}
