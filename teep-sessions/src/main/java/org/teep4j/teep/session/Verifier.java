package org.teep4j.teep.session;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;

/**
 * Judges Evidence or Attestation Results (RFC 9334). A Verifier may be in this process or be asked
 * over a network. Implementations are thread-safe and get hostile bytes.
 */
public interface Verifier {

  /**
   * The media types that this Verifier understands. A type without parameters stands for all
   * parameters.
   */
  Set<String> formats();

  /**
   * Whether this Verifier is to judge a payload. An Attestation Result is for those alone that name
   * the format of results, so that a Verifier of devices is not taken for one of results.
   *
   * @param payload the payload
   * @param peer whether a payload without a format may be Evidence
   */
  default boolean isFor(AttestationPayload payload, PeerOptions peer) {
    return formats().stream().anyMatch(known -> isFor(payload, known, peer));
  }

  private static boolean isFor(AttestationPayload payload, String known, PeerOptions peer) {
    boolean isOfResults = new AttestationPayload(known, Bytes.empty()).isAttestationResult();
    if (isOfResults || !payload.isAttestationResult()) {
      return payload.hasFormat(known);
    }
    return peer.evidenceWithoutFormat()
        && payload.format().isEmpty()
        && new AttestationPayload(AttestationPayload.EAT_EVIDENCE, Bytes.empty()).hasFormat(known);
  }

  /**
   * The nonce that a payload claims to have. It is not verified: it only finds the request that the
   * payload answers.
   *
   * @param payload the payload, decrypted
   * @return the nonce, or empty if there is none or it cannot be read
   */
  Optional<Bytes> nonce(AttestationPayload payload);

  /**
   * Judges a payload.
   *
   * @param payload the payload, decrypted
   * @param challenge the nonce that it must have, 8 to 512 bytes; empty in the Passport model,
   *     where its age must show that it is fresh
   * @param messageKey the public key that has signed the TEEP message, for formats without a claim
   *     for it, which bind it by a hash; empty if the key is unknown so far
   * @return the verdict; whether it is about the message's key is checked by the caller
   * @throws IOException if the Verifier cannot be reached
   */
  Verdict verify(
      AttestationPayload payload, Optional<Bytes> challenge, Optional<CoseKey> messageKey)
      throws IOException;
}
