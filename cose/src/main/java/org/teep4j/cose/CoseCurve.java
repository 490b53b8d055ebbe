package org.teep4j.cose;

import java.util.Optional;

/**
 * The curves that this library knows: rows of the IANA registry "COSE Elliptic Curves" (RFC 9053,
 * Section 7.1; RFC 8812, Section 3.1; ISO/IEC 18013-5, 9.1.5.2).
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
  SECP256K1(8, "secp256k1", CoseKeyType.EC2, 32, "secp256k1", Use.SIGNATURES, false),
  /** brainpoolP256r1 (RFC 5639, Section 3.4). */
  BRAINPOOL_P256R1(256, "brainpoolP256r1", 32),
  /** brainpoolP320r1 (RFC 5639, Section 3.5). */
  BRAINPOOL_P320R1(257, "brainpoolP320r1", 40),
  /** brainpoolP384r1 (RFC 5639, Section 3.6). */
  BRAINPOOL_P384R1(258, "brainpoolP384r1", 48),
  /** brainpoolP512r1 (RFC 5639, Section 3.7). */
  BRAINPOOL_P512R1(259, "brainpoolP512r1", 64);

  private final int id;
  private final String ianaName;
  private final CoseKeyType keyType;
  private final int size;
  private final String jcaName;
  private final Use use;
  private final boolean isInJdk;
  private final boolean isInJose;

  /**
   * What keys on a curve are for (RFC 9053, Sections 2 and 6.3.1; RFC 8812, Section 3.1; RFC 9864,
   * Section 2.1).
   */
  private enum Use {
    SIGNATURES,
    AGREEMENT,
    BOTH
  }

  /** A curve that JOSE knows by the same name. */
  CoseCurve(
      int id,
      String ianaName,
      CoseKeyType keyType,
      int size,
      String jcaName,
      Use use,
      boolean isInJdk) {
    this(id, ianaName, keyType, size, jcaName, use, isInJdk, true);
  }

  /** A curve of RFC 5639. JOSE has no such curves, and COSE signs with them alone. */
  CoseCurve(int id, String name, int size) {
    this(id, name, CoseKeyType.EC2, size, name, Use.SIGNATURES, false, false);
  }

  CoseCurve(
      int id,
      String ianaName,
      CoseKeyType keyType,
      int size,
      String jcaName,
      Use use,
      boolean isInJdk,
      boolean isInJose) {
    this.id = id;
    this.ianaName = ianaName;
    this.keyType = keyType;
    this.size = size;
    this.jcaName = jcaName;
    this.use = use;
    this.isInJdk = isInJdk;
    this.isInJose = isInJose;
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
   * The name in the registry.
   *
   * @return the name as registered
   */
  public String ianaName() {
    return ianaName;
  }

  /**
   * The name in the registry "JSON Web Key Elliptic Curve", for {@code crv} of a JWK.
   *
   * @return the name; empty for the curves of RFC 5639 (brainpool), which JOSE does not have
   */
  public Optional<String> joseName() {
    return isInJose ? Optional.of(ianaName) : Optional.empty();
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

  /**
   * Whether the JDK computes on this curve. It has dropped secp256k1 and the curves of RFC 5639.
   */
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
