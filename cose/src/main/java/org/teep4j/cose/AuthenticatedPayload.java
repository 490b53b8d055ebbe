package org.teep4j.cose;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.internal.KeyIdText;

/**
 * A payload whose MAC has been verified. Only the {@code verify…} methods of {@link CoseMac0} and
 * {@link CoseMac} return it.
 *
 * <p>Anyone who has the key could have made the MAC, the verifier included. The bytes are a view,
 * not a copy: do not change the underlying array after verification.
 */
public final class AuthenticatedPayload implements CosePayload {

  private final Bytes bytes;
  private final CoseHeaders headers;
  private final CoseAlgorithm algorithm;
  private final Optional<Bytes> keyId;

  AuthenticatedPayload(
      Bytes bytes, CoseHeaders headers, CoseAlgorithm algorithm, Optional<Bytes> keyId) {
    this.bytes = bytes;
    this.headers = headers;
    this.algorithm = algorithm;
    this.keyId = keyId;
  }

  @Override
  public Bytes bytes() {
    return bytes;
  }

  @Override
  public CoseHeaders headers() {
    return headers;
  }

  @Override
  public CoseAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public Optional<Bytes> keyId() {
    return keyId;
  }

  /** The number of bytes, the algorithm and the key identifier. */
  @Override
  public String toString() {
    return "AuthenticatedPayload["
        + bytes.length()
        + " bytes, "
        + algorithm
        + KeyIdText.of(keyId)
        + "]";
  }
}
