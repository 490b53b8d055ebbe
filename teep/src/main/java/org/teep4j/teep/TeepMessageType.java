package org.teep4j.teep;

import static org.teep4j.teep.TeepLabel.ATTESTATION_PAYLOAD;
import static org.teep4j.teep.TeepLabel.ATTESTATION_PAYLOAD_FORMAT;
import static org.teep4j.teep.TeepLabel.CHALLENGE;
import static org.teep4j.teep.TeepLabel.ERR_CODE;
import static org.teep4j.teep.TeepLabel.ERR_LANG;
import static org.teep4j.teep.TeepLabel.ERR_MSG;
import static org.teep4j.teep.TeepLabel.EXT_LIST;
import static org.teep4j.teep.TeepLabel.MANIFEST_LIST;
import static org.teep4j.teep.TeepLabel.MSG;
import static org.teep4j.teep.TeepLabel.REQUESTED_TC_LIST;
import static org.teep4j.teep.TeepLabel.SELECTED_VERSION;
import static org.teep4j.teep.TeepLabel.SUIT_REPORTS;
import static org.teep4j.teep.TeepLabel.SUPPORTED_FRESHNESS_MECHANISMS;
import static org.teep4j.teep.TeepLabel.SUPPORTED_SUIT_COSE_PROFILES;
import static org.teep4j.teep.TeepLabel.SUPPORTED_TEEP_CIPHER_SUITES;
import static org.teep4j.teep.TeepLabel.TC_LIST;
import static org.teep4j.teep.TeepLabel.TOKEN;
import static org.teep4j.teep.TeepLabel.UNNEEDED_MANIFEST_LIST;
import static org.teep4j.teep.TeepLabel.VERSIONS;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The message types ({@code $teep-type}, Section 4; IANA registry "TEEP Message Types") and the
 * options that each type may have.
 */
@SuppressWarnings("EnumOrdinal") // a bit position in memory, never encoded
public enum TeepMessageType {
  /** {@code query-request}, from TAM to Agent. */
  QUERY_REQUEST(
      "QueryRequest",
      "query-request",
      EnumSet.of(
          TOKEN,
          SUPPORTED_FRESHNESS_MECHANISMS,
          CHALLENGE,
          VERSIONS,
          ATTESTATION_PAYLOAD_FORMAT,
          ATTESTATION_PAYLOAD,
          SUIT_REPORTS),
      1,
      1),

  /** {@code query-response}, from Agent to TAM. */
  QUERY_RESPONSE(
      "QueryResponse",
      "query-response",
      EnumSet.of(
          TOKEN,
          SELECTED_VERSION,
          ATTESTATION_PAYLOAD_FORMAT,
          ATTESTATION_PAYLOAD,
          SUIT_REPORTS,
          TC_LIST,
          REQUESTED_TC_LIST,
          UNNEEDED_MANIFEST_LIST,
          EXT_LIST),
      2,
      2),

  /** {@code update}, from TAM to Agent. */
  UPDATE(
      "Update",
      "update",
      EnumSet.of(
          TOKEN,
          UNNEEDED_MANIFEST_LIST,
          MANIFEST_LIST,
          ATTESTATION_PAYLOAD_FORMAT,
          ATTESTATION_PAYLOAD,
          ERR_CODE,
          ERR_MSG,
          ERR_LANG),
      3,
      3),

  /** {@code success}, from Agent to TAM. */
  SUCCESS("Success", "success", EnumSet.of(TOKEN, MSG, SUIT_REPORTS), 4, 5),

  /** {@code error}, from Agent to TAM. */
  ERROR(
      "Error",
      "error",
      EnumSet.of(
          TOKEN,
          ERR_MSG,
          ERR_LANG,
          SUPPORTED_TEEP_CIPHER_SUITES,
          SUPPORTED_FRESHNESS_MECHANISMS,
          SUPPORTED_SUIT_COSE_PROFILES,
          CHALLENGE,
          VERSIONS,
          SUIT_REPORTS),
      5,
      6);

  static final DialectTable<TeepMessageType> TABLE =
      new DialectTable<>(values(), type -> type.numbers);

  private final String messageName;
  private final String cddlName;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final Set<TeepLabel> options;

  /** The set of options: bit n is set for the label with ordinal n. */
  private final long optionBits;

  @SuppressWarnings("ImmutableEnumChecker") // neither written to nor handed out
  private final int[] numbers;

  TeepMessageType(String messageName, String cddlName, EnumSet<TeepLabel> options, int... numbers) {
    this.messageName = messageName;
    this.cddlName = cddlName;
    this.options = Collections.unmodifiableSet(options);
    this.optionBits = options.stream().mapToLong(label -> 1L << label.ordinal()).sum();
    this.numbers = numbers;
  }

  /**
   * The type with a number.
   *
   * @param number any number
   * @param dialect the numbering of the number
   * @return the type, or empty if the dialect assigns none
   */
  public static Optional<TeepMessageType> fromNumber(long number, Dialect dialect) {
    return Optional.ofNullable(TABLE.row(number, dialect));
  }

  /**
   * The name in the text of the specification. The paths of decoding errors start with it.
   *
   * @return for example {@code QueryRequest}
   */
  public String messageName() {
    return messageName;
  }

  /**
   * The name in the CDDL.
   *
   * @return for example {@code query-request}
   */
  public String cddlName() {
    return cddlName;
  }

  /** The options that the CDDL lists for this message. */
  Set<TeepLabel> options() {
    return options;
  }

  /** Whether {@link #options()} contains a label. */
  boolean admits(TeepLabel label) {
    return (optionBits & 1L << label.ordinal()) != 0;
  }

  /**
   * The number of this type.
   *
   * @param dialect the numbering
   * @return the first element of the message's array
   * @throws IllegalArgumentException if the dialect has no such type
   */
  public long number(Dialect dialect) {
    return TABLE.number(this, dialect);
  }
}
