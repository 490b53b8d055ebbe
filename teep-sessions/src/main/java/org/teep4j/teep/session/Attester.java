package org.teep4j.teep.session;

import java.io.IOException;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;

/**
 * Shows to the other side that this one is in a trustworthy state: makes Evidence, or has an
 * Attestation Result. Implementations are thread-safe.
 */
@FunctionalInterface
public interface Attester {

  /**
   * Makes Evidence or hands out an Attestation Result.
   *
   * @param challenge the nonce of the other side, 8 to 512 bytes, which Evidence must repeat; empty
   *     in the Passport model
   * @param messageKey the public key that signs the message in which the payload is sent; the
   *     payload must name it ({@code cnf} in an EAT)
   * @return the payload
   * @throws IOException if there is none now
   */
  AttestationPayload attest(Optional<Bytes> challenge, CoseKey messageKey) throws IOException;
}
