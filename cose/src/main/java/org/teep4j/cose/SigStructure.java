package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.SignatureException;
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

  /**
   * Has a signer sign, and refuses what could not verify because it has another form: DER instead
   * of two numbers is what signers that were written for other formats return.
   */
  static Bytes sign(CoseSigner signer, Segments toBeSigned) throws GeneralSecurityException {
    Bytes signature = Bytes.wrap(signer.sign(toBeSigned));
    int size = signer.algorithm().signatureBytes();
    if (size != 0 && signature.length() != size) {
      throw new SignatureException(
          "a signature of "
              + signer.algorithm().ianaName()
              + " takes "
              + size
              + " bytes, the signer returned "
              + signature.length());
    }
    return signature;
  }
}
