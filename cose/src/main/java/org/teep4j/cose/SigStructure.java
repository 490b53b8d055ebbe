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

/** {@code Sig_structure}, the bytes that are signed (RFC 9052, Section 4.4). */
final class SigStructure {

  private SigStructure() {}

  /**
   * The encoded structure around the payload, which is referenced and not copied.
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

  /** The same around a payload that is read from its source. */
  static StreamedMessage toBeSigned(
      CoseHeaders body, @Nullable CoseHeaders signature, Bytes externalAad, ContentSource payload) {
    Segments none = Segments.of(Bytes.empty());
    return StreamedMessage.of(toBeSigned(body, signature, externalAad, none), payload);
  }

  /** Has a signer sign what is read from its source, and checks what it returns. */
  static Bytes sign(CoseSigner signer, StreamedMessage toBeSigned)
      throws GeneralSecurityException, IOException {
    return checked(signer.algorithm(), Streaming.sign(signer, toBeSigned));
  }

  /** Has a signer sign, and checks what it returns. */
  static Bytes sign(CoseSigner signer, Segments toBeSigned) throws GeneralSecurityException {
    return checked(signer.algorithm(), signer.sign(toBeSigned));
  }

  /** Has a signer sign later, and checks what comes. */
  static CompletableFuture<Bytes> sign(CoseAsyncSigner signer, Segments toBeSigned) {
    CoseAlgorithm algorithm = signer.algorithm();
    return signer
        .sign(toBeSigned)
        .thenApply(
            signature -> {
              try {
                return checked(algorithm, signature);
              } catch (SignatureException e) {
                throw new CompletionException(e);
              }
            });
  }

  /**
   * Refuses what could not verify because it has another form: DER instead of two numbers is what
   * signers that were written for other formats return.
   */
  private static Bytes checked(CoseAlgorithm algorithm, byte @Nullable [] signature)
      throws SignatureException {
    if (signature == null || signature.length == 0) {
      throw new SignatureException("the signer returned no signature");
    }
    int size = algorithm.signatureBytes();
    if (size != 0 && signature.length != size) {
      throw new SignatureException(
          "a signature of "
              + algorithm.ianaName()
              + " takes "
              + size
              + " bytes, the signer returned "
              + signature.length);
    }
    return Bytes.wrap(signature);
  }
}
