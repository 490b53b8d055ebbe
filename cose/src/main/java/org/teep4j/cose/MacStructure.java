package org.teep4j.cose;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Segments;

/**
 * {@code MAC_structure}, the input of a MAC (RFC 9052, Section 6.3).
 *
 * <pre>{@code
 * MAC_structure = [
 *   context : "MAC" / "MAC0",
 *   protected : bstr,
 *   external_aad : bstr,
 *   payload : bstr
 * ]
 * }</pre>
 */
final class MacStructure {

  static final String MAC0 = "MAC0";
  static final String MAC = "MAC";

  private MacStructure() {}

  /** The encoded structure. The payload is referenced, not copied. */
  static Segments toBeMaced(
      String context, CoseHeaders headers, Bytes externalAad, Segments payload) {
    CborWriter writer = new CborWriter();
    writer.beginArray().writeText(context).writeBytes(headers.protectedForSigning());
    return writer.writeBytes(externalAad).writeBytes(payload).endArray().toSegments();
  }

  /** The encoded structure with a payload that is streamed from a source. */
  static ContentSource toBeMaced(
      String context, CoseHeaders headers, Bytes externalAad, ContentSource payload) {
    Segments none = Segments.of(Bytes.empty());
    return StreamedMessage.of(toBeMaced(context, headers, externalAad, none), payload);
  }
}
