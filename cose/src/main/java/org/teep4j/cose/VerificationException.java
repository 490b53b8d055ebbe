package org.teep4j.cose;

import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a signature, MAC, digest, ciphertext or certificate is not acceptable. No content has
 * been verified then.
 *
 * <p>The exception says which step failed. Where the details are not secret, it gives them too: the
 * algorithms, the label, the fault of a certificate. It contains no keys, plaintexts or compared
 * values, so it can be shown to anyone.
 *
 * <p>It has no stack trace, because the sender of messages controls how often it is thrown. If a
 * provider failed, the cause has a stack trace.
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
    /** More signatures than the number that is tried could be from the verifier's key. */
    TOO_MANY_SIGNATURES(7, "too many signatures could be the verifier's"),
    /** The message has no signature that could be verified. */
    NO_SIGNATURE(0, "no signature is there to be verified"),
    /** None of the trusted keys could have made the signature. */
    NO_KEY(1, "no trusted key could have made the signature"),
    /**
     * A certificate is malformed, revoked or not fit for its use, or no path leads from it to a
     * trust anchor (in TEEP: ERR_BAD_CERTIFICATE).
     */
    CERTIFICATE(3, "the certificate is not acceptable"),
    /** A certificate is expired, or not valid yet (in TEEP: ERR_CERTIFICATE_EXPIRED). */
    CERTIFICATE_EXPIRED(4, "a certificate is not valid at this time"),
    /** No protected header parameter says which certificate is the signer's. */
    UNPROTECTED_CERTIFICATE(3, "which certificate is the signer's is not protected"),
    /** A claim is not acceptable, or has another value in the header than in the payload. */
    CLAIMS(6, "a claim is not acceptable"),
    /** The MAC does not verify. */
    MAC(5, "the MAC does not verify"),
    /** The ciphertext does not decrypt with this key and these headers. */
    DECRYPTION(5, "the ciphertext cannot be decrypted"),
    /** The headers and the key together give no initialization vector of the right length. */
    IV(3, "there is no usable initialization vector"),
    /** The algorithm authenticates nothing, and the options do not permit that. */
    UNAUTHENTICATED_ENCRYPTION(3, "the algorithm authenticates nothing, which is not permitted"),
    /** The algorithm authenticates nothing, and there are protected headers or external data. */
    UNPROTECTED_DATA(3, "the algorithm cannot protect the headers or the external data"),
    /** The headers do not declare the payload a digest, or its length is wrong. */
    NO_DIGEST(6, "the payload is no digest"),
    /** None of the verified data contains a digest of the payload. */
    NO_PAYLOAD_DIGEST(6, "no digest that was verified covers the payload"),
    /** The digest that was verified is that of the payload before it was encrypted. */
    PLAINTEXT_DIGEST(6, "the digest is of the payload before its encryption"),
    /** A digest differs from the digest of the given bytes. */
    DIGEST(6, "the digest does not match"),
    /** The digest algorithm is not supported. */
    DIGEST_ALGORITHM(6, "the digest algorithm is not supported"),
    /** The verifiable data structure of a receipt is not supported. */
    DATA_STRUCTURE(3, "the verifiable data structure is not supported"),
    /** A receipt has no proof of the wanted kind. */
    NO_PROOF(0, "the receipt has no such proof"),
    /**
     * A proof does not lead to the root that was signed, or does not start from the trusted one.
     */
    PROOF(5, "the proof does not lead from what was given to the root of the tree"),
    /** A message has no receipt. */
    NO_RECEIPT(0, "no receipt is there to be verified"),
    /** The key fits no recipient of the message. */
    NO_RECIPIENT(1, "no recipient of the message fits the key"),
    /** The key fits more recipients than the number that is tried. */
    TOO_MANY_RECIPIENTS(7, "too many recipients could be meant"),
    /** A recipient whose method determines the content key is not the only recipient. */
    DIRECT_RECIPIENT(3, "a recipient with a direct method must be the only one"),
    /** The recipient lacks an element that its algorithm requires, or has one that it forbids. */
    RECIPIENT_FORM(3, "the recipient is not as its algorithm demands"),
    /** The content key cannot be recovered. */
    RECIPIENT(5, "the content key cannot be recovered"),
    /** The security provider failed, see the cause. */
    PROVIDER(6, "the security provider failed");

    private final int rank;
    private final String message;

    /**
     * Creates a constant.
     *
     * @param rank how far the verification came: 0 nothing to verify, 1 nothing for this key, 2
     *     another algorithm, 3 a rule was broken before any computation, 4 the time was wrong, 5
     *     the computation failed, 6 a later step failed, 7 too many trials
     */
    Failure(int rank, String message) {
      this.rank = rank;
      this.message = message;
    }

    /**
     * Whether this failure says more about a message than another one. If several keys and
     * signatures were tried, the trial that came further is more likely the intended one.
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

  /** The detail; may be empty. */
  private final String detail;

  /**
   * A failed step.
   *
   * @param failure the step
   */
  public VerificationException(Failure failure) {
    this(failure, "", null);
  }

  /**
   * A failed step with a detail.
   *
   * @param failure the step
   * @param detail a sentence fragment for a person; shows no secret
   */
  public VerificationException(Failure failure, String detail) {
    this(failure, detail, null);
  }

  /**
   * A failed step with its cause.
   *
   * @param failure the step
   * @param cause the underlying exception
   */
  public VerificationException(Failure failure, Throwable cause) {
    this(failure, "", cause);
  }

  /**
   * A failed step with a detail and a cause.
   *
   * @param failure the step
   * @param detail a sentence fragment for a person; shows no secret; may be empty
   * @param cause the underlying exception, or null
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
   * The detail that {@link #getMessage()} appends to the step.
   *
   * @return a sentence fragment for a person; empty if there is no detail
   */
  public String detail() {
    return detail;
  }

  /**
   * Selects the refusal to report when several keys, signatures or recipients were tried.
   *
   * @param first the refusal so far, or null
   * @param second the next refusal
   * @return {@code first}, unless {@code second} came further
   */
  public static VerificationException moreTelling(
      @Nullable VerificationException first, VerificationException second) {
    return first == null || second.failure.saysMoreThan(first.failure) ? second : first;
  }
}
