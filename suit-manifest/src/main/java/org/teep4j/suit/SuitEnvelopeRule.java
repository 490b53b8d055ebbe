package org.teep4j.suit;

/**
 * What an envelope must be like for others to use it, beyond what its CDDL says. The list is
 * closed.
 */
public enum SuitEnvelopeRule {
  /** Somebody has signed or authenticated the manifest (draft-ietf-suit-manifest, Section 8.3). */
  AUTHENTICATION_BLOCK(
      "authentication-block", "an envelope has a signature or MAC over the manifest's digest"),

  /** A severed member in the envelope has the digest that the manifest names, and can be read. */
  SEVERED_MEMBER(
      "severed-member",
      "a severed member is well-formed and has the digest that the manifest names"),

  /** The key of a payload is a URI that a command of the manifest fetches from. */
  PAYLOAD_NOT_FETCHED(
      "payload-not-fetched", "the key of a payload is a URI that the manifest fetches"),

  /** A condition of the manifest compares a digest with the payload. */
  PAYLOAD_WITHOUT_DIGEST(
      "payload-without-digest", "the manifest holds each payload against a digest"),

  /** A payload, or the manifest in a dependency, has the digest and size that are demanded. */
  PAYLOAD_DIGEST("payload-digest", "a payload has the digest and size that the manifest demands"),

  /** A URI that only the envelope can serve, a fragment alone, is the key of a payload. */
  PAYLOAD_MISSING(
      "payload-missing", "a URI of a fragment alone is the key of a payload in the envelope");

  private final String id;
  private final String sentence;

  SuitEnvelopeRule(String id, String sentence) {
    this.id = id;
    this.sentence = sentence;
  }

  /**
   * A name for programs and tables.
   *
   * @return lower-case words with hyphens; does not change between versions
   */
  public String id() {
    return id;
  }

  /**
   * The rule, for a person.
   *
   * @return a sentence without capital and full stop
   */
  public String sentence() {
    return sentence;
  }
}
