package org.teep4j.suit;

import java.util.Optional;
import org.teep4j.codec.DecodeException;

/**
 * What became of a member that was severed from a manifest.
 *
 * @param member the member
 * @param state where it is, and whether it has the digest that the manifest names
 * @param malformed why and where it could not be decoded, if it is there and could not; the offset
 *     is that in the input that the envelope was decoded from
 */
public record SuitSeveredCheck(
    SuitManifestLabel member, State state, Optional<DecodeException> malformed) {

  /** Where a member is, and whether it is the right one. */
  public enum State {
    /** The envelope has it, with the digest that the manifest names. */
    DIGEST_RIGHT,
    /** The envelope has another one, or the digest's algorithm is not supported. */
    DIGEST_WRONG,
    /** The envelope has it, and the manifest names no digest: nobody accepts the envelope. */
    NO_DIGEST,
    /** The manifest names a digest, and the envelope does not have the member, as may be. */
    ABSENT
  }

  /**
   * Whether nothing is wrong.
   *
   * @return true if the member is right and was decoded, or is absent
   */
  public boolean isRight() {
    return (state == State.DIGEST_RIGHT || state == State.ABSENT) && malformed.isEmpty();
  }
}
