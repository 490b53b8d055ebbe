package org.teep4j.cose;

import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;

/**
 * One signature of a COSE_Sign, not verified: {@code COSE_Signature} (RFC 9052, Section 4.1).
 * Immutable.
 *
 * <pre>{@code
 * COSE_Signature = [
 *   protected : bstr,              ; an encoded header_map, or no bytes
 *   unprotected : header_map,
 *   signature : bstr
 * ]
 * }</pre>
 */
public final class CoseSignature extends Countersignable {

  private final CoseHeaders headers;
  private final Bytes signature;

  CoseSignature(CoseHeaders headers, Bytes signature) {
    this.headers = headers;
    this.signature = signature;
  }

  @Override
  CoseHeaders headers() {
    return headers;
  }

  /**
   * The signature.
   *
   * @return a view of the signature as COSE encodes it
   */
  public Bytes signature() {
    return signature;
  }

  static CoseSignature read(CborReader reader) throws DecodeException {
    reader.enterArray(3);
    CoseSignature signature =
        new CoseSignature(CoseHeaders.read(reader), HeaderReader.readSignature(reader));
    reader.exitArray();
    return signature;
  }

  @Override
  CountersignatureTarget target() {
    return CountersignatureTarget.of(headers, signature);
  }

  @Override
  public CoseSignature withCountersignature(CoseCountersignature countersignature) {
    return new CoseSignature(countersignature.addTo(headers), signature);
  }

  void encodeTo(CborWriter writer) {
    writer.beginArray();
    headers.encodeTo(writer);
    writer.writeBytes(signature).endArray();
  }

  /** Equal if headers and signature are equal. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof CoseSignature other
        && headers.equals(other.headers)
        && signature.equals(other.signature);
  }

  @Override
  public int hashCode() {
    return 31 * headers.hashCode() + signature.hashCode();
  }

  /** The headers and the size of the signature. */
  @Override
  public String toString() {
    return "CoseSignature[" + headers + ", " + signature.length() + " bytes]";
  }
}
