package org.teep4j.cose;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.internal.KeyIdText;

/**
 * A decrypted plaintext. Only the {@code decrypt…} methods of COSE_Encrypt0 and COSE_Encrypt create
 * one.
 *
 * <p>With an authenticating algorithm (AEAD), an owner of the key made the plaintext. With AES-CTR
 * and AES-CBC, which must be permitted for each decryption, anyone could have changed it.
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
    return "DecryptedPayload["
        + bytes.length()
        + " bytes, "
        + algorithm
        + KeyIdText.of(keyId)
        + "]";
  }
}
