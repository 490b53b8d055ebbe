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
  ALG(1, "alg", true, Bucket.EITHER),
  /**
   * The labels of critical parameters, which the recipient must understand: {@code [+ label]} (RFC
   * 9052, Section 3.1).
   */
  CRIT(2, "crit", true, Bucket.PROTECTED),
  /** The content type of the payload: {@code tstr / uint} (RFC 9052, Section 3.1). */
  CONTENT_TYPE(3, "content type", true, Bucket.EITHER),
  /** The key identifier: {@code bstr} (RFC 9052, Section 3.1). */
  KID(4, "kid", true, Bucket.EITHER),
  /** The full initialization vector: {@code bstr} (RFC 9052, Section 3.1). */
  IV(5, "IV", true, Bucket.EITHER),
  /** A part of the initialization vector: {@code bstr} (RFC 9052, Section 3.1). */
  PARTIAL_IV(6, "Partial IV", true, Bucket.EITHER),
  /** Countersignature, version 1, deprecated by RFC 9338. */
  COUNTER_SIGNATURE(7, "counter signature", false, Bucket.UNPROTECTED),
  /** Abbreviated countersignature, version 1, deprecated by RFC 9338. */
  COUNTER_SIGNATURE0(9, "CounterSignature0", false, Bucket.UNPROTECTED),
  /** The context of the key identifier (RFC 8613). */
  KID_CONTEXT(10, "kid context", false, Bucket.EITHER),
  /** Countersignature, version 2 (RFC 9338, Section 3.1). */
  COUNTERSIGNATURE_V2(11, "Countersignature version 2", false, Bucket.UNPROTECTED),
  /** Abbreviated countersignature, version 2 (RFC 9338, Section 3.2). */
  COUNTERSIGNATURE0_V2(12, "Countersignature0 version 2", false, Bucket.UNPROTECTED),
  /** CWT claims (RFC 9597). */
  CWT_CLAIMS(15, "CWT Claims", false, Bucket.EITHER),
  /** The type of the whole message (RFC 9596). */
  TYP(16, "typ", false, Bucket.PROTECTED),
  /** An unordered bag of certificates (RFC 9360). */
  X5BAG(32, "x5bag", false, Bucket.EITHER),
  /** A chain of certificates, the signer's first (RFC 9360). */
  X5CHAIN(33, "x5chain", false, Bucket.EITHER),
  /** The hash of a certificate (RFC 9360). */
  X5T(34, "x5t", false, Bucket.EITHER),
  /** The location of a certificate (RFC 9360). */
  X5U(35, "x5u", false, Bucket.EITHER),
  /** The hash function that made the payload (RFC 9995, Section 3). */
  PAYLOAD_HASH_ALG(258, "payload-hash-alg", false, Bucket.PROTECTED),
  /** The content type of the content whose digest is the payload (RFC 9995, Section 3). */
  PREIMAGE_CONTENT_TYPE(259, "preimage-content-type", false, Bucket.PROTECTED),
  /** The location of the content whose digest is the payload (RFC 9995, Section 3). */
  PAYLOAD_LOCATION(260, "payload-location", false, Bucket.PROTECTED),
  /** Receipts of transparency services for this message (RFC 9942, Section 2). */
  RECEIPTS(394, "receipts", false, Bucket.EITHER),
  /** The verifiable data structure whose proofs a receipt contains (RFC 9942, Section 2). */
  VDS(395, "vds", false, Bucket.EITHER),
  /** The proofs that a receipt contains, by proof type (RFC 9942, Section 2). */
  VDP(396, "vdp", false, Bucket.EITHER);

  /** The bucket that a parameter may stand in. */
  enum Bucket {
    /** Either bucket. */
    EITHER,
    /** The protected one (RFC 9052, Section 3.1; RFC 9596, Section 2; RFC 9995, Section 4). */
    PROTECTED,
    /** The unprotected one: countersignatures sign the protected one (RFC 9338, Section 2). */
    UNPROTECTED
  }

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
  private final Bucket bucket;

  CoseHeaderParameter(int id, String ianaName, boolean understood, Bucket bucket) {
    this.id = id;
    this.ianaName = ianaName;
    this.understood = understood;
    this.bucket = bucket;
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

  Bucket bucket() {
    return bucket;
  }

  /** Whether the value is a countersignature of any form. */
  boolean isCountersignature() {
    return bucket == Bucket.UNPROTECTED;
  }

  /** Whether the value is an abbreviated countersignature, which has no headers. */
  boolean isAbbreviatedCountersignature() {
    return this == COUNTERSIGNATURE0_V2 || this == COUNTER_SIGNATURE0;
  }

  /** Whether the value is a countersignature of RFC 8152, which RFC 9338 has replaced. */
  boolean isDeprecatedCountersignature() {
    return this == COUNTER_SIGNATURE || this == COUNTER_SIGNATURE0;
  }

  static @Nullable CoseHeaderParameter find(CoseLabel label) {
    return label.isText() || label.number() < 0 || label.number() >= BY_ID.length
        ? null
        : BY_ID[(int) label.number()];
  }
}
