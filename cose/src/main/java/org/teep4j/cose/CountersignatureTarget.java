package org.teep4j.cose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;

/**
 * The parts of a structure that go into Countersign_structure (RFC 9338, Section 3.3).
 *
 * @param headers the headers of the structure
 * @param payload the second byte string of the structure: payload, ciphertext or signature; null if
 *     it is detached
 * @param otherFields the further byte strings of the structure
 */
record CountersignatureTarget(
    CoseHeaders headers, @Nullable Segments payload, List<Bytes> otherFields) {

  /** A layer, whose byte string is never detached. */
  static CountersignatureTarget of(CoseHeaders headers, Bytes inner) {
    return new CountersignatureTarget(headers, Segments.of(inner), List.of());
  }

  /**
   * The payload, embedded or detached.
   *
   * @param detached the detached payload from the caller, or null
   */
  Segments payload(@Nullable Segments detached) throws VerificationException {
    if (payload != null && detached != null) {
      throw new VerificationException(Failure.TWO_PAYLOADS);
    }
    Segments found = payload != null ? payload : detached;
    if (found == null) {
      throw new VerificationException(Failure.NO_PAYLOAD);
    }
    return found;
  }
}
