package org.teep4j.cose;

import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseCountersignature.Form;

/**
 * Puts a countersignature together (RFC 9338): full, unless told otherwise. Methods that set
 * something return this builder.
 *
 * <p>Either {@link #sign} does it all; or, where signing takes a journey, the headers are given
 * complete, {@link #toBeSigned} is sent away, and {@link #build} takes what comes back.
 */
public final class CoseCountersignatureBuilder {

  private CoseHeaders headers = CoseHeaders.empty();
  private Bytes externalAad = Bytes.empty();
  private @Nullable Segments content;
  private Form form = Form.FULL;

  CoseCountersignatureBuilder() {}

  /**
   * Sets the headers of the countersignature.
   *
   * @param value both buckets
   * @return this builder
   */
  public CoseCountersignatureBuilder headers(CoseHeaders value) {
    headers = value;
    return this;
  }

  /**
   * Sets the externally supplied data (RFC 9052, Section 4.3).
   *
   * @param value what the verifier will have to supply too, referenced
   * @return this builder
   */
  public CoseCountersignatureBuilder externalAad(Bytes value) {
    externalAad = value;
    return this;
  }

  /**
   * Gives the content of a structure that does not carry it.
   *
   * @param value the detached payload or ciphertext, referenced
   * @return this builder
   */
  public CoseCountersignatureBuilder detachedContent(Segments value) {
    content = value;
    return this;
  }

  /**
   * Makes the abbreviated form: the bare signature, without headers.
   *
   * @return this builder
   */
  public CoseCountersignatureBuilder abbreviated() {
    form = Form.ABBREVIATED;
    return this;
  }

  /**
   * Countersigns, with {@code alg} added to the protected header and {@code kid} to the unprotected
   * one where they are absent and the form has headers.
   *
   * @param target what to countersign; it must be finished, but for further countersignatures
   * @param signer signs
   * @return the countersignature, to be put on the structure or to be sent alone
   * @throws GeneralSecurityException if the signer cannot sign or returns another form of
   *     signature, or detached content is not given, or is given and not detached
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if the form is abbreviated and there are headers
   */
  public CoseCountersignature sign(Countersignable target, CoseSigner signer)
      throws GeneralSecurityException {
    CoseHeaders completed =
        form == Form.FULL
            ? CoseHeadersBuilder.complete(headers, signer.algorithm(), signer.keyId())
            : headers;
    Bytes signature = SigStructure.sign(signer, toBeSigned(target, completed));
    return new CoseCountersignature(form, completed, signature);
  }

  /**
   * The encoded Countersign_structure (RFC 9338, Section 3.3) for a signer that is elsewhere.
   *
   * @param target what to countersign
   * @return the bytes to sign; the content is referenced
   * @throws VerificationException if detached content is not given, or is given and not detached
   * @throws IllegalStateException if the form is abbreviated and there are headers
   */
  public Segments toBeSigned(Countersignable target) throws VerificationException {
    return toBeSigned(target, headers);
  }

  private Segments toBeSigned(Countersignable target, CoseHeaders completed)
      throws VerificationException {
    boolean hasHeaders =
        !headers.protectedParameters().isEmpty() || !headers.unprotectedParameters().isEmpty();
    if (form == Form.ABBREVIATED && hasHeaders) {
      throw new IllegalStateException("an abbreviated countersignature has no headers");
    }
    CountersignatureTarget parts = CountersignatureTarget.of(target);
    return CountersignStructure.toBeSigned(
        form, parts, completed, externalAad, parts.payload(content));
  }

  /**
   * Makes the countersignature with a signature that was made elsewhere, over {@link #toBeSigned}.
   *
   * @param signature the signature as COSE encodes it, not verified here
   * @return the countersignature
   */
  public CoseCountersignature build(Bytes signature) {
    return new CoseCountersignature(form, headers, signature);
  }
}
