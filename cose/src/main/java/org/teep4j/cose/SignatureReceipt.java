package org.teep4j.cose;

import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * What is known of a payload whose signature was verified while it was read: everything that a
 * {@link VerifiedPayload} has apart from the bytes, which nobody has kept.
 *
 * @param headers the headers of the message; only their protected part was verified
 * @param signatureHeaders those of the COSE_Signature that was verified; for COSE_Sign1 the same as
 *     {@code headers}
 * @param algorithm the algorithm that the signature was made with
 * @param verifier what verified the signature, among those that were given or found
 */
public record SignatureReceipt(
    CoseHeaders headers,
    CoseHeaders signatureHeaders,
    CoseAlgorithm algorithm,
    CoseVerifier verifier) {

  /**
   * The identifier of the key that was used, as its owner here knows it, whatever the message says.
   *
   * @return the key identifier, or empty if the key has none
   */
  public Optional<Bytes> keyId() {
    return verifier.keyId();
  }
}
