package org.teep4j.cose;

import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * The result of verifying a signature over a streamed payload: a {@link VerifiedPayload} without
 * the bytes, which are not kept.
 *
 * @param headers the headers of the message; only their protected part was verified
 * @param signatureHeaders the headers of the COSE_Signature that was verified; for COSE_Sign1 the
 *     same as {@code headers}
 * @param algorithm the algorithm of the signature
 * @param verifier the verifier that verified the signature, either the given one or one that the
 *     resolver found
 */
public record SignatureReceipt(
    CoseHeaders headers,
    CoseHeaders signatureHeaders,
    CoseAlgorithm algorithm,
    CoseVerifier verifier) {

  /**
   * The identifier of the key that was used. It comes from the local key, not from the message.
   *
   * @return the key identifier, or empty if the key has none
   */
  public Optional<Bytes> keyId() {
    return verifier.keyId();
  }
}
