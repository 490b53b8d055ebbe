package org.teep4j.cose;

/** The signature schemes. Hash and curve are properties of {@link CoseAlgorithm}. */
enum SignatureScheme {
  /** ECDSA; a signature is r and s, each as long as the curve's field (RFC 9053, Section 2.1). */
  ECDSA,
  /** Pure EdDSA (RFC 8032). */
  EDDSA,
  /** RSASSA-PSS; MGF1 with the same hash, the salt as long as the hash (RFC 8230, Section 2). */
  RSA_PSS,
  /** RSASSA-PKCS1-v1_5 (RFC 8812, Section 2). */
  RSA_PKCS1,
  /** ML-DSA with an empty context string (RFC 9964, Section 5). */
  ML_DSA,
  /** Hash-based signatures with stateful private keys (RFC 8778). */
  HSS_LMS
}
