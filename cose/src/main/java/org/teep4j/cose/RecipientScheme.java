package org.teep4j.cose;

/** The method by which a recipient obtains the content key (RFC 9052, Section 8.5). */
public enum RecipientScheme {
  /** The shared key is the content key (RFC 9053, Section 6.1.1). */
  DIRECT(false, false),
  /** The content key is derived from a shared secret by HKDF (RFC 9053, Section 6.1.2). */
  DIRECT_HKDF(true, true),
  /** As {@link #DIRECT_HKDF}, with AES-CBC-MAC instead of HMAC (RFC 9053, Section 6.1.2). */
  DIRECT_HKDF_AES(false, true),
  /** AES key wrap (RFC 9053, Section 6.2.1). */
  AES_KW(false, false),
  /** RSA key transport (RFC 8230, Section 3). */
  RSAES_OAEP(false, false),
  /** ECDH of an ephemeral and a static key (RFC 9053, Sections 6.3 and 6.4). */
  ECDH_ES(true, true),
  /** ECDH of two static keys (RFC 9053, Sections 6.3 and 6.4). */
  ECDH_SS(true, true),
  /** Hybrid public key encryption of the key (draft-ietf-cose-hpke, Section 3.3). */
  HPKE(false, true);

  private final boolean takesSalt;
  private final boolean protectsHeader;

  RecipientScheme(boolean takesSalt, boolean protectsHeader) {
    this.takesSalt = takesSalt;
    this.protectsHeader = protectsHeader;
  }

  /** Whether the key derivation has an extract step, which takes a salt (RFC 9053, Section 5.1). */
  boolean takesSalt() {
    return takesSalt;
  }

  /**
   * Whether the key derivation covers the protected header. If it does not, the protected header
   * must be empty (RFC 9052, Section 8.5).
   */
  boolean protectsHeader() {
    return protectsHeader;
  }
}
