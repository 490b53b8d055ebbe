package org.teep4j.cose;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The header parameters that this library knows: rows of the IANA registry "COSE Header
 * Parameters".
 *
 * <p>Other parameters are kept too and are accessible by their {@link CoseLabel}.
 */
public enum CoseHeaderParameter {
  /** The algorithm: {@code int / tstr} (RFC 9052, Section 3.1). */
  ALG(1, "alg", true),
  /**
   * The labels of critical parameters, which the recipient must understand: {@code [+ label]} (RFC
   * 9052, Section 3.1).
   */
  CRIT(2, "crit", true),
  /** The content type of the payload: {@code tstr / uint} (RFC 9052, Section 3.1). */
  CONTENT_TYPE(3, "content type", true),
  /** The key identifier: {@code bstr} (RFC 9052, Section 3.1). */
  KID(4, "kid", true),
  /** The full initialization vector: {@code bstr} (RFC 9052, Section 3.1). */
  IV(5, "IV", true),
  /** A part of the initialization vector: {@code bstr} (RFC 9052, Section 3.1). */
  PARTIAL_IV(6, "Partial IV", true),
  /** Countersignature, version 1, deprecated by RFC 9338. */
  COUNTER_SIGNATURE(7, "counter signature", false),
  /** Abbreviated countersignature, version 1, deprecated by RFC 9338. */
  COUNTER_SIGNATURE0(9, "CounterSignature0", false),
  /** The context of the key identifier (RFC 8613). */
  KID_CONTEXT(10, "kid context", false),
  /** Countersignature, version 2 (RFC 9338, Section 3.1). */
  COUNTERSIGNATURE_V2(11, "Countersignature version 2", false),
  /** Abbreviated countersignature, version 2 (RFC 9338, Section 3.2). */
  COUNTERSIGNATURE0_V2(12, "Countersignature0 version 2", false),
  /** CWT claims (RFC 9597). */
  CWT_CLAIMS(15, "CWT Claims", false),
  /** The type of the whole message (RFC 9596). */
  TYP(16, "typ", false),
  /** An unordered bag of certificates (RFC 9360). */
  X5BAG(32, "x5bag", false),
  /** A chain of certificates, the signer's first (RFC 9360). */
  X5CHAIN(33, "x5chain", false),
  /** The hash of a certificate (RFC 9360). */
  X5T(34, "x5t", false),
  /** The location of a certificate (RFC 9360). */
  X5U(35, "x5u", false),
  /** The hash function that made the payload (RFC 9995, Section 3). */
  PAYLOAD_HASH_ALG(258, "payload-hash-alg", false),
  /** The content type of the content whose digest is the payload (RFC 9995, Section 3). */
  PREIMAGE_CONTENT_TYPE(259, "preimage-content-type", false),
  /** The location of the content whose digest is the payload (RFC 9995, Section 3). */
  PAYLOAD_LOCATION(260, "payload-location", false);

  private static final @Nullable CoseHeaderParameter[] BY_ID = byId();

  private static @Nullable CoseHeaderParameter[] byId() {
    CoseHeaderParameter[] rows = values();
    @Nullable CoseHeaderParameter[] byId = new CoseHeaderParameter[rows[rows.length - 1].id + 1];
    for (CoseHeaderParameter row : rows) {
      byId[row.id] = row;
    }
    return byId;
  }

  private final int id;
  private final String ianaName;
  private final boolean understood;

  CoseHeaderParameter(int id, String ianaName, boolean understood) {
    this.id = id;
    this.ianaName = ianaName;
    this.understood = understood;
  }

  /**
   * The registered number.
   *
   * @return the number
   */
  public int id() {
    return id;
  }

  /**
   * The number as it stands in a header.
   *
   * @return the number as a label
   */
  public CoseLabel label() {
    return CoseLabel.of(id);
  }

  /**
   * The name in the registry.
   *
   * @return the name as registered
   */
  public String ianaName() {
    return ianaName;
  }

  /**
   * Whether this library processes the parameter, so that {@code crit} may list it. These are the
   * parameters of RFC 9052, which every implementation must understand.
   *
   * @return false if the application must process it
   */
  public boolean isUnderstood() {
    return understood;
  }

  /**
   * Finds a header parameter.
   *
   * @param label a header label
   * @return the parameter, or empty if this library does not know it
   */
  public static Optional<CoseHeaderParameter> fromLabel(CoseLabel label) {
    return Optional.ofNullable(find(label));
  }

  static @Nullable CoseHeaderParameter find(CoseLabel label) {
    return label.isText() || label.number() < 0 || label.number() >= BY_ID.length
        ? null
        : BY_ID[(int) label.number()];
  }
}
