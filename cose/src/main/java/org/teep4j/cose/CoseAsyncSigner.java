package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Makes signatures that come later, as those of a key management service do, with one key and one
 * algorithm. What comes is checked as what a {@link CoseSigner} returns.
 */
public interface CoseAsyncSigner {

  /**
   * The algorithm that this signer is bound to, and that its signatures name.
   *
   * @return the algorithm
   */
  CoseAlgorithm algorithm();

  /**
   * The identifier of the key, which goes into the unprotected header.
   *
   * @return the {@code kid}, or empty if the key has none
   */
  Optional<Bytes> keyId();

  /**
   * Begins to make a signature.
   *
   * @param toBeSigned the encoded Sig_structure (RFC 9052, Section 4.4); read it from where it
   *     lies, or hash it, before this returns or after
   * @return completes with the signature as COSE encodes it, for ECDSA r and s, each as long as the
   *     curve's field; or exceptionally. The array belongs to the message from then on
   */
  CompletableFuture<byte[]> sign(Segments toBeSigned);

  /**
   * An asynchronous signer that has another one do its work on another thread.
   *
   * @param signer signs
   * @param executor runs it
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
