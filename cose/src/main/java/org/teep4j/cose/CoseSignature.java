package org.teep4j.cose;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;

/**
 * One of the signatures of a COSE_Sign: {@code COSE_Signature} (RFC 9052, Section 4.1). Immutable.
 *
 * @param headers the headers of this signature
 * @param signature the signature as COSE encodes it
 */
public record CoseSignature(CoseHeaders headers, Bytes signature) implements Countersignable {

  static CoseSignature read(CborReader reader) throws DecodeException {
    reader.enterArray(3);
    CoseSignature signature =
        new CoseSignature(CoseHeaders.read(reader), CoseSign1.readSignature(reader));
    reader.exitArray();
    return signature;
  }

  @Override
  public CoseSignature withCountersignature(CoseCountersignature countersignature) {
    return new CoseSignature(headers.withCountersignature(countersignature), signature);
  }

  void encodeTo(CborWriter writer) {
    writer.beginArray();
    headers.encodeTo(writer);
    writer.writeBytes(signature).endArray();
  }
}
