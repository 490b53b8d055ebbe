package org.teep4j.cose;

import java.util.List;

/**
 * A structure that can be countersigned: the six messages, their signatures and recipients, and
 * countersignatures themselves (RFC 9338, Section 2).
 */
public sealed interface Countersignable
    permits CoseMessage, CoseSignature, CoseRecipient, CoseCountersignature {

  /**
   * The headers of the structure, not verified: the sender of the message may have forged them. Use
   * them to find a key, for example. Base decisions on {@link CosePayload#protectedHeaders()}
   * instead.
   *
   * @return both buckets, not verified
   */
  CoseHeaders unverifiedHeaders();

  /**
   * The countersignatures on this structure, of all forms. They are not verified, and the sender of
   * the message may have removed some.
   *
   * @return the countersignatures; empty if there are none
   */
  default List<CoseCountersignature> countersignatures() {
    return CoseCountersignature.in(unverifiedHeaders());
  }

  /**
   * This structure with one more countersignature in its unprotected header. All other bytes stay
   * the same, so existing signatures and tags over the structure remain valid.
   *
   * @param countersignature a countersignature on this structure; not verified here
   * @return the new structure
   * @throws IllegalArgumentException if the form is deprecated, or the form is abbreviated and the
   *     structure already has an abbreviated countersignature
   */
  Countersignable withCountersignature(CoseCountersignature countersignature);
}
