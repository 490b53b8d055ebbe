package org.teep4j.teep;

import static org.teep4j.teep.DialectTable.NONE;

/**
 * The named error codes (Section 4.6; IANA registry "TEEP Error Codes"; {@code err-code-values} in
 * the CDDL).
 */
public enum TeepErrorCode implements ErrCode {
  /** The message had incorrect or inconsistent fields. */
  ERR_PERMANENT_ERROR(1, 1, 1),
  /** An extension in the message is not supported. */
  ERR_UNSUPPORTED_EXTENSION(2, 2, 2),
  /** None of the offered freshness mechanisms is supported. */
  ERR_UNSUPPORTED_FRESHNESS_MECHANISMS(3, 3, 3),
  /** None of the offered protocol versions is supported. */
  ERR_UNSUPPORTED_MSG_VERSION(4, 4, 4),
  /** None of the offered cipher suites is supported. */
  ERR_UNSUPPORTED_CIPHER_SUITES(5, 5, 5),
  /** A certificate could not be processed. */
  ERR_BAD_CERTIFICATE(6, 6, 6),
  /** The receiver of this error must first send attestation. */
  ERR_ATTESTATION_REQUIRED(7, 7, 7),
  /** The COSE profile of a SUIT report is not supported. */
  ERR_UNSUPPORTED_SUIT_REPORT(8, 8, NONE),
  /** A certificate is not valid, or no longer valid. */
  ERR_CERTIFICATE_EXPIRED(9, 9, 9),
  /** A temporary failure; a later attempt may succeed. */
  ERR_TEMPORARY_ERROR(10, 10, 10),
  /** One or more manifests could not be processed. */
  ERR_MANIFEST_PROCESSING_FAILED(11, 17, 17);

  static final DialectTable<TeepErrorCode> TABLE =
      new DialectTable<>(values(), code -> code.numbers);

  @SuppressWarnings("ImmutableEnumChecker") // neither written to nor handed out
  private final int[] numbers;

  TeepErrorCode(int... numbers) {
    this.numbers = numbers;
  }

  /**
   * The name in the CDDL.
   *
   * @return for example {@code ERR_TEMPORARY_ERROR}
   */
  public String cddlName() {
    return name();
  }

  @Override
  public long number(Dialect dialect) {
    return TABLE.number(this, dialect);
  }
}
