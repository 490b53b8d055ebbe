package org.teep4j.cose;

/** How content is encrypted. */
enum ContentScheme {
  /** AES in Galois/Counter Mode (RFC 9053, Section 4.1). */
  AES_GCM,
  /** AES in Counter with CBC-MAC mode (RFC 9053, Section 4.2). */
  AES_CCM,
  /** ChaCha20 with Poly1305 (RFC 9053, Section 4.3). */
  CHACHA20_POLY1305,
  /** AES in Counter mode: nothing is authenticated (RFC 9459). */
  AES_CTR,
  /** AES in Cipher Block Chaining mode: nothing is authenticated (RFC 9459). */
  AES_CBC
}
