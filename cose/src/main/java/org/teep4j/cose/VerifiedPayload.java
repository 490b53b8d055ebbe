package org.teep4j.cose;

import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * A payload whose signature has been verified. Only {@code verify…} of a signed message makes one.
 *
 * <p>The bytes are those that were verified, not a copy: whoever changes the array underneath them
 * changes them after the fact.
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
   * @return those of the COSE_Signature; for COSE_Sign1 the same as {@link #headers()}
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
   * What verified the signature, among those that were given or found.
   *
   * @return the verifier; a {@link CertificatePathVerifier} if a certificate was trusted
   */
  public CoseVerifier verifier() {
    return verifier;
  }

  /** The number of bytes, the algorithm and the key identifier. */
  @Override
  public String toString() {
    return "VerifiedPayload[" + bytes.length() + " bytes, " + algorithm + ", kid=" + keyId() + "]";
  }
}
