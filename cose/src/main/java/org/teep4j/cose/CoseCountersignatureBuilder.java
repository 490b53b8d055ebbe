package org.teep4j.cose;

import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Builds a countersignature (RFC 9338), by default in the full form. Setters return this builder.
 *
 * <p>{@link #sign} makes the countersignature in one step. For a remote signer, set the complete
 * headers, send {@link #toBeSigned} to the signer, and pass the returned signature to {@link
 * #build}.
 */
public final class CoseCountersignatureBuilder {

  private CoseHeaders headers = CoseHeaders.empty();
  private Bytes externalAad = Bytes.empty();
  private @Nullable Segments content;
  private boolean abbreviated;

  CoseCountersignatureBuilder() {}

  /**
   * Sets the headers of the countersignature.
   *
   * @param value both buckets
   */
  public CoseCountersignatureBuilder headers(CoseHeaders value) {
    headers = value;
    return this;
  }

  /**
   * Sets the externally supplied data (RFC 9052, Section 4.3).
   *
   * @param value the data that the verifier must supply too, referenced
   */
  public CoseCountersignatureBuilder externalAad(Bytes value) {
    externalAad = value;
    return this;
  }

  /**
   * Sets the content of a structure whose content is detached.
   *
   * @param value the detached payload or ciphertext, referenced
   */
  public CoseCountersignatureBuilder detachedContent(Segments value) {
    content = value;
    return this;
  }

  /** Makes the abbreviated form: the bare signature, without headers. */
  public CoseCountersignatureBuilder abbreviated() {
    abbreviated = true;
    return this;
  }

  /**
   * Countersigns. If the form has headers, {@code alg} is added to the protected header, and {@code
   * kid} to the unprotected one, where they are absent.
   *
   * @param target the structure to countersign; only further countersignatures may be added to it
   *     later
   * @param signer the key and its algorithm
   * @return the countersignature, to be added to the structure or sent alone
   * @throws GeneralSecurityException if the signer cannot sign or returns another form of
   *     signature, detached content was not set, or content was set and is not detached
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if the form is abbreviated and there are headers
   */
  public CoseCountersignature sign(Countersignable target, CoseSigner signer)
      throws GeneralSecurityException {
    CoseHeaders completed =
        abbreviated
            ? headers
            : CoseHeadersBuilder.complete(headers, signer.algorithm(), signer.keyId());
    Bytes signature = SigStructure.sign(signer, toBeSigned(target, completed));
    return new CoseCountersignature(parameter(), completed, signature);
  }

  /**
   * The encoded Countersign_structure (RFC 9338, Section 3.3), for a remote signer.
   *
   * @param target the structure to countersign
   * @return the bytes to sign; the content is referenced
   * @throws VerificationException if detached content was not set, or content was set and is not
   *     detached
   * @throws IllegalStateException if the form is abbreviated and there are headers
   */
  public Segments toBeSigned(Countersignable target) throws VerificationException {
    return toBeSigned(target, headers);
  }

  private Segments toBeSigned(Countersignable target, CoseHeaders completed)
      throws VerificationException {
    boolean hasHeaders =
        !headers.protectedParameters().isEmpty() || !headers.unprotectedParameters().isEmpty();
    if (abbreviated && hasHeaders) {
      throw new IllegalStateException("an abbreviated countersignature has no headers");
    }
    CountersignatureTarget parts = target.target();
    return CountersignStructure.toBeSigned(
        parameter(), parts, completed, externalAad, parts.payload(content));
  }

  /**
   * Makes the countersignature with a signature that a remote signer has made over {@link
   * #toBeSigned}.
   *
   * @param signature the signature as COSE encodes it, not verified here
   * @return the countersignature
   */
  public CoseCountersignature build(Bytes signature) {
    return new CoseCountersignature(parameter(), headers, signature);
  }

  private CoseHeaderParameter parameter() {
    return abbreviated
        ? CoseHeaderParameter.COUNTERSIGNATURE0_V2
        : CoseHeaderParameter.COUNTERSIGNATURE_V2;
  }
}
