package org.teep4j.suit;

import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Uint;

/**
 * A digest that a condition of a manifest compares with the payload of a URI.
 *
 * @param kind what the digest covers
 * @param component the component whose condition compares it
 * @param size the size in bytes that the manifest demands too, or null
 */
record PayloadDemand(Kind kind, long component, SuitDigest digest, @Nullable Uint size) {

  /** What a digest covers. */
  enum Kind {
    /** The payload as it was fetched. */
    PAYLOAD,
    /** The payload after decryption. */
    PLAINTEXT,
    /** The manifest in the payload, which is an envelope. */
    DEPENDENCY
  }
}
