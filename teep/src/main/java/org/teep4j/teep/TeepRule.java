package org.teep4j.teep;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule in the text of draft-ietf-teep-protocol-26 that its CDDL cannot express. Some rules need
 * only the message, which {@link TeepMessage#violations()} checks. The others need what the
 * receiver knows: a {@link QueryContext}, {@link UpdateContext} or {@link AgentContext}, or the
 * signed message, which {@link TeepMessage#protectionViolations} takes. The list is closed; its
 * order is that in which a receiver answers.
 */
public enum TeepRule {
  /** The Agent supports a version of the QueryRequest. Needs the context. */
  VERSIONS_UNSUPPORTED(
      "versions-unsupported",
      "4.2, 4.6",
      TeepLabel.VERSIONS,
      "the Agent supports one of the versions",
      TeepErrorCode.ERR_UNSUPPORTED_MSG_VERSION),

  /** The Agent supports a cipher suite of the QueryRequest. Needs the context. */
  CIPHER_SUITES_UNSUPPORTED(
      "cipher-suites-unsupported",
      "4.2, 4.6",
      TeepLabel.SUPPORTED_TEEP_CIPHER_SUITES,
      "the Agent supports one of the cipher suites",
      TeepErrorCode.ERR_UNSUPPORTED_CIPHER_SUITES),

  /**
   * A message is protected with a cipher suite that its receiver offered or selected. Needs the
   * signed message.
   */
  CIPHER_SUITE_NOT_ADMITTED(
      "cipher-suite-not-admitted",
      "8.1",
      TeepLabel.SUPPORTED_TEEP_CIPHER_SUITES,
      "a message is protected with a cipher suite that was offered, and later with the selected one",
      TeepErrorCode.ERR_UNSUPPORTED_CIPHER_SUITES),

  /** A QueryRequest with the attestation bit carries no token. */
  QUERY_REQUEST_TOKEN_FORBIDDEN(
      "query-request-token-forbidden",
      "4.2",
      TeepLabel.TOKEN,
      "a QueryRequest that asks for attestation carries no token",
      TeepErrorCode.ERR_PERMANENT_ERROR),

  /** A QueryRequest without the attestation bit carries a token. */
  QUERY_REQUEST_TOKEN_REQUIRED(
      "query-request-token-required",
      "4.2",
      TeepLabel.TOKEN,
      "a QueryRequest that does not ask for attestation carries a token",
      TeepErrorCode.ERR_PERMANENT_ERROR),

  /** A QueryRequest without the attestation bit carries no challenge. */
  QUERY_REQUEST_CHALLENGE_FORBIDDEN(
      "query-request-challenge-forbidden",
      "4.2",
      TeepLabel.CHALLENGE,
      "a QueryRequest that does not ask for attestation carries no challenge",
      TeepErrorCode.ERR_PERMANENT_ERROR),

  /**
   * A QueryRequest without the attestation bit names no freshness mechanisms. An Agent ignores them
   * then.
   */
  QUERY_REQUEST_FRESHNESS_FORBIDDEN(
      "query-request-freshness-forbidden",
      "4.2",
      TeepLabel.SUPPORTED_FRESHNESS_MECHANISMS,
      "a QueryRequest that does not ask for attestation names no freshness mechanisms",
      null),

  /**
   * A QueryRequest in a COSE_Sign has a signature for each algorithm of its cipher suites. Needs
   * the signed message.
   */
  QUERY_REQUEST_UNSIGNED_ALGORITHM(
      "query-request-unsigned-algorithm",
      "8.1",
      TeepLabel.SUPPORTED_TEEP_CIPHER_SUITES,
      "a QueryRequest in a COSE_Sign has a signature for each algorithm that it offers",
      null),

  /**
   * The Agent supports a freshness mechanism of a QueryRequest that asks for attestation. Needs the
   * context.
   */
  FRESHNESS_MECHANISMS_UNSUPPORTED(
      "freshness-mechanisms-unsupported",
      "4.2, 4.6",
      TeepLabel.SUPPORTED_FRESHNESS_MECHANISMS,
      "the Agent supports one of the freshness mechanisms",
      TeepErrorCode.ERR_UNSUPPORTED_FRESHNESS_MECHANISMS),

  /**
   * A QueryRequest has an attestation payload if the Agent requires attestation of the TAM. Needs
   * the context.
   */
  TAM_ATTESTATION_REQUIRED(
      "tam-attestation-required",
      "7.2.1",
      TeepLabel.ATTESTATION_PAYLOAD,
      "a QueryRequest to an Agent that requires attestation of the TAM carries its attestation payload",
      TeepErrorCode.ERR_ATTESTATION_REQUIRED),

  /**
   * A protected SUIT report in a QueryRequest has the algorithm of a profile that the Agent
   * supports. Needs the context. The check covers only readable reports and verifies nothing.
   */
  SUIT_REPORT_PROFILE_UNSUPPORTED(
      "suit-report-profile-unsupported",
      "4.6, 7.2.1",
      TeepLabel.SUIT_REPORTS,
      "a protected SUIT report of the TAM has a profile that the Agent supports",
      TeepErrorCode.ERR_UNSUPPORTED_SUIT_REPORT),

  /**
   * An attestation payload that is not an EAT in CWT form comes with its format. The check looks
   * only at the outermost structure of the payload, not at its claims.
   */
  ATTESTATION_PAYLOAD_FORMAT_REQUIRED(
      "attestation-payload-format-required",
      "4.2, 4.3, 4.4",
      TeepLabel.ATTESTATION_PAYLOAD_FORMAT,
      "an attestation payload that is no EAT in CWT form needs attestation-payload-format",
      TeepErrorCode.ERR_PERMANENT_ERROR),

  /** A response has the token of the message that it answers. Needs the context. */
  TOKEN_NOT_ECHOED(
      "token-not-echoed",
      "4.3, 4.5, 4.6",
      TeepLabel.TOKEN,
      "a response has the token of the message that it answers",
      TeepErrorCode.ERR_PERMANENT_ERROR),

  /** A response to a message without token, and an unsolicited one, has none. Needs the context. */
  TOKEN_UNASKED(
      "token-unasked",
      "4.3, 4.5, 4.6",
      TeepLabel.TOKEN,
      "a response to a message without token has none",
      TeepErrorCode.ERR_PERMANENT_ERROR),

  /** The selected version is one of those that the TAM offered. Needs the context. */
  SELECTED_VERSION_NOT_OFFERED(
      "selected-version-not-offered",
      "4.3",
      TeepLabel.SELECTED_VERSION,
      "selected-version is a version of the QueryRequest",
      TeepErrorCode.ERR_UNSUPPORTED_MSG_VERSION),

  /**
   * The cipher suite that a QueryResponse of drafts 13 to 17 selects is one of those that the TAM
   * offered. Needs the context.
   */
  SELECTED_CIPHER_SUITE_NOT_OFFERED(
      "selected-cipher-suite-not-offered",
      "4.3",
      TeepLabel.SELECTED_TEEP_CIPHER_SUITE,
      "selected-teep-cipher-suite is a cipher suite of the QueryRequest",
      TeepErrorCode.ERR_UNSUPPORTED_CIPHER_SUITES),

  /**
   * A QueryResponse has an attestation payload if bit {@code attestation} asks for it. Needs the
   * context.
   */
  ATTESTATION_PAYLOAD_REQUIRED(
      "attestation-payload-required",
      "4.3",
      TeepLabel.ATTESTATION_PAYLOAD,
      "a QueryResponse has the attestation payload that was asked for",
      TeepErrorCode.ERR_ATTESTATION_REQUIRED),

  /**
   * A QueryResponse has a tc-list, which may be empty, if bit {@code trusted-components} asks for
   * it. Needs the context.
   */
  TC_LIST_REQUIRED(
      "tc-list-required",
      "4.3",
      TeepLabel.TC_LIST,
      "a QueryResponse has the tc-list that was asked for",
      TeepErrorCode.ERR_PERMANENT_ERROR),

  /**
   * A QueryResponse has an ext-list, which may be empty, if bit {@code extensions} asks for it.
   * Needs the context.
   */
  EXT_LIST_REQUIRED(
      "ext-list-required",
      "4.3",
      TeepLabel.EXT_LIST,
      "a QueryResponse has the ext-list that was asked for",
      TeepErrorCode.ERR_PERMANENT_ERROR),

  /** A request with {@code have-binary} true has a {@code tc-manifest-sequence-number}. */
  HAVE_BINARY_NEEDS_SEQUENCE_NUMBER(
      "have-binary-needs-sequence-number",
      "4.3",
      TeepLabel.TC_MANIFEST_SEQUENCE_NUMBER,
      "have-binary is true, so tc-manifest-sequence-number must be present",
      TeepErrorCode.ERR_PERMANENT_ERROR),

  /**
   * A SUIT report in a response has the token of the message that is answered as its nonce. Without
   * the context, the token of the response itself counts. The check covers only readable reports
   * and verifies no signature.
   */
  SUIT_REPORT_NONCE(
      "suit-report-nonce",
      "4.3, 4.5, 4.6",
      TeepLabel.SUIT_REPORTS,
      "a SUIT report in a response with a token has the token as suit-report-nonce",
      TeepErrorCode.ERR_PERMANENT_ERROR),

  /**
   * A protected SUIT report has another key than the message around it, as far as both name their
   * key. Needs the signed message.
   */
  SUIT_REPORT_KEY(
      "suit-report-key",
      "4.2, 4.5, 4.6",
      TeepLabel.SUIT_REPORTS,
      "a protected SUIT report has another key than the message around it",
      TeepErrorCode.ERR_PERMANENT_ERROR),

  /** An Update has another token than the QueryRequest before it. Needs the context. */
  UPDATE_TOKEN_REPEATED(
      "update-token-repeated",
      "4.1.1, 4.2",
      TeepLabel.TOKEN,
      "each message of a TAM has a new token",
      null),

  /**
   * An Update is not empty: it has manifests to install or unlink, an attestation result, or an
   * error.
   */
  UPDATE_EMPTY(
      "update-empty",
      "4.4",
      TeepLabel.MANIFEST_LIST,
      "an Update has manifests, unneeded manifests, an attestation result or an error",
      null),

  /** An element of manifest-list has the outermost structure of a SUIT envelope. */
  MANIFEST_NOT_ENVELOPE(
      "manifest-not-envelope",
      "4.4",
      TeepLabel.MANIFEST_LIST,
      "an element of manifest-list is a SUIT_Envelope",
      TeepErrorCode.ERR_PERMANENT_ERROR),

  /** An envelope in manifest-list has no tag. */
  MANIFEST_TAGGED(
      "manifest-tagged",
      "4.4",
      TeepLabel.MANIFEST_LIST,
      "a SUIT_Envelope in manifest-list has no tag",
      null),

  /** An envelope in manifest-list has a signature or MAC. The check verifies neither. */
  MANIFEST_UNSIGNED(
      "manifest-unsigned",
      "4.4",
      TeepLabel.MANIFEST_LIST,
      "a SUIT_Envelope in manifest-list has a signature or MAC",
      TeepErrorCode.ERR_MANIFEST_PROCESSING_FAILED),

  /** ERR_UNSUPPORTED_FRESHNESS_MECHANISMS comes with the supported mechanisms. */
  ERROR_FRESHNESS_MECHANISMS_REQUIRED(
      "error-freshness-mechanisms-required",
      "4.6",
      TeepLabel.SUPPORTED_FRESHNESS_MECHANISMS,
      "ERR_UNSUPPORTED_FRESHNESS_MECHANISMS comes with supported-freshness-mechanisms",
      null),

  /** ERR_UNSUPPORTED_MSG_VERSION comes with the supported versions. */
  ERROR_VERSIONS_REQUIRED(
      "error-versions-required",
      "4.6",
      TeepLabel.VERSIONS,
      "ERR_UNSUPPORTED_MSG_VERSION comes with versions",
      null),

  /** ERR_UNSUPPORTED_CIPHER_SUITES comes with the supported suites. */
  ERROR_CIPHER_SUITES_REQUIRED(
      "error-cipher-suites-required",
      "4.6",
      TeepLabel.SUPPORTED_TEEP_CIPHER_SUITES,
      "ERR_UNSUPPORTED_CIPHER_SUITES comes with supported-teep-cipher-suites",
      null),

  /**
   * ERR_UNSUPPORTED_CIPHER_SUITES is protected with a cipher suite that every TAM supports. Needs
   * the signed message.
   */
  ERROR_CIPHER_SUITE_NOT_MANDATORY(
      "error-cipher-suite-not-mandatory",
      "8.1",
      TeepLabel.SUPPORTED_TEEP_CIPHER_SUITES,
      "ERR_UNSUPPORTED_CIPHER_SUITES is protected with a cipher suite that is mandatory for TAMs",
      null),

  /**
   * ERR_ATTESTATION_REQUIRED comes with a challenge, unless it names another freshness mechanism
   * than the nonce.
   */
  ERROR_CHALLENGE_REQUIRED(
      "error-challenge-required",
      "4.6, 7.2.1",
      TeepLabel.CHALLENGE,
      "ERR_ATTESTATION_REQUIRED comes with a challenge unless another freshness mechanism than the nonce is named",
      null),

  /** ERR_UNSUPPORTED_SUIT_REPORT comes with the supported profiles. */
  ERROR_COSE_PROFILES_REQUIRED(
      "error-cose-profiles-required",
      "4.6",
      TeepLabel.SUPPORTED_SUIT_COSE_PROFILES,
      "ERR_UNSUPPORTED_SUIT_REPORT comes with supported-suit-cose-profiles",
      null),

  /** {@code msg} is in Net-Unicode form; only strict requirements of RFC 5198 are checked. */
  MSG_NOT_NET_UNICODE(
      "msg-not-net-unicode", "4.5", TeepLabel.MSG, "msg must be in the form of RFC 5198", null),

  /** {@code err-msg} is in Net-Unicode form; only strict requirements of RFC 5198 are checked. */
  ERR_MSG_NOT_NET_UNICODE(
      "err-msg-not-net-unicode",
      "4.4, 4.6",
      TeepLabel.ERR_MSG,
      "err-msg must be in the form of RFC 5198",
      null),

  /** {@code err-lang} is a language tag. */
  ERR_LANG_NOT_LANGUAGE_TAG(
      "err-lang-not-language-tag",
      "4.4, 4.6",
      TeepLabel.ERR_LANG,
      "err-lang must be a language tag of RFC 5646",
      null);

  private final String id;
  private final String section;
  private final TeepLabel option;
  private final String sentence;
  private final @Nullable TeepErrorCode errCode;

  TeepRule(
      String id,
      String section,
      TeepLabel option,
      String sentence,
      @Nullable TeepErrorCode errCode) {
    this.id = id;
    this.section = section;
    this.option = option;
    this.sentence = sentence;
    this.errCode = errCode;
  }

  /**
   * A stable name for programs and tables.
   *
   * @return lower-case words with hyphens; does not change between versions
   */
  public String id() {
    return id;
  }

  /**
   * The sections of draft-ietf-teep-protocol-26 that contain the rule.
   *
   * @return section numbers, separated by commas
   */
  public String section() {
    return section;
  }

  /**
   * The option that the rule requires or restricts.
   *
   * @return the label of the option
   */
  public TeepLabel option() {
    return option;
  }

  /**
   * The rule as a sentence for people.
   *
   * @return a sentence without capital and full stop
   */
  public String sentence() {
    return sentence;
  }

  /**
   * The code with which a receiver refuses a message that breaks the rule: an Agent in an Error, a
   * TAM in an Update. A TAM drops a refused Success or Error without an answer.
   *
   * @return the code; empty if the rule binds the sender alone, and a receiver accepts the message
   */
  public Optional<TeepErrorCode> errCode() {
    return Optional.ofNullable(errCode);
  }
}
