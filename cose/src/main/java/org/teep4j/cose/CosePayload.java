package org.teep4j.cose;

import java.util.Optional;
import org.teep4j.codec.Bytes;

/**
 * Content that came out of a COSE message after its protection had been checked. Its type says
 * which: a signature ({@link VerifiedPayload}), a MAC ({@link AuthenticatedPayload}) or encryption
 * ({@link DecryptedPayload}).
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
   * @return the headers beside the content
   */
  CoseHeaders headers();

  /**
   * The headers of the message that were verified with the payload: go by these.
   *
   * @return the protected bucket of {@link #headers()} alone
   */
  default CoseHeaders protectedHeaders() {
    return headers().onlyProtected();
  }

  /**
   * The algorithm that the content was protected with.
   *
   * @return what {@code alg} says
   */
  CoseAlgorithm algorithm();

  /**
   * The identifier of the key that was used, as its owner here knows it, whatever the message says.
   *
   * @return the key identifier, or empty if the key has none
   */
  Optional<Bytes> keyId();
}
