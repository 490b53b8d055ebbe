package org.teep4j.cose;

import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * A signature or digest did not protect what it should have protected: nothing was verified.
 *
 * <p>Says which step failed and nothing about keys or values, so that it can be shown to anyone.
 */
public class VerificationException extends GeneralSecurityException {

  private static final long serialVersionUID = 1L;

  /** Which step failed. */
  public enum Failure {
    /** The payload or ciphertext is detached, and none was given. */
    NO_PAYLOAD("the payload or ciphertext is detached and none was given"),
    /** A payload or ciphertext was given, and the message carries one too. */
    TWO_PAYLOADS("a detached payload or ciphertext was given and the message carries one"),
    /** {@code alg} is absent from the protected header. */
    NO_PROTECTED_ALGORITHM("the protected header has no alg"),
    /** {@code alg} is not the algorithm that the verifier is bound to. */
    ALGORITHM("alg is not the verifier's algorithm"),
    /** {@code crit} lists a header parameter that is not understood. */
    CRITICAL_HEADER("crit lists a header parameter that is not understood"),
    /** The signature does not verify. */
    SIGNATURE("the signature does not verify"),
    /** More signatures than are tried could be the verifier's. */
    TOO_MANY_SIGNATURES("too many signatures could be the verifier's"),
    /** There is nothing that the verifier could verify. */
    NO_SIGNATURE("no signature is there to be verified"),
    /** No trusted key is known that could have made the signature. */
    NO_KEY("no trusted key could have made the signature"),
    /**
     * A certificate is malformed, revoked or not fit for its use, or no path leads from it to a
     * trust anchor (in TEEP: ERR_BAD_CERTIFICATE).
     */
    CERTIFICATE("the certificate is not acceptable"),
    /** A certificate is expired, or not valid yet (in TEEP: ERR_CERTIFICATE_EXPIRED). */
    CERTIFICATE_EXPIRED("a certificate is not valid at this time"),
    /** Nothing protected says which certificate is the signer's. */
    UNPROTECTED_CERTIFICATE("which certificate is the signer's is not protected"),
    /** A claim has another value in the header than in the payload. */
    CLAIMS("the claims in header and payload differ"),
    /** The MAC does not verify. */
    MAC("the MAC does not verify"),
    /** The ciphertext is not what this key and these headers can decrypt. */
    DECRYPTION("the ciphertext cannot be decrypted"),
    /** The headers and the key together give no initialization vector of the right length. */
    IV("there is no usable initialization vector"),
    /** The algorithm authenticates nothing, and the options do not permit that. */
    UNAUTHENTICATED_ENCRYPTION("the algorithm authenticates nothing, which is not permitted"),
    /** The algorithm authenticates nothing, and there are protected headers or external data. */
    UNPROTECTED_DATA("the algorithm cannot protect the headers or the external data"),
    /** The headers do not say that the payload is a digest, or it is too short or too long. */
    NO_DIGEST("the payload is no digest"),
    /** A digest differs from that of the bytes that it stands for. */
    DIGEST("the digest does not match"),
    /** The digest algorithm is not supported. */
    DIGEST_ALGORITHM("the digest algorithm is not supported"),
    /** There is no recipient that the key at hand could be meant for. */
    NO_RECIPIENT("no recipient of the message fits the key"),
    /** More recipients than are tried could be meant. */
    TOO_MANY_RECIPIENTS("too many recipients could be meant"),
    /** A recipient whose method determines the content key has others beside it. */
    DIRECT_RECIPIENT("a recipient with a direct method must be the only one"),
    /** The recipient lacks what its algorithm needs, or has what it forbids. */
    RECIPIENT_FORM("the recipient is not as its algorithm demands"),
    /** The content key cannot be recovered. */
    RECIPIENT("the content key cannot be recovered"),
    /** The security provider failed, see the cause. */
    PROVIDER("the security provider failed");

    private final String message;

    Failure(String message) {
      this.message = message;
    }
  }

  /** Which step failed. */
  private final Failure failure;

  /**
   * A failed step.
   *
   * @param failure which step
   */
  public VerificationException(Failure failure) {
    this(failure, null);
  }

  /**
   * A failed step with its cause.
   *
   * @param failure which step
   * @param cause what led here, or null
   */
  public VerificationException(Failure failure, @Nullable Throwable cause) {
    super(failure.message, cause);
    this.failure = failure;
  }

  /**
   * Which step failed.
   *
   * @return the step
   */
  public Failure failure() {
    return failure;
  }
}
