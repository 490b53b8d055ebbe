package org.teep4j.suit;

import java.util.Optional;
import org.teep4j.codec.DecodeException;

/**
 * The result of comparing a severed member with its digest in the manifest.
 *
 * @param state whether the envelope contains it, and whether its digest matches the manifest
 * @param malformed the reason and place of a decoding failure, or empty; the offset counts in the
 *     input that the envelope was decoded from
 */
public record SuitSeveredCheck(
    SuitManifestLabel member, State state, Optional<DecodeException> malformed) {

  /** Whether the envelope contains a member, and whether its digest matches. */
  public enum State {
    /** The envelope contains it, and its digest matches the manifest. */
    DIGEST_RIGHT,
    /**
     * The envelope contains it, and its digest differs, or the digest algorithm is not supported.
     */
    DIGEST_WRONG,
    /**
     * The envelope contains it, and the manifest has no digest for it. Recipients refuse the
     * envelope.
     */
    NO_DIGEST,
    /** The manifest has a digest, and the envelope does not contain the member. This is allowed. */
    ABSENT
  }

  /**
   * Whether the check found no fault.
   *
   * @return true if the digest matches and the member was decoded, or if the member is absent
   */
  public boolean isRight() {
    return (state == State.DIGEST_RIGHT || state == State.ABSENT) && malformed.isEmpty();
  }
}
