package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Builds a COSE_Sign1. By default it is tagged and contains the payload. Setters return this
 * builder.
 *
 * <p>There are three ways to sign. {@link #sign(CoseSigner)} signs in this thread. {@link
 * #signAsync(CoseAsyncSigner)} takes a remote signer. For any other remote signer, set complete
 * headers, have {@link #toBeSigned()} signed, and pass the signature to {@link #build(Bytes)}.
 */
public final class CoseSign1Builder extends PayloadBuilder<CoseSign1Builder> {

  CoseSign1Builder() {}

  /**
   * Signs. If they are absent, {@code alg} is added to the protected header and {@code kid} to the
   * unprotected header.
   *
   * @param signer makes the signature
   * @return the message
   * @throws GeneralSecurityException if the signer cannot sign, or the form of its signature is
   *     wrong
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is no payload
   */
  public CoseSign1 sign(CoseSigner signer) throws GeneralSecurityException {
    CoseHeaders completed = complete(headers, signer.algorithm(), signer.keyId());
    Bytes signature = SigStructure.sign(signer, toBeSigned(completed));
    return new CoseSign1(content(completed), signature);
  }

  /**
   * Signs as {@link #sign(CoseSigner)} does, with a signer that returns the signature later.
   * Setters that are called after this method do not change the message.
   *
   * @param signer makes the signature
   * @return completes with the message; completes exceptionally if the signer fails, or with a
   *     {@link java.security.SignatureException} if the form of its signature is wrong
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if there is no payload
   */
  public CompletableFuture<CoseSign1> signAsync(CoseAsyncSigner signer) {
    CoseHeaders completed = complete(headers, signer.algorithm(), signer.keyId());
    MessageContent content = content(completed);
    return SigStructure.sign(signer, toBeSigned(completed))
        .thenApply(signature -> new CoseSign1(content, signature));
  }

  /**
   * Signs a detached payload that is streamed from a source. This takes constant memory if the
   * algorithm permits it.
   *
   * @param value the payload; read once
   * @param signer makes the signature
   * @return the message
   * @throws GeneralSecurityException as for {@link #sign(CoseSigner)}
   * @throws IOException if the payload cannot be read, does not have the length that its source
   *     states, or is too long for the algorithm
   * @throws IllegalArgumentException if the headers name another algorithm
   * @throws IllegalStateException if a payload has been set
   */
  public CoseSign1 signDetached(ContentSource value, CoseSigner signer)
      throws GeneralSecurityException, IOException {
    requireNoPayload();
    CoseHeaders completed = complete(headers, signer.algorithm(), signer.keyId());
    Bytes signature =
        SigStructure.sign(signer, SigStructure.toBeSigned(completed, null, externalAad, value));
    return new CoseSign1(streamed(completed), signature);
  }

  /**
   * The encoded Sig_structure (RFC 9052, Section 4.4), for a remote signer.
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
   * Makes the message from a remote signer's signature over {@link #toBeSigned()}.
   *
   * @param signature the signature as COSE encodes it, not verified here
   * @return the message
   * @throws IllegalStateException if there is no payload
   */
  public CoseSign1 build(Bytes signature) {
    return new CoseSign1(content(headers), signature);
  }
}
