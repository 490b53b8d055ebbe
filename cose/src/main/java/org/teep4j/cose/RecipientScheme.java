package org.teep4j.cose;

/** The method by which a recipient gets the content key. */
enum RecipientScheme {
  /** The shared key is the content key (RFC 9053, Section 6.1.1). */
  DIRECT,
  /** The content key is derived from a shared secret by HKDF (RFC 9053, Section 6.1.2). */
  DIRECT_HKDF,
  /** As {@link #DIRECT_HKDF}, with AES-CBC-MAC instead of HMAC (RFC 9053, Section 6.1.2). */
  DIRECT_HKDF_AES,
  /** AES key wrap (RFC 9053, Section 6.2.1). */
  AES_KW,
  /** RSA key transport (RFC 8230, Section 3). */
  RSAES_OAEP,
  /** ECDH of an ephemeral and a static key (RFC 9053, Sections 6.3 and 6.4). */
  ECDH_ES,
  /** ECDH of two static keys (RFC 9053, Sections 6.3 and 6.4). */
  ECDH_SS,
  /** Hybrid public key encryption of the key (draft-ietf-cose-hpke, Section 3.3). */
  HPKE
}
