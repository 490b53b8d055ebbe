package org.teep4j.cose;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.internal.KeyIdText;

/**
 * A payload whose signature has been verified. Only the {@code verify…} methods of a signed message
 * create one.
 *
 * <p>The bytes are the verified bytes themselves, not a copy. Do not change the underlying array
 * after the verification.
 */
public final class VerifiedPayload implements CosePayload {

  private final Bytes bytes;
  private final CoseHeaders headers;
  private final CoseHeaders signatureHeaders;
  private final CoseAlgorithm algorithm;
  private final CoseVerifier verifier;

  VerifiedPayload(
      Bytes bytes,
      CoseHeaders headers,
      CoseHeaders signatureHeaders,
      CoseAlgorithm algorithm,
      CoseVerifier verifier) {
    this.bytes = bytes;
    this.headers = headers;
    this.signatureHeaders = signatureHeaders;
    this.algorithm = algorithm;
    this.verifier = verifier;
  }

  @Override
  public Bytes bytes() {
    return bytes;
  }

  @Override
  public CoseHeaders headers() {
    return headers;
  }

  /**
   * The headers of the signature that was verified. Only their protected part was verified.
   *
   * @return the headers of the COSE_Signature; for COSE_Sign1 the same as {@link #headers()}
   */
  public CoseHeaders signatureHeaders() {
    return signatureHeaders;
  }

  @Override
  public CoseAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public Optional<Bytes> keyId() {
    return verifier.keyId();
  }

  /**
   * The verifier that verified the signature, either the given one or one that the resolver found.
   *
   * @return the verifier; it has a {@linkplain CoseVerifier#certificatePath() certificate path} if
   *     a certificate was trusted
   */
  public CoseVerifier verifier() {
    return verifier;
  }

  /** The number of bytes, the algorithm and the key identifier. */
  @Override
  public String toString() {
    return "VerifiedPayload["
        + bytes.length()
        + " bytes, "
        + algorithm
        + KeyIdText.of(keyId())
        + "]";
  }
}
