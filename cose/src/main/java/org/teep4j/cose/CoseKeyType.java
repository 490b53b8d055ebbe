package org.teep4j.cose;

import java.util.List;
import java.util.Optional;

/** The key types that this library knows: rows of the IANA registry "COSE Key Types". */
public enum CoseKeyType {
  /** Octet Key Pair (RFC 9053, Section 7.2). */
  OKP(1, "OKP", "OKP", open(-1, "crv"), open(-2, "x"), secret(-4, "d")),
  /** Elliptic curve with two coordinates (RFC 9053, Section 7.1). */
  EC2(2, "EC2", "EC", open(-1, "crv"), open(-2, "x"), open(-3, "y"), secret(-4, "d")),
  /** RSA (RFC 8230, Section 4). */
  RSA(
      3,
      "RSA",
      "RSA",
      open(-1, "n"),
      open(-2, "e"),
      secret(-3, "d"),
      secret(-4, "p"),
      secret(-5, "q"),
      secret(-6, "dP", "dp"),
      secret(-7, "dQ", "dq"),
      secret(-8, "qInv", "qi"),
      secret(-9, "other", "oth")),
  /** Symmetric (RFC 9053, Section 7.3). */
  SYMMETRIC(4, "Symmetric", "oct", secret(-1, "k")),
  /** HSS/LMS hash-based signatures (RFC 8778). */
  HSS_LMS(5, "HSS-LMS", "", open(-1, "pub")),
  /** Algorithm Key Pair (RFC 9964, Section 3). */
  AKP(7, "AKP", "AKP", open(-1, "pub"), secret(-2, "priv"));

  /** A row of the IANA registry "COSE Key Type Parameters", with its JWK name. */
  record Parameter(int label, String ianaName, String joseName, boolean isSecret) {}

  private final int id;
  private final String ianaName;
  private final String joseName;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final List<Parameter> parameters;

  CoseKeyType(int id, String ianaName, String joseName, Parameter... parameters) {
    this.id = id;
    this.ianaName = ianaName;
    this.joseName = joseName;
    this.parameters = List.of(parameters);
  }

  private static Parameter open(int label, String ianaName) {
    return new Parameter(label, ianaName, ianaName, false);
  }

  private static Parameter secret(int label, String ianaName) {
    return secret(label, ianaName, ianaName);
  }

  private static Parameter secret(int label, String ianaName, String joseName) {
    return new Parameter(label, ianaName, joseName, true);
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

  /** The value of {@code kty} in a JWK; empty if JOSE has no such keys. */
  String joseName() {
    return joseName;
  }

  /** The parameters of this key type, without the parameters that all keys have. */
  List<Parameter> parameters() {
    return parameters;
  }

  /**
   * Whether a parameter is secret, so that only private or symmetric keys have it.
   *
   * @param label the label in a COSE_Key of this type
   * @return true if anyone who knows the value can use the key; false for a public parameter, and
   *     for an unknown label
   */
  public boolean isSecret(long label) {
    return parameters.stream().anyMatch(each -> each.label == label && each.isSecret);
  }

  /**
   * Finds a key type.
   *
   * @param id the value of {@code kty}
   * @return the key type, or empty if this library does not know it
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
