package org.teep4j.teep.session;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.eat.AttestationResult;

/** What a {@link Verifier} says of the side that has sent an {@link AttestationPayload}. */
public sealed interface Verdict {

  /**
   * The sender is in a trustworthy state. The verdict holds for the owner of one key; whoever asked
   * compares it with the key that has signed the message.
   *
   * @param thumbprint the SHA-256 thumbprint (RFC 9679) of the attested key
   * @param key the attested public key, if the payload has it and not only its thumbprint
   * @param expiry when the verdict ceases to hold, if it says so
   * @param result the Attestation Result that the sender may present to others, if there is one
   * @param statement what the Verifier says of the sender beyond that: claims of the device, trust
   *     tiers of its parts
   */
  record Affirmed(
      Bytes thumbprint,
      Optional<CoseKey> key,
      Optional<Instant> expiry,
      Optional<AttestationPayload> result,
      Optional<AttestationResult> statement)
      implements Verdict {

    /** Checks that no component is null. */
    public Affirmed {
      Objects.requireNonNull(thumbprint);
      Objects.requireNonNull(key);
      Objects.requireNonNull(expiry);
      Objects.requireNonNull(result);
      Objects.requireNonNull(statement);
    }

    /**
     * A verdict without expiry and statement about a key that is known.
     *
     * @param key the attested public key
     */
    public static Affirmed of(CoseKey key) {
      return new Affirmed(
          key.thumbprint(),
          Optional.of(key.toPublic()),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /**
   * The sender is not in a trustworthy state, or has not shown it.
   *
   * @param reason why, in one line without Evidence; it is sent to the other side and logged
   */
  record Refused(String reason) implements Verdict {}

  /** The Verifier takes longer. Its verdict will be delivered under the challenge. */
  record Later() implements Verdict {}
}
