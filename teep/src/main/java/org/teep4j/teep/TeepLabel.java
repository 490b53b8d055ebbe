package org.teep4j.teep;

import static org.teep4j.teep.DialectTable.NONE;

import java.util.Optional;

/**
 * The labels of message parameters, which are the keys of the option maps and of {@code
 * requested-tc-info} (Section 6, "Mapping of TEEP Message Parameters to CBOR Labels"; IANA registry
 * "TEEP CBOR Labels").
 */
public enum TeepLabel {
  /** {@code supported-teep-cipher-suites}: an array of cipher suites. */
  SUPPORTED_TEEP_CIPHER_SUITES("supported-teep-cipher-suites", 1, 1, 1),
  /** {@code challenge}: 8 to 512 bytes. */
  CHALLENGE("challenge", 2, 2, 2),
  /** {@code versions}: an array of protocol versions. */
  VERSIONS("versions", 3, 3, 3),
  /** {@code supported-suit-cose-profiles}: an array of profiles. */
  SUPPORTED_SUIT_COSE_PROFILES("supported-suit-cose-profiles", 4, 4, 4),
  /** {@code selected-teep-cipher-suite}: a cipher suite; only in drafts 13 to 17. */
  SELECTED_TEEP_CIPHER_SUITE("selected-teep-cipher-suite", NONE, NONE, 5),
  /** {@code selected-version}: a protocol version. */
  SELECTED_VERSION("selected-version", 5, 6, 6),
  /** {@code attestation-payload}: Evidence or an Attestation Result. */
  ATTESTATION_PAYLOAD("attestation-payload", 6, 7, 7),
  /** {@code tc-list}: an array of system-property-claims. */
  TC_LIST("tc-list", 7, 8, 8),
  /** {@code ext-list}: an array of extension numbers. */
  EXT_LIST("ext-list", 8, 9, 9),
  /** {@code manifest-list}: an array of SUIT envelopes, each wrapped in a byte string. */
  MANIFEST_LIST("manifest-list", 9, 10, 10),
  /** {@code msg}: text of 1 to 128 bytes. */
  MSG("msg", 10, 11, 11),
  /** {@code err-msg}: text of 1 to 128 bytes. */
  ERR_MSG("err-msg", 11, 12, 12),
  /** {@code attestation-payload-format}: a media type. */
  ATTESTATION_PAYLOAD_FORMAT("attestation-payload-format", 12, 13, 13),
  /** {@code requested-tc-list}: an array of {@code requested-tc-info} maps. */
  REQUESTED_TC_LIST("requested-tc-list", 13, 14, 14),
  /** {@code unneeded-manifest-list}: an array of component identifiers. */
  UNNEEDED_MANIFEST_LIST("unneeded-manifest-list", 14, 15, 15),
  /** {@code component-id}: a SUIT_Component_Identifier, in {@code requested-tc-info}. */
  COMPONENT_ID("component-id", 15, 16, 16),
  /** {@code tc-manifest-sequence-number}: an unsigned integer, in {@code requested-tc-info}. */
  TC_MANIFEST_SEQUENCE_NUMBER("tc-manifest-sequence-number", 16, 17, 17),
  /** {@code have-binary}: a boolean, in {@code requested-tc-info}. */
  HAVE_BINARY("have-binary", 17, 18, 18),
  /** {@code suit-reports}: an array of SUIT reports, each wrapped in a byte string. */
  SUIT_REPORTS("suit-reports", 18, 19, 19),
  /** {@code token}: 8 to 64 bytes. */
  TOKEN("token", 19, 20, 20),
  /** {@code supported-freshness-mechanisms}: an array of mechanism numbers. */
  SUPPORTED_FRESHNESS_MECHANISMS("supported-freshness-mechanisms", 20, 21, 21),
  /** {@code err-lang}: the language tag of {@code err-msg}, 1 to 35 bytes. */
  ERR_LANG("err-lang", 21, 22, NONE),
  /** {@code err-code}: an error code. */
  ERR_CODE("err-code", 22, 23, 23);

  static final DialectTable<TeepLabel> TABLE = new DialectTable<>(values(), label -> label.numbers);

  /** The number of labels. */
  static final int COUNT = values().length;

  private final String cddlName;

  @SuppressWarnings("ImmutableEnumChecker") // neither written to nor handed out
  private final int[] numbers;

  TeepLabel(String cddlName, int... numbers) {
    this.cddlName = cddlName;
    this.numbers = numbers;
  }

  /**
   * The label with a number.
   *
   * @param number any number
   * @param dialect the numbering of the number
   * @return the label, or empty if the dialect assigns none
   */
  public static Optional<TeepLabel> fromNumber(long number, Dialect dialect) {
    return Optional.ofNullable(TABLE.row(number, dialect));
  }

  /**
   * The name in the CDDL.
   *
   * @return for example {@code manifest-list}
   */
  public String cddlName() {
    return cddlName;
  }

  /**
   * Whether a dialect assigns a number to this label.
   *
   * @param dialect the numbering
   * @return false if the dialect has no such label
   */
  public boolean isIn(Dialect dialect) {
    return TABLE.has(this, dialect);
  }

  /**
   * The number of this label.
   *
   * @param dialect the numbering
   * @return the map key
   * @throws IllegalArgumentException if the dialect has no such label
   */
  public long number(Dialect dialect) {
    return TABLE.number(this, dialect);
  }
}
