package org.teep4j.cose;

import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * A plaintext. Only {@code decrypt…} of a COSE_Encrypt0 or a COSE_Encrypt makes one.
 *
 * <p>With an algorithm that authenticates (AEAD), whoever has the key made it. With AES-CTR and
 * AES-CBC, which have to be permitted for each decryption, anyone could have changed it.
 */
public final class DecryptedPayload implements CosePayload {

  private final Bytes bytes;
  private final CoseHeaders headers;
  private final CoseAlgorithm algorithm;
  private final Optional<Bytes> keyId;

  DecryptedPayload(
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
    return "DecryptedPayload[" + bytes.length() + " bytes, " + algorithm + ", kid=" + keyId + "]";
  }
}
