package org.teep4j.teep;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The message types ({@code $teep-type}, Section 4; IANA registry "TEEP Message Types") and the
 * options that each type may have.
 */
@SuppressWarnings("EnumOrdinal") // a position in an array in memory, never written
public enum TeepMessageType {
  /** {@code query-request}, from TAM to Agent. */
  QUERY_REQUEST(
      "QueryRequest",
      "query-request",
      List.of(
          TeepOption.TOKEN,
          TeepOption.SUPPORTED_FRESHNESS_MECHANISMS,
          TeepOption.CHALLENGE,
          TeepOption.VERSIONS,
          TeepOption.ATTESTATION_PAYLOAD_FORMAT,
          TeepOption.ATTESTATION_PAYLOAD,
          TeepOption.BOOT_REPORTS),
      1,
      1,
      1),

  /** {@code query-response}, from Agent to TAM. */
  QUERY_RESPONSE(
      "QueryResponse",
      "query-response",
      List.of(
          TeepOption.TOKEN,
          TeepOption.SELECTED_TEEP_CIPHER_SUITE,
          TeepOption.SELECTED_VERSION,
          TeepOption.ATTESTATION_PAYLOAD_FORMAT,
          TeepOption.ATTESTATION_PAYLOAD,
          TeepOption.BOOT_REPORTS,
          TeepOption.TC_LIST,
          TeepOption.REQUESTED_TC_LIST,
          TeepOption.UNNEEDED_MANIFEST_LIST,
          TeepOption.EXT_LIST),
      2,
      2,
      2),

  /** {@code update}, from TAM to Agent. */
  UPDATE(
      "Update",
      "update",
      List.of(
          TeepOption.TOKEN,
          TeepOption.UNNEEDED_MANIFEST_LIST,
          TeepOption.MANIFEST_LIST,
          TeepOption.ATTESTATION_PAYLOAD_FORMAT,
          TeepOption.ATTESTATION_PAYLOAD,
          TeepOption.ERR_CODE,
          TeepOption.ERR_MSG,
          TeepOption.ERR_LANG),
      3,
      3,
      3),

  /** {@code success}, from Agent to TAM. */
  SUCCESS(
      "Success",
      "success",
      List.of(TeepOption.TOKEN, TeepOption.MSG, TeepOption.UPDATE_REPORTS),
      4,
      5,
      5),

  /** {@code error}, from Agent to TAM. */
  ERROR(
      "Error",
      "error",
      List.of(
          TeepOption.TOKEN,
          TeepOption.ERR_MSG,
          TeepOption.ERR_LANG,
          TeepOption.SUPPORTED_TEEP_CIPHER_SUITES,
          TeepOption.SUPPORTED_FRESHNESS_MECHANISMS,
          TeepOption.SUPPORTED_SUIT_COSE_PROFILES,
          TeepOption.CHALLENGE,
          TeepOption.VERSIONS,
          TeepOption.UPDATE_REPORTS),
      5,
      6,
      6);

  static final DialectTable<TeepMessageType> TABLE =
      new DialectTable<>(values(), type -> type.numbers);

  private final String messageName;
  private final String cddlName;

  /** The options at the ordinals of their labels. */
  @SuppressWarnings("ImmutableEnumChecker") // neither written to nor handed out
  private final @Nullable TeepOption<?>[] options = new TeepOption<?>[TeepLabel.COUNT];

  @SuppressWarnings("ImmutableEnumChecker") // neither written to nor handed out
  private final int[] numbers;

  TeepMessageType(
      String messageName, String cddlName, List<TeepOption<?>> options, int... numbers) {
    this.messageName = messageName;
    this.cddlName = cddlName;
    this.numbers = numbers;
    for (TeepOption<?> option : options) {
      this.options[option.label().ordinal()] = option;
    }
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

  /** The option with a label that the CDDL lists for this message, or null. */
  @Nullable TeepOption<?> option(TeepLabel label) {
    return options[label.ordinal()];
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
