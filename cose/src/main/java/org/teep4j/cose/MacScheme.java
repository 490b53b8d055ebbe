package org.teep4j.cose;

/** How a message authentication code is computed. */
enum MacScheme {
  /** HMAC (RFC 9053, Section 3.1). */
  HMAC,
  /** AES-CBC-MAC with a zero IV and zero padding (RFC 9053, Section 3.2). */
  AES_CBC_MAC
}
