package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Builds a COSE_Sign. By default it is tagged and contains the payload. Setters return this
 * builder.
 *
 * <p>There are three ways to add a signature. {@link #sign(CoseSigner)} signs in this thread.
 * {@link #signAsync(CoseAsyncSigner)} takes a remote signer, and {@link #buildAsync()} waits for
 * its signature. For any other remote signer, have {@link #toBeSigned(CoseHeaders)} signed and pass
 * the signature to {@link #signature(CoseSignature)}. Headers, payload and external data must be
 * set before the first signature; afterwards their setters throw {@link IllegalStateException}.
 */
public final class CoseSignBuilder extends PayloadBuilder<CoseSignBuilder> {

  private final List<CompletableFuture<CoseSignature>> signatures = new ArrayList<>();
  private boolean streamed;

  CoseSignBuilder() {}

  @Override
  void requireUnprotected() {
    if (!signatures.isEmpty()) {
      throw new IllegalStateException("there is a signature already");
    }
  }

  /**
   * Adds a signature. {@code alg} goes into its protected header, and {@code kid}, if the signer
   * has one, into its unprotected header.
   *
   * @param signer makes the signature
   * @throws GeneralSecurityException if the signer cannot sign, or the form of its signature is
   *     wrong
   * @throws IllegalStateException if there is no payload
   */
  public CoseSignBuilder sign(CoseSigner signer) throws GeneralSecurityException {
    return sign(signer, CoseHeaders.empty());
  }

  /**
   * Adds a signature with further headers. {@code alg} and {@code kid} are added if they are
   * absent.
   *
   * @param signer makes the signature
   * @param signatureHeaders the headers of the signature
   * @throws GeneralSecurityException if the signer cannot sign, or the form of its signature is
   *     wrong
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is no payload
   */
  public CoseSignBuilder sign(CoseSigner signer, CoseHeaders signatureHeaders)
      throws GeneralSecurityException {
    CoseHeaders completed = complete(signatureHeaders, signer.algorithm(), signer.keyId());
    Bytes signature = SigStructure.sign(signer, toBeSigned(completed));
    return signature(new CoseSignature(completed, signature));
  }

  /**
   * Adds a signature as {@link #sign(CoseSigner)} does, with a signer that returns it later. The
   * signatures have the order of these calls.
   *
   * @param signer makes the signature
   * @throws IllegalStateException if there is no payload
   */
  public CoseSignBuilder signAsync(CoseAsyncSigner signer) {
    return signAsync(signer, CoseHeaders.empty());
  }

  /**
   * Adds a signature as {@link #sign(CoseSigner, CoseHeaders)} does, with a signer that returns it
   * later. The signatures have the order of these calls.
   *
   * @param signer makes the signature
   * @param signatureHeaders the headers of the signature
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is no payload
   */
  public CoseSignBuilder signAsync(CoseAsyncSigner signer, CoseHeaders signatureHeaders) {
    CoseHeaders completed = complete(signatureHeaders, signer.algorithm(), signer.keyId());
    signatures.add(
        SigStructure.sign(signer, toBeSigned(completed))
            .thenApply(signature -> new CoseSignature(completed, signature)));
    return this;
  }

  /**
   * Adds a signature over a detached payload that is streamed from a source. This takes constant
   * memory if the algorithm permits it. The payload must be the same for all signatures.
   *
   * @param value the payload; read once
   * @param signer makes the signature
   * @param signatureHeaders the headers of the signature
   * @throws GeneralSecurityException as for {@link #sign(CoseSigner, CoseHeaders)}
   * @throws IOException if the payload cannot be read, does not have the length that its source
   *     states, or is too long for the algorithm
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if a payload has been set
   */
  public CoseSignBuilder signDetached(
      ContentSource value, CoseSigner signer, CoseHeaders signatureHeaders)
      throws GeneralSecurityException, IOException {
    requireNoPayload();
    streamed = true;
    CoseHeaders completed = complete(signatureHeaders, signer.algorithm(), signer.keyId());
    Bytes signature =
        SigStructure.sign(signer, SigStructure.toBeSigned(headers, completed, externalAad, value));
    return signature(new CoseSignature(completed, signature));
  }

  /**
   * The encoded Sig_structure (RFC 9052, Section 4.4), for a remote signer.
   *
   * @param signatureHeaders the complete headers of the signature
   * @return the bytes to sign; the payload is referenced
   * @throws IllegalStateException if there is no payload
   */
  public Segments toBeSigned(CoseHeaders signatureHeaders) {
    return SigStructure.toBeSigned(headers, signatureHeaders, externalAad, requirePayload());
  }

  /**
   * Adds a remote signer's signature over {@link #toBeSigned(CoseHeaders)}.
   *
   * @param signature the signature with its headers, not verified here
   */
  public CoseSignBuilder signature(CoseSignature signature) {
    signatures.add(CompletableFuture.completedFuture(signature));
    return this;
  }

  /**
   * Makes the message.
   *
   * @return the message
   * @throws IllegalStateException if there is no payload or no signature, or a signature is still
   *     pending
   * @throws java.util.concurrent.CompletionException if a signer of {@code signAsync} failed
   */
  public CoseSign build() {
    CompletableFuture<CoseSign> message = buildAsync();
    if (!message.isDone()) {
      throw new IllegalStateException("a signature has not come yet");
    }
    return message.join();
  }

  /**
   * Makes the message when all signatures are complete. Setters that are called after this method
   * do not change the message.
   *
   * @return completes with the message; completes exceptionally if a signer fails, or with a {@link
   *     java.security.SignatureException} if the form of a signature is wrong
   * @throws IllegalStateException if there is no payload or no signature
   */
  public CompletableFuture<CoseSign> buildAsync() {
    MessageContent content = streamed ? streamed(headers) : content(headers);
    if (signatures.isEmpty()) {
      throw new IllegalStateException("there is no signature");
    }
    List<CompletableFuture<CoseSignature>> expected = List.copyOf(signatures);
    return CompletableFuture.allOf(expected.toArray(CompletableFuture[]::new))
        .thenApply(
            done ->
                new CoseSign(
                    content,
                    expected.stream()
                        .map(CompletableFuture::join)
                        .collect(Collectors.toUnmodifiableList())));
  }
}
