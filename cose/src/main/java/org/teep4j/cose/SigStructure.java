package org.teep4j.cose;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Segments;

/**
 * {@code Sig_structure}, the bytes to be signed (RFC 9052, Section 4.4).
 *
 * <pre>{@code
 * Sig_structure = [
 *   context : "Signature" / "Signature1",
 *   body_protected : bstr,
 *   ? sign_protected : bstr,       ; absent in COSE_Sign1
 *   external_aad : bstr,
 *   payload : bstr
 * ]
 * }</pre>
 */
final class SigStructure {

  private SigStructure() {}

  /**
   * The encoded structure. The payload is referenced, not copied.
   *
   * @param signature the headers of the COSE_Signature; null for COSE_Sign1
   */
  static Segments toBeSigned(
      CoseHeaders body, @Nullable CoseHeaders signature, Bytes externalAad, Segments payload) {
    CborWriter writer = new CborWriter();
    writer.beginArray();
    writer.writeText(signature == null ? "Signature1" : "Signature");
    writer.writeBytes(body.protectedForSigning());
    if (signature != null) {
      writer.writeBytes(signature.protectedForSigning());
    }
    return writer.writeBytes(externalAad).writeBytes(payload).endArray().toSegments();
  }

  /** The encoded structure with a payload that is streamed from a source. */
  static ContentSource toBeSigned(
      CoseHeaders body, @Nullable CoseHeaders signature, Bytes externalAad, ContentSource payload) {
    Segments none = Segments.of(Bytes.empty());
    return StreamedMessage.of(toBeSigned(body, signature, externalAad, none), payload);
  }

  /** Calls a signer with a streamed message, and checks the form of the signature. */
  static Bytes sign(CoseSigner signer, ContentSource toBeSigned)
      throws GeneralSecurityException, IOException {
    return signer.algorithm().checkSignature(signer.sign(toBeSigned));
  }

  /** Calls a signer, and checks the form of the signature. */
  static Bytes sign(CoseSigner signer, Segments toBeSigned) throws GeneralSecurityException {
    return signer.algorithm().checkSignature(signer.sign(toBeSigned));
  }

  /** Calls an asynchronous signer, and checks the form of the signature when it completes. */
  static CompletableFuture<Bytes> sign(CoseAsyncSigner signer, Segments toBeSigned) {
    CoseAlgorithm algorithm = signer.algorithm();
    return signer
        .sign(toBeSigned)
        .thenApply(
            signature -> {
              try {
                return algorithm.checkSignature(signature);
              } catch (SignatureException e) {
                throw new CompletionException(e);
              }
            });
  }
}
