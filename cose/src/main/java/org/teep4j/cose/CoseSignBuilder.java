package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Puts a COSE_Sign together: tagged, and with the payload in the message, unless told otherwise.
 * Methods that set something return this builder.
 *
 * <p>{@link #sign(CoseSigner)} adds one signature after the other. Where signing takes a journey,
 * {@link #signAsync(CoseAsyncSigner)} and {@link #buildAsync()} wait for it, or {@link
 * #toBeSigned(CoseHeaders)} is sent away, and {@link #signature(CoseSignature)} takes what comes
 * back. Headers, payload and external data must be set before the first signature.
 */
public final class CoseSignBuilder {

  private CoseHeaders headers = CoseHeaders.empty();
  private @Nullable Segments payload;
  private Bytes externalAad = Bytes.empty();
  private boolean detached;
  private boolean streamed;
  private boolean tagged = true;
  private final List<CompletableFuture<CoseSignature>> signatures = new ArrayList<>();

  CoseSignBuilder() {}

  /**
   * Sets the headers of the message.
   *
   * @param value both buckets
   * @return this builder
   * @throws IllegalStateException if there is a signature already
   */
  public CoseSignBuilder headers(CoseHeaders value) {
    requireUnsigned();
    headers = value;
    return this;
  }

  /**
   * Sets the payload.
   *
   * @param value what is signed, referenced
   * @return this builder
   * @throws IllegalStateException if there is a signature already
   */
  public CoseSignBuilder payload(Bytes value) {
    return payload(Segments.of(value));
  }

  /**
   * Sets the payload from bytes that lie apart, as an encoded message around a large payload does.
   *
   * @param value what is signed, referenced
   * @return this builder
   */
  public CoseSignBuilder payload(Segments value) {
    requireUnsigned();
    payload = value;
    return this;
  }

  /**
   * Sets the externally supplied data (RFC 9052, Section 4.3).
   *
   * @param value what the verifier will have to supply too, referenced
   * @return this builder
   * @throws IllegalStateException if there is a signature already
   */
  public CoseSignBuilder externalAad(Bytes value) {
    requireUnsigned();
    externalAad = value;
    return this;
  }

  private void requireUnsigned() {
    if (!signatures.isEmpty()) {
      throw new IllegalStateException("there is a signature already");
    }
  }

  /**
   * Leaves the payload out of the message.
   *
   * @return this builder
   */
  public CoseSignBuilder detached() {
    detached = true;
    return this;
  }

  /**
   * Leaves the CBOR tag out.
   *
   * @return this builder
   */
  public CoseSignBuilder untagged() {
    tagged = false;
    return this;
  }

  /**
   * Adds a signature with {@code alg} in its protected header, and {@code kid} in the unprotected
   * one if the signer has one.
   *
   * @param signer signs
   * @return this builder
   * @throws GeneralSecurityException if the signer cannot sign, or returns another form of
   *     signature
   * @throws IllegalStateException if there is no payload
   */
  public CoseSignBuilder sign(CoseSigner signer) throws GeneralSecurityException {
    return sign(signer, CoseHeaders.empty());
  }

  /**
   * Adds a signature with headers of its own, to which {@code alg} and {@code kid} are added where
   * they are absent.
   *
   * @param signer signs
   * @param signatureHeaders the headers of the signature
   * @return this builder
   * @throws GeneralSecurityException if the signer cannot sign, or returns another form of
   *     signature
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is no payload
   */
  public CoseSignBuilder sign(CoseSigner signer, CoseHeaders signatureHeaders)
      throws GeneralSecurityException {
    CoseHeaders completed = KeySigner.complete(signatureHeaders, signer);
    Bytes signature = SigStructure.sign(signer, toBeSigned(completed));
    return signature(new CoseSignature(completed, signature));
  }

  /**
   * Adds a signature that comes later, as {@link #sign(CoseSigner)} does. The order of signatures
   * is that of these calls.
   *
   * @param signer signs
   * @return this builder
   * @throws IllegalStateException if there is no payload
   */
  public CoseSignBuilder signAsync(CoseAsyncSigner signer) {
    return signAsync(signer, CoseHeaders.empty());
  }

  /**
   * Adds a signature that comes later, as {@link #sign(CoseSigner, CoseHeaders)} does. The order of
   * signatures is that of these calls.
   *
   * @param signer signs
   * @param signatureHeaders the headers of the signature
   * @return this builder
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is no payload
   */
  public CoseSignBuilder signAsync(CoseAsyncSigner signer, CoseHeaders signatureHeaders) {
    CoseHeaders completed =
        CoseHeadersBuilder.complete(signatureHeaders, signer.algorithm(), signer.keyId());
    signatures.add(
        SigStructure.sign(signer, toBeSigned(completed))
            .thenApply(signature -> new CoseSignature(completed, signature)));
    return this;
  }

  /**
   * Adds a signature over a payload that is read from its source and stays out of the message, in
   * constant memory where the algorithm admits that. The payload has to be the same for all
   * signatures.
   *
   * @param value what is signed; read once
   * @param signer signs
   * @param signatureHeaders the headers of the signature
   * @return this builder
   * @throws GeneralSecurityException as {@link #sign(CoseSigner, CoseHeaders)}
   * @throws IOException if the payload cannot be read, is longer or shorter than its source says,
   *     or too long for the algorithm
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is a payload in memory
   */
  public CoseSignBuilder signDetached(
      ContentSource value, CoseSigner signer, CoseHeaders signatureHeaders)
      throws GeneralSecurityException, IOException {
    if (payload != null) {
      throw new IllegalStateException("there is a payload already");
    }
    streamed = true;
    CoseHeaders completed = KeySigner.complete(signatureHeaders, signer);
    Bytes signature =
        SigStructure.sign(signer, SigStructure.toBeSigned(headers, completed, externalAad, value));
    return signature(new CoseSignature(completed, signature));
  }

  /**
   * The encoded Sig_structure (RFC 9052, Section 4.4) for a signer that is elsewhere.
   *
   * @param signatureHeaders the complete headers of the signature
   * @return the bytes to sign; the payload is referenced
   * @throws IllegalStateException if there is no payload
   */
  public Segments toBeSigned(CoseHeaders signatureHeaders) {
    return SigStructure.toBeSigned(headers, signatureHeaders, externalAad, requirePayload());
  }

  /**
   * Adds a signature that was made elsewhere, over {@link #toBeSigned(CoseHeaders)}.
   *
   * @param signature the signature with its headers, not verified here
   * @return this builder
   */
  public CoseSignBuilder signature(CoseSignature signature) {
    signatures.add(CompletableFuture.completedFuture(signature));
    return this;
  }

  /**
   * Makes the message.
   *
   * @return the message
   * @throws IllegalStateException if there is no payload or no signature, or one has not come yet
   * @throws java.util.concurrent.CompletionException if a signature that was to come later failed
   */
  public CoseSign build() {
    CompletableFuture<CoseSign> message = buildAsync();
    if (!message.isDone()) {
      throw new IllegalStateException("a signature has not come yet");
    }
    return message.join();
  }

  /**
   * Makes the message when all signatures have come. What is set after this call does not change
   * it.
   *
   * @return completes with the message; exceptionally if a signer fails, or with a {@link
   *     java.security.SignatureException} if one returns another form of signature
   * @throws IllegalStateException if there is no payload or no signature
   */
  public CompletableFuture<CoseSign> buildAsync() {
    Segments signed = streamed ? null : requirePayload();
    if (signatures.isEmpty()) {
      throw new IllegalStateException("there is no signature");
    }
    MessageContent content = new MessageContent(tagged, headers, detached ? null : signed);
    List<CompletableFuture<CoseSignature>> expected = List.copyOf(signatures);
    return CompletableFuture.allOf(expected.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> new CoseSign(content, expected.stream().map(CompletableFuture::join).toList()));
  }

  private Segments requirePayload() {
    if (payload == null) {
      throw new IllegalStateException("there is no payload");
    }
    return payload;
  }
}
