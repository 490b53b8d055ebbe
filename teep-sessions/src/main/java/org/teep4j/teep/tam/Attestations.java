package org.teep4j.teep.tam;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.VerificationException;
import org.teep4j.teep.AttestationDecryptor;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.session.AttestationPayload;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.Verdict;
import org.teep4j.teep.session.Verifier;

/**
 * Finds the Verifier of an attestation payload and takes its verdict.
 *
 * @param verifiers the Verifiers, the preferred ones first
 * @param decryptor decrypts payloads, if the TAM has a key for that
 * @param peer in what the Agents differ from the specification
 */
record Attestations(
    List<Verifier> verifiers, Optional<AttestationDecryptor> decryptor, PeerOptions peer) {

  /** The payload of a QueryResponse, decrypted if it is encrypted and the TAM has a key. */
  Optional<AttestationPayload> payload(QueryResponse response) {
    String format =
        response.attestationPayloadFormat().orElse(TeepMessage.DEFAULT_ATTESTATION_PAYLOAD_FORMAT);
    return response
        .attestationPayload()
        .map(payload -> new AttestationPayload(format, open(payload)));
  }

  /** What cannot be decrypted stays as it is; no Verifier will affirm it. */
  private Bytes open(Bytes payload) {
    if (decryptor.isEmpty() || !AttestationDecryptor.isEncrypted(payload)) {
      return payload;
    }
    try {
      return decryptor.get().decrypt(payload).bytes();
    } catch (VerificationException | DecodeException e) {
      return payload;
    }
  }

  /** The nonce that a payload claims to have. */
  Optional<Bytes> nonce(AttestationPayload payload) {
    return judgesOf(payload).stream()
        .map(verifier -> verifier.nonce(payload))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * The verdict on a payload. One about another key than the message's is a refusal.
   *
   * @throws IOException if the Verifier cannot be reached
   */
  Verdict judge(AttestationPayload payload, Optional<Bytes> challenge, Optional<CoseKey> messageKey)
      throws IOException {
    Verdict verdict = new Verdict.Refused("there is no Verifier for " + payload.mediaType());
    for (Verifier verifier : judgesOf(payload)) {
      verdict = bound(verifier.verify(payload, challenge, messageKey), messageKey);
      if (!(verdict instanceof Verdict.Refused)) {
        return verdict;
      }
    }
    return verdict;
  }

  private static Verdict bound(Verdict verdict, Optional<CoseKey> messageKey) {
    if (verdict instanceof Verdict.Affirmed affirmed
        && messageKey.isPresent()
        && !affirmed.thumbprint().equals(messageKey.get().thumbprint())) {
      return new Verdict.Refused("the attested key is not the one that signed the message");
    }
    return verdict;
  }

  private List<Verifier> judgesOf(AttestationPayload payload) {
    return verifiers.stream().filter(verifier -> verifier.isFor(payload, peer)).toList();
  }
}
