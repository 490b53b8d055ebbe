package org.teep4j.cose;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseCountersignature.Form;

/** {@code Countersign_structure}, the bytes that are countersigned (RFC 9338, Section 3.3). */
final class CountersignStructure {

  private CountersignStructure() {}

  /**
   * The encoded structure around the payload, which is referenced and not copied.
   *
   * <p>The deprecated forms never cover the other fields. Of the abbreviated ones, the deprecated
   * has an empty sign_protected and the other has none: RFC 8152 leaves that field out for
   * COSE_Sign1 alone.
   *
   * @param headers of the countersignature
   */
  static Segments toBeSigned(
      Form form,
      CountersignatureTarget target,
      CoseHeaders headers,
      Bytes externalAad,
      Segments payload) {
    boolean withOthers = !form.isDeprecated() && !target.otherFields().isEmpty();
    CborWriter writer = new CborWriter();
    writer.beginArray();
    writer.writeText(
        (form.isAbbreviated() ? "CounterSignature0" : "CounterSignature")
            + (withOthers ? "V2" : ""));
    writer.writeBytes(target.headers().protectedForSigning());
    if (form != Form.ABBREVIATED) {
      writer.writeBytes(headers.protectedForSigning());
    }
    writer.writeBytes(externalAad).writeBytes(payload);
    if (withOthers) {
      writer.beginArray();
      target.otherFields().forEach(writer::writeBytes);
      writer.endArray();
    }
    return writer.endArray().toSegments();
  }
}
