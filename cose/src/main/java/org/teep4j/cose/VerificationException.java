package org.teep4j.cose;

import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * A signature or digest did not protect what it should have protected: nothing was verified.
 *
 * <p>Says which step failed, and where that is no secret the detail: which algorithms, which label,
 * what is wrong with a certificate. It says nothing about keys, plaintexts or values that were
 * compared, so that it can be shown to anyone.
 *
 * <p>It has no stack trace: whoever sends messages decides how often it is thrown. Where a provider
 * failed, the cause has one.
 */
public class VerificationException extends GeneralSecurityException {

  private static final long serialVersionUID = 1L;

  /** Which step failed. */
  public enum Failure {
    /** The payload or ciphertext is detached, and none was given. */
    NO_PAYLOAD(3, "the payload or ciphertext is detached and none was given"),
    /** A payload or ciphertext was given, and the message carries one too. */
    TWO_PAYLOADS(3, "a detached payload or ciphertext was given and the message carries one"),
    /** {@code alg} is absent from the protected header. */
    NO_PROTECTED_ALGORITHM(2, "the protected header has no alg"),
    /** {@code alg} is not the algorithm that the verifier is bound to. */
    ALGORITHM(2, "the message names another algorithm"),
    /** {@code crit} lists a header parameter that is not understood. */
    CRITICAL_HEADER(3, "crit lists a header parameter that is not understood"),
    /** The signature does not verify. */
    SIGNATURE(5, "the signature does not verify"),
    /** More signatures than are tried could be the verifier's. */
    TOO_MANY_SIGNATURES(7, "too many signatures could be the verifier's"),
    /** There is nothing that the verifier could verify. */
    NO_SIGNATURE(0, "no signature is there to be verified"),
    /** No trusted key is known that could have made the signature. */
    NO_KEY(1, "no trusted key could have made the signature"),
    /**
     * A certificate is malformed, revoked or not fit for its use, or no path leads from it to a
     * trust anchor (in TEEP: ERR_BAD_CERTIFICATE).
     */
    CERTIFICATE(3, "the certificate is not acceptable"),
    /** A certificate is expired, or not valid yet (in TEEP: ERR_CERTIFICATE_EXPIRED). */
    CERTIFICATE_EXPIRED(4, "a certificate is not valid at this time"),
    /** Nothing protected says which certificate is the signer's. */
    UNPROTECTED_CERTIFICATE(3, "which certificate is the signer's is not protected"),
    /** A claim has another value in the header than in the payload. */
    CLAIMS(6, "the claims in header and payload differ"),
    /** The MAC does not verify. */
    MAC(5, "the MAC does not verify"),
    /** The ciphertext is not what this key and these headers can decrypt. */
    DECRYPTION(5, "the ciphertext cannot be decrypted"),
    /** The headers and the key together give no initialization vector of the right length. */
    IV(3, "there is no usable initialization vector"),
    /** The algorithm authenticates nothing, and the options do not permit that. */
    UNAUTHENTICATED_ENCRYPTION(3, "the algorithm authenticates nothing, which is not permitted"),
    /** The algorithm authenticates nothing, and there are protected headers or external data. */
    UNPROTECTED_DATA(3, "the algorithm cannot protect the headers or the external data"),
    /** The headers do not say that the payload is a digest, or it is too short or too long. */
    NO_DIGEST(6, "the payload is no digest"),
    /** Nothing that was verified names a digest of the payload. */
    NO_PAYLOAD_DIGEST(6, "no digest that was verified covers the payload"),
    /** The digest that was verified is that of the payload before it was encrypted. */
    PLAINTEXT_DIGEST(6, "the digest is of the payload before its encryption"),
    /** A digest differs from that of the bytes that it stands for. */
    DIGEST(6, "the digest does not match"),
    /** The digest algorithm is not supported. */
    DIGEST_ALGORITHM(6, "the digest algorithm is not supported"),
    /** There is no recipient that the key at hand could be meant for. */
    NO_RECIPIENT(1, "no recipient of the message fits the key"),
    /** More recipients than are tried could be meant. */
    TOO_MANY_RECIPIENTS(7, "too many recipients could be meant"),
    /** A recipient whose method determines the content key has others beside it. */
    DIRECT_RECIPIENT(3, "a recipient with a direct method must be the only one"),
    /** The recipient lacks what its algorithm needs, or has what it forbids. */
    RECIPIENT_FORM(3, "the recipient is not as its algorithm demands"),
    /** The content key cannot be recovered. */
    RECIPIENT(5, "the content key cannot be recovered"),
    /** The security provider failed, see the cause. */
    PROVIDER(6, "the security provider failed");

    private final int rank;
    private final String message;

    /**
     * A row.
     *
     * @param rank how far whoever was refused had come: 0 nothing was there, 1 nothing was for this
     *     key, 2 the algorithm was another, 3 a rule was broken before anything was computed, 4 the
     *     time was wrong, 5 the computation failed, 6 what follows it failed, 7 no more is tried
     */
    Failure(int rank, String message) {
      this.rank = rank;
      this.message = message;
    }

    /**
     * Whether this says more about a message than another failure, of several keys and signatures
     * that were tried: the one that came further is likelier the one that was meant.
     *
     * @param other the other failure
     * @return true if this came further
     */
    public boolean saysMoreThan(Failure other) {
      return rank > other.rank;
    }
  }

  /** Which step failed. */
  private final Failure failure;

  /** More about it; may be empty. */
  private final String detail;

  /**
   * A failed step.
   *
   * @param failure which step
   */
  public VerificationException(Failure failure) {
    this(failure, "", null);
  }

  /**
   * A failed step with more about it.
   *
   * @param failure which step
   * @param detail a sentence fragment for a person; shows no secret
   */
  public VerificationException(Failure failure, String detail) {
    this(failure, detail, null);
  }

  /**
   * A failed step with its cause.
   *
   * @param failure which step
   * @param cause what led here
   */
  public VerificationException(Failure failure, Throwable cause) {
    this(failure, "", cause);
  }

  /**
   * A failed step with more about it, and its cause.
   *
   * @param failure which step
   * @param detail a sentence fragment for a person; shows no secret; may be empty
   * @param cause what led here, or null
   */
  public VerificationException(Failure failure, String detail, @Nullable Throwable cause) {
    super(null, cause);
    this.failure = failure;
    this.detail = detail;
  }

  /** Leaves the stack trace out. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /** Which step failed, and the detail if there is one. */
  @Override
  public String getMessage() {
    return detail.isEmpty() ? failure.message : failure.message + ": " + detail;
  }

  /**
   * Which step failed.
   *
   * @return the step
   */
  public Failure failure() {
    return failure;
  }

  /**
   * What {@link #getMessage()} says beside the step.
   *
   * @return a sentence fragment for a person; empty if there is no more to say
   */
  public String detail() {
    return detail;
  }

  /**
   * Which of two refusals to report, where several keys, signatures or recipients were tried.
   *
   * @param first what has been refused so far, or null
   * @param second what has been refused after that
   * @return {@code first}, unless {@code second} came further
   */
  public static VerificationException moreTelling(
      @Nullable VerificationException first, VerificationException second) {
    return first == null || second.failure.saysMoreThan(first.failure) ? second : first;
  }
}
