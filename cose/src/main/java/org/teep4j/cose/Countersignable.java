package org.teep4j.cose;

import java.util.List;
import java.util.Optional;

/**
 * A structure that can be countersigned: the six messages, their signatures and recipients, and
 * countersignatures themselves (RFC 9338, Section 2).
 */
public abstract class Countersignable {

  /** Only structures of this package can be countersigned. */
  Countersignable() {}

  /**
   * The headers of the structure, not verified: the sender of the message may have forged them. Use
   * them to find a key, for example. Base decisions on {@link CosePayload#protectedHeaders()}
   * instead.
   *
   * @return both buckets, not verified
   */
  public final CoseHeaders unverifiedHeaders() {
    return headers();
  }

  /**
   * The value of {@code alg} in the headers: what the sender states, and what verification compares
   * with the algorithm of the key.
   *
   * @return a number or text; empty if {@code alg} is absent
   */
  public final Optional<CoseLabel> statedAlgorithm() {
    return headers().algorithmId();
  }

  /**
   * The countersignatures on this structure, of all forms. They are not verified, and the sender of
   * the message may have removed some.
   *
   * @return the countersignatures; empty if there are none
   */
  public final List<CoseCountersignature> countersignatures() {
    return CoseCountersignature.in(headers());
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
  public abstract Countersignable withCountersignature(CoseCountersignature countersignature);

  /** The headers, for verification and decryption, which check them. */
  abstract CoseHeaders headers();

  /** The parts that a countersignature covers. */
  abstract CountersignatureTarget target();
}
