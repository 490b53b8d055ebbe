package org.teep4j.teep;

/**
 * A rule for one message that stands in the text of draft-ietf-teep-protocol-26 and that its CDDL
 * cannot express. The list is closed.
 */
public enum TeepRule {
  /** A QueryRequest with the attestation bit carries no token. */
  QUERY_REQUEST_TOKEN_FORBIDDEN(
      "query-request-token-forbidden",
      "4.2",
      TeepLabel.TOKEN,
      "a QueryRequest that asks for attestation carries no token"),

  /** A QueryRequest without the attestation bit carries a token. */
  QUERY_REQUEST_TOKEN_REQUIRED(
      "query-request-token-required",
      "4.2",
      TeepLabel.TOKEN,
      "a QueryRequest that does not ask for attestation carries a token"),

  /** A QueryRequest without the attestation bit carries no challenge. */
  QUERY_REQUEST_CHALLENGE_FORBIDDEN(
      "query-request-challenge-forbidden",
      "4.2",
      TeepLabel.CHALLENGE,
      "a QueryRequest that does not ask for attestation carries no challenge"),

  /** A QueryRequest without the attestation bit names no freshness mechanisms. */
  QUERY_REQUEST_FRESHNESS_FORBIDDEN(
      "query-request-freshness-forbidden",
      "4.2",
      TeepLabel.SUPPORTED_FRESHNESS_MECHANISMS,
      "a QueryRequest that does not ask for attestation names no freshness mechanisms"),

  /**
   * An attestation payload that is not an EAT in CWT form comes with its format. The check looks
   * only at the outermost structure of the payload, not at its claims.
   */
  ATTESTATION_PAYLOAD_FORMAT_REQUIRED(
      "attestation-payload-format-required",
      "4.2, 4.3, 4.4",
      TeepLabel.ATTESTATION_PAYLOAD_FORMAT,
      "an attestation payload that is no EAT in CWT form needs attestation-payload-format"),

  /** An element of manifest-list has the outermost structure of a SUIT envelope. */
  MANIFEST_NOT_ENVELOPE(
      "manifest-not-envelope",
      "4.4",
      TeepLabel.MANIFEST_LIST,
      "an element of manifest-list is a SUIT_Envelope"),

  /** An envelope in manifest-list has no tag. */
  MANIFEST_TAGGED(
      "manifest-tagged",
      "4.4",
      TeepLabel.MANIFEST_LIST,
      "a SUIT_Envelope in manifest-list has no tag"),

  /** An envelope in manifest-list has a signature or MAC. The check verifies neither. */
  MANIFEST_UNSIGNED(
      "manifest-unsigned",
      "4.4",
      TeepLabel.MANIFEST_LIST,
      "a SUIT_Envelope in manifest-list has a signature or MAC"),

  /**
   * An Update is not empty: it has manifests to install or unlink, an attestation result, or an
   * error.
   */
  UPDATE_EMPTY(
      "update-empty",
      "4.4",
      TeepLabel.MANIFEST_LIST,
      "an Update has manifests, unneeded manifests, an attestation result or an error"),

  /** A request with {@code have-binary} true has a {@code tc-manifest-sequence-number}. */
  HAVE_BINARY_NEEDS_SEQUENCE_NUMBER(
      "have-binary-needs-sequence-number",
      "4.3",
      TeepLabel.TC_MANIFEST_SEQUENCE_NUMBER,
      "have-binary is true, so tc-manifest-sequence-number must be present"),

  /**
   * A SUIT report in a response with a token has that token as its nonce. The token comes from the
   * message that is answered. The check covers only readable reports and verifies no signature.
   */
  SUIT_REPORT_NONCE(
      "suit-report-nonce",
      "4.3, 4.5, 4.6",
      TeepLabel.SUIT_REPORTS,
      "a SUIT report in a response with a token has the token as suit-report-nonce"),

  /** ERR_UNSUPPORTED_FRESHNESS_MECHANISMS comes with the supported mechanisms. */
  ERROR_FRESHNESS_MECHANISMS_REQUIRED(
      "error-freshness-mechanisms-required",
      "4.6",
      TeepLabel.SUPPORTED_FRESHNESS_MECHANISMS,
      "ERR_UNSUPPORTED_FRESHNESS_MECHANISMS comes with supported-freshness-mechanisms"),

  /** ERR_UNSUPPORTED_MSG_VERSION comes with the supported versions. */
  ERROR_VERSIONS_REQUIRED(
      "error-versions-required",
      "4.6",
      TeepLabel.VERSIONS,
      "ERR_UNSUPPORTED_MSG_VERSION comes with versions"),

  /** ERR_UNSUPPORTED_CIPHER_SUITES comes with the supported suites. */
  ERROR_CIPHER_SUITES_REQUIRED(
      "error-cipher-suites-required",
      "4.6",
      TeepLabel.SUPPORTED_TEEP_CIPHER_SUITES,
      "ERR_UNSUPPORTED_CIPHER_SUITES comes with supported-teep-cipher-suites"),

  /** ERR_UNSUPPORTED_SUIT_REPORT comes with the supported profiles. */
  ERROR_COSE_PROFILES_REQUIRED(
      "error-cose-profiles-required",
      "4.6",
      TeepLabel.SUPPORTED_SUIT_COSE_PROFILES,
      "ERR_UNSUPPORTED_SUIT_REPORT comes with supported-suit-cose-profiles"),

  /** {@code msg} is in Net-Unicode form; only strict requirements of RFC 5198 are checked. */
  MSG_NOT_NET_UNICODE(
      "msg-not-net-unicode", "4.5", TeepLabel.MSG, "msg must be in the form of RFC 5198"),

  /** {@code err-msg} is in Net-Unicode form; only strict requirements of RFC 5198 are checked. */
  ERR_MSG_NOT_NET_UNICODE(
      "err-msg-not-net-unicode",
      "4.4, 4.6",
      TeepLabel.ERR_MSG,
      "err-msg must be in the form of RFC 5198"),

  /** {@code err-lang} is a language tag. */
  ERR_LANG_NOT_LANGUAGE_TAG(
      "err-lang-not-language-tag",
      "4.4, 4.6",
      TeepLabel.ERR_LANG,
      "err-lang must be a language tag of RFC 5646");

  private final String id;
  private final String section;
  private final TeepLabel option;
  private final String sentence;

  TeepRule(String id, String section, TeepLabel option, String sentence) {
    this.id = id;
    this.section = section;
    this.option = option;
    this.sentence = sentence;
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
}
