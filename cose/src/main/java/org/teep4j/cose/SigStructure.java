package org.teep4j.cose;

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
      CoseHeaders body, @Nullable CoseHeaders signature, Bytes externalAad, Bytes payload) {
    CborWriter writer = new CborWriter();
    writer.beginArray();
    writer.writeText(signature == null ? "Signature1" : "Signature");
    writer.writeBytes(body.protectedForSigning());
    if (signature != null) {
      writer.writeBytes(signature.protectedForSigning());
    }
    return writer.writeBytes(externalAad).writeBytes(payload).endArray().toSegments();
  }
}
