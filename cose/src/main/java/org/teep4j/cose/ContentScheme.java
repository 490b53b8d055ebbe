package org.teep4j.cose;

/** The schemes of content encryption. */
enum ContentScheme {
  /** AES in Galois/Counter Mode (RFC 9053, Section 4.1). */
  AES_GCM,
  /** AES in Counter with CBC-MAC mode (RFC 9053, Section 4.2). */
  AES_CCM,
  /** ChaCha20 with Poly1305 (RFC 9053, Section 4.3). */
  CHACHA20_POLY1305,
  /** AES in Counter mode, without authentication (RFC 9459). */
  AES_CTR,
  /** AES in Cipher Block Chaining mode, without authentication (RFC 9459). */
  AES_CBC
}
