package org.teep4j.suit;

/**
 * The rules beyond the CDDL that an envelope must satisfy so that recipients can use it. The list
 * is closed.
 */
public enum SuitEnvelopeRule {
  /** The envelope has at least one authentication block (draft-ietf-suit-manifest, Section 8.3). */
  AUTHENTICATION_BLOCK(
      "authentication-block", "an envelope has a signature or MAC over the manifest's digest"),

  /** A severed member in the envelope can be decoded, and its digest matches the manifest. */
  SEVERED_MEMBER(
      "severed-member",
      "a severed member is well-formed and has the digest that the manifest names"),

  /** The key of a payload is a URI that a command of the manifest fetches from. */
  PAYLOAD_NOT_FETCHED(
      "payload-not-fetched", "the key of a payload is a URI that the manifest fetches"),

  /** A condition of the manifest compares a digest with the payload. */
  PAYLOAD_WITHOUT_DIGEST(
      "payload-without-digest", "the manifest holds each payload against a digest"),

  /** A payload, or the manifest in a dependency, has the demanded digest and size. */
  PAYLOAD_DIGEST("payload-digest", "a payload has the digest and size that the manifest demands"),

  /**
   * A URI that is only a fragment is the key of a payload, because only the envelope can supply it.
   */
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
