package org.teep4j.cose;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;

/**
 * {@code Enc_structure}, the additional authenticated data of encryption (RFC 9052, Section 5.3).
 *
 * <pre>{@code
 * Enc_structure = [
 *   context : "Encrypt" / "Encrypt0",
 *   protected : bstr,
 *   external_aad : bstr
 * ]
 * }</pre>
 */
final class EncStructure {

  static final String ENCRYPT0 = "Encrypt0";
  static final String ENCRYPT = "Encrypt";

  private EncStructure() {}

  /** The encoded structure. */
  static Bytes encode(String context, CoseHeaders headers, Bytes externalAad) {
    CborWriter writer = new CborWriter();
    writer.beginArray().writeText(context).writeBytes(headers.protectedForSigning());
    return writer.writeBytes(externalAad).endArray().toBytes();
  }
}
