package org.teep4j.cose;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Segments;

/** {@code MAC_structure}, the bytes that a MAC is computed over (RFC 9052, Section 6.3). */
final class MacStructure {

  static final String MAC0 = "MAC0";
  static final String MAC = "MAC";

  private MacStructure() {}

  /** The encoded structure around the payload, which is referenced and not copied. */
  static Segments toBeMaced(
      String context, CoseHeaders headers, Bytes externalAad, Segments payload) {
    CborWriter writer = new CborWriter();
    writer.beginArray().writeText(context).writeBytes(headers.protectedForSigning());
    return writer.writeBytes(externalAad).writeBytes(payload).endArray().toSegments();
  }

  /** The same around a payload that is read from its source. */
  static StreamedMessage toBeMaced(
      String context, CoseHeaders headers, Bytes externalAad, ContentSource payload) {
    Segments none = Segments.of(Bytes.empty());
    return StreamedMessage.of(toBeMaced(context, headers, externalAad, none), payload);
  }
}
