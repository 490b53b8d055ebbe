package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Puts a COSE_Sign1 together: tagged, and with the payload in the message, unless told otherwise.
 * Methods that set something return this builder.
 *
 * <p>Either {@link #sign(CoseSigner)} does it all, or {@link #signAsync(CoseAsyncSigner)} where
 * signing takes a journey; or the headers are given complete, {@link #toBeSigned()} is sent away,
 * and {@link #build(Bytes)} takes what comes back.
 */
public final class CoseSign1Builder {

  private CoseHeaders headers = CoseHeaders.empty();
  private @Nullable Segments payload;
  private Bytes externalAad = Bytes.empty();
  private boolean detached;
  private boolean tagged = true;

  CoseSign1Builder() {}

  /**
   * Sets the headers.
   *
   * @param value both buckets
   * @return this builder
   */
  public CoseSign1Builder headers(CoseHeaders value) {
    headers = value;
    return this;
  }

  /**
   * Sets the payload.
   *
   * @param value what is signed, referenced
   * @return this builder
   */
  public CoseSign1Builder payload(Bytes value) {
    return payload(Segments.of(value));
  }

  /**
   * Sets the payload from bytes that lie apart, as an encoded message around a large payload does.
   *
   * @param value what is signed, referenced
   * @return this builder
   */
  public CoseSign1Builder payload(Segments value) {
    payload = value;
    return this;
  }

  /**
   * Sets the externally supplied data (RFC 9052, Section 4.3).
   *
   * @param value what the verifier will have to supply too, referenced
   * @return this builder
   */
  public CoseSign1Builder externalAad(Bytes value) {
    externalAad = value;
    return this;
  }

  /**
   * Leaves the payload out of the message.
   *
   * @return this builder
   */
  public CoseSign1Builder detached() {
    detached = true;
    return this;
  }

  /**
   * Leaves the CBOR tag out.
   *
   * @return this builder
   */
  public CoseSign1Builder untagged() {
    tagged = false;
    return this;
  }

  /**
   * Signs, with {@code alg} added to the protected header and {@code kid} to the unprotected one
   * where they are absent.
   *
   * @param signer signs
   * @return the message
   * @throws GeneralSecurityException if the signer cannot sign, or returns another form of
   *     signature
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is no payload
   */
  public CoseSign1 sign(CoseSigner signer) throws GeneralSecurityException {
    CoseHeaders completed = KeySigner.complete(headers, signer);
    Bytes signature = SigStructure.sign(signer, toBeSigned(completed));
    return new CoseSign1(content(completed), signature);
  }

  /**
   * Signs as {@link #sign(CoseSigner)} does, with a signer whose signature comes later. What is set
   * after this call does not change the message.
   *
   * @param signer signs
   * @return completes with the message; exceptionally if the signer fails, or with a {@link
   *     java.security.SignatureException} if it returns another form of signature
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is no payload
   */
  public CompletableFuture<CoseSign1> signAsync(CoseAsyncSigner signer) {
    CoseHeaders completed =
        CoseHeadersBuilder.complete(headers, signer.algorithm(), signer.keyId());
    MessageContent content = content(completed);
    return SigStructure.sign(signer, toBeSigned(completed))
        .thenApply(signature -> new CoseSign1(content, signature));
  }

  /**
   * Signs a payload that is read from its source and stays out of the message, in constant memory
   * where the algorithm admits that.
   *
   * @param value what is signed; read once
   * @param signer signs
   * @return the message
   * @throws GeneralSecurityException as {@link #sign(CoseSigner)}
   * @throws IOException if the payload cannot be read, is longer or shorter than its source says,
   *     or too long for the algorithm
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is a payload in memory
   */
  public CoseSign1 signDetached(ContentSource value, CoseSigner signer)
      throws GeneralSecurityException, IOException {
    if (payload != null) {
      throw new IllegalStateException("there is a payload already");
    }
    CoseHeaders completed = KeySigner.complete(headers, signer);
    Bytes signature =
        SigStructure.sign(signer, SigStructure.toBeSigned(completed, null, externalAad, value));
    return new CoseSign1(new MessageContent(tagged, completed, null), signature);
  }

  /**
   * The encoded Sig_structure (RFC 9052, Section 4.4) for a signer that is elsewhere.
   *
   * @return the bytes to sign; the payload is referenced
   * @throws IllegalStateException if there is no payload
   */
  public Segments toBeSigned() {
    return toBeSigned(headers);
  }

  private Segments toBeSigned(CoseHeaders completed) {
    return SigStructure.toBeSigned(completed, null, externalAad, requirePayload());
  }

  /**
   * Makes the message with a signature that was made elsewhere, over {@link #toBeSigned()}.
   *
   * @param signature the signature as COSE encodes it, not verified here
   * @return the message
   * @throws IllegalStateException if there is no payload
   */
  public CoseSign1 build(Bytes signature) {
    return new CoseSign1(content(headers), signature);
  }

  private MessageContent content(CoseHeaders completed) {
    Segments signed = requirePayload();
    return new MessageContent(tagged, completed, detached ? null : signed);
  }

  private Segments requirePayload() {
    if (payload == null) {
      throw new IllegalStateException("there is no payload");
    }
    return payload;
  }
}
