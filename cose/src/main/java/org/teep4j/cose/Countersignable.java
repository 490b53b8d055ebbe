package org.teep4j.cose;

import java.util.List;

/**
 * A structure that a countersignature can be put on: the six messages, their signatures and
 * recipients, and countersignatures themselves (RFC 9338, Section 2).
 */
public sealed interface Countersignable
    permits CoseSignedMessage,
        CoseSignature,
        CoseMac0,
        CoseMac,
        CoseEncrypt0,
        CoseEncrypt,
        CoseRecipient,
        CoseCountersignature {

  /**
   * The headers of the structure, of which nothing is known: whoever sent the message may have made
   * them up. To find a key by, for example; decisions are made by {@link
   * CosePayload#protectedHeaders()}.
   *
   * @return both buckets, not verified
   */
  CoseHeaders unverifiedHeaders();

  /**
   * The countersignatures on this structure, of all forms. Nothing has been verified about them,
   * and whoever sent the message can have left some out.
   *
   * @return the countersignatures; empty if there are none
   */
  default List<CoseCountersignature> countersignatures() {
    return unverifiedHeaders().countersignatures();
  }

  /**
   * This structure with one more countersignature in its unprotected header. All else stays as it
   * is, byte for byte, and so do the signatures and tags over it.
   *
   * @param countersignature a countersignature on this structure; not verified here
   * @return the new structure
   * @throws IllegalArgumentException if the form is deprecated, or the structure has an abbreviated
   *     countersignature already, of which there can be only one
   */
  Countersignable withCountersignature(CoseCountersignature countersignature);
}
