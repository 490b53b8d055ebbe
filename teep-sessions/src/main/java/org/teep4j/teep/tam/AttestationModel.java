package org.teep4j.teep.tam;

/** How a QueryRequest asks for attestation (RFC 9334, Section 5). */
public enum AttestationModel {
  /** It does not ask; the QueryRequest has a token. */
  NONE,
  /** It has a challenge, and a Verifier judges what the Agent sends. */
  BACKGROUND_CHECK,
  /**
   * It has neither challenge nor token. The Agent presents an Attestation Result that it had
   * before; the age of the result alone shows that it is fresh.
   */
  PASSPORT
}
