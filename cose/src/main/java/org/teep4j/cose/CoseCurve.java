package org.teep4j.cose;

import java.util.Optional;

/**
 * The curves that this library knows: rows of the IANA registry "COSE Elliptic Curves" (RFC 9053,
 * Section 7.1; RFC 8812, Section 3.1).
 */
public enum CoseCurve {
  /** NIST P-256. */
  P256(1, "P-256", CoseKeyType.EC2, 32, "secp256r1", Use.BOTH, true),
  /** NIST P-384. */
  P384(2, "P-384", CoseKeyType.EC2, 48, "secp384r1", Use.BOTH, true),
  /** NIST P-521. */
  P521(3, "P-521", CoseKeyType.EC2, 66, "secp521r1", Use.BOTH, true),
  /** Key agreement on Curve25519. */
  X25519(4, "X25519", CoseKeyType.OKP, 32, "X25519", Use.AGREEMENT, true),
  /** Key agreement on Curve448. */
  X448(5, "X448", CoseKeyType.OKP, 56, "X448", Use.AGREEMENT, true),
  /** Signatures on Curve25519. */
  ED25519(6, "Ed25519", CoseKeyType.OKP, 32, "Ed25519", Use.SIGNATURES, true),
  /** Signatures on Curve448. */
  ED448(7, "Ed448", CoseKeyType.OKP, 57, "Ed448", Use.SIGNATURES, true),
  /** SECG secp256k1. */
  SECP256K1(8, "secp256k1", CoseKeyType.EC2, 32, "secp256k1", Use.SIGNATURES, false);

  private final int id;
  private final String ianaName;
  private final CoseKeyType keyType;
  private final int size;
  private final String jcaName;
  private final Use use;
  private final boolean isInJdk;

  /** What keys on a curve are for (RFC 9053, Sections 2 and 6.3.1; RFC 8812, Section 3.1). */
  private enum Use {
    SIGNATURES,
    AGREEMENT,
    BOTH
  }

  CoseCurve(
      int id,
      String ianaName,
      CoseKeyType keyType,
      int size,
      String jcaName,
      Use use,
      boolean isInJdk) {
    this.id = id;
    this.ianaName = ianaName;
    this.keyType = keyType;
    this.size = size;
    this.jcaName = jcaName;
    this.use = use;
    this.isInJdk = isInJdk;
  }

  /**
   * The value of {@code crv}.
   *
   * @return the registered number
   */
  public int id() {
    return id;
  }

  /**
   * The name in the registry, which is the JWK name too.
   *
   * @return the name as registered
   */
  public String ianaName() {
    return ianaName;
  }

  /**
   * The key type that carries keys on this curve.
   *
   * @return EC2 or OKP
   */
  public CoseKeyType keyType() {
    return keyType;
  }

  /**
   * The size of {@code x}, {@code y} (EC2) and {@code d}.
   *
   * @return the size in bytes
   */
  public int size() {
    return size;
  }

  /**
   * The name of the curve in the Java Cryptography Architecture.
   *
   * @return a standard name of JCA
   */
  public String jcaName() {
    return jcaName;
  }

  /** Whether keys on this curve make signatures. */
  boolean isForSignatures() {
    return use != Use.AGREEMENT;
  }

  /** Whether keys on this curve agree on keys. */
  boolean isForAgreement() {
    return use != Use.SIGNATURES;
  }

  /** Whether the JDK computes on this curve. It has dropped secp256k1. */
  boolean isInJdk() {
    return isInJdk;
  }

  /**
   * Finds a curve.
   *
   * @param id the value of {@code crv}
   * @return the curve, or empty if this library does not know it
   */
  public static Optional<CoseCurve> fromId(long id) {
    for (CoseCurve curve : values()) {
      if (curve.id == id) {
        return Optional.of(curve);
      }
    }
    return Optional.empty();
  }
}
