package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Makes signatures asynchronously with one key and one algorithm, for example in a key management
 * service. The signatures are checked like those of a {@link CoseSigner}.
 */
public interface CoseAsyncSigner {

  /** The only algorithm of this signer; its signatures name it in {@code alg}. */
  CoseAlgorithm algorithm();

  /**
   * The identifier of the key, which goes into the unprotected header.
   *
   * @return the {@code kid}, or empty if the key has none
   */
  Optional<Bytes> keyId();

  /**
   * The SHA-256 thumbprint of the public key (RFC 9679), for protocols that name keys by it.
   *
   * @return 32 bytes; empty if the signer does not know its public key
   */
  default Optional<Bytes> thumbprint() {
    return Optional.empty();
  }

  /**
   * Starts to make a signature.
   *
   * @param toBeSigned the encoded Sig_structure (RFC 9052, Section 4.4); need not be copied, and
   *     may be read before or after this method returns
   * @return a future that completes with the signature as COSE encodes it (for ECDSA r and s, each
   *     as long as the curve's field), or exceptionally; the array belongs to the message
   *     afterwards
   */
  CompletableFuture<byte[]> sign(Segments toBeSigned);

  /**
   * Makes an asynchronous signer from a synchronous one, for example to use both in one message.
   *
   * @param signer the synchronous signer
   * @param executor runs the signer; {@code Runnable::run} signs in the thread of the caller
   * @return the signer
   */
  static CoseAsyncSigner of(CoseSigner signer, Executor executor) {
    return new CoseAsyncSigner() {
      @Override
      public CoseAlgorithm algorithm() {
        return signer.algorithm();
      }

      @Override
      public Optional<Bytes> keyId() {
        return signer.keyId();
      }

      @Override
      public Optional<Bytes> thumbprint() {
        return signer.thumbprint();
      }

      @Override
      public CompletableFuture<byte[]> sign(Segments toBeSigned) {
        return CompletableFuture.supplyAsync(
            () -> {
              try {
                return signer.sign(toBeSigned);
              } catch (GeneralSecurityException e) {
                throw new CompletionException(e);
              }
            },
            executor);
      }
    };
  }
}
