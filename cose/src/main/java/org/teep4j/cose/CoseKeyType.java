package org.teep4j.cose;

import java.util.Optional;

/** The key types that have a name here: rows of the IANA registry "COSE Key Types". */
public enum CoseKeyType {
  /** Octet Key Pair (RFC 9053, Section 7.2). */
  OKP(1, "OKP"),
  /** Elliptic curve with two coordinates (RFC 9053, Section 7.1). */
  EC2(2, "EC2"),
  /** RSA (RFC 8230, Section 4). */
  RSA(3, "RSA"),
  /** Symmetric (RFC 9053, Section 7.3). */
  SYMMETRIC(4, "Symmetric"),
  /** HSS/LMS hash-based signatures (RFC 8778). */
  HSS_LMS(5, "HSS-LMS"),
  /** Algorithm Key Pair (RFC 9964, Section 3). */
  AKP(7, "AKP");

  private final int id;
  private final String ianaName;

  CoseKeyType(int id, String ianaName) {
    this.id = id;
    this.ianaName = ianaName;
  }

  /**
   * The value of {@code kty}.
   *
   * @return the registered number
   */
  public int id() {
    return id;
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
   * Finds a row.
   *
   * @param id the value of {@code kty}
   * @return the row, or empty if there is none here
   */
  public static Optional<CoseKeyType> fromId(long id) {
    for (CoseKeyType type : values()) {
      if (type.id == id) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
