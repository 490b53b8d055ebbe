package org.teep4j.cose;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;

/**
 * The content of a COSE message whose protection has been checked. The type says how the content
 * was protected: by a signature ({@link VerifiedPayload}), a MAC ({@link AuthenticatedPayload}) or
 * encryption ({@link DecryptedPayload}).
 */
public sealed interface CosePayload
    permits VerifiedPayload, AuthenticatedPayload, DecryptedPayload {

  /**
   * The content.
   *
   * @return a view of the bytes
   */
  Bytes bytes();

  /**
   * The headers of the message. Only their protected part was checked, see {@link
   * #protectedHeaders()}.
   *
   * @return both buckets
   */
  CoseHeaders headers();

  /**
   * The headers that were verified together with the payload. Base decisions on these.
   *
   * @return the protected bucket of {@link #headers()} alone
   */
  default CoseHeaders protectedHeaders() {
    return headers().onlyProtected();
  }

  /**
   * The algorithm that protected the content.
   *
   * @return the value of {@code alg}
   */
  CoseAlgorithm algorithm();

  /**
   * The identifier of the key that was used. It comes from the local key, not from the message.
   *
   * @return the key identifier, or empty if the key has none
   */
  Optional<Bytes> keyId();

  /**
   * The content as the claims of a CWT (RFC 8392).
   *
   * @return the claims, which reference the content
   * @throws DecodeException if the content is no map, or a label is neither a number nor a text
   */
  default CwtClaims cwtClaims() throws DecodeException {
    return CwtClaims.decode(bytes(), DecodeOptions.defaults());
  }
}
