package org.teep4j.cose;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Segments;

/**
 * {@code Countersign_structure}, the bytes to be countersigned (RFC 9338, Section 3.3).
 *
 * <pre>{@code
 * Countersign_structure = [
 *   context : "CounterSignature" / "CounterSignature0" /
 *             "CounterSignatureV2" / "CounterSignature0V2",
 *   body_protected : bstr,
 *   ? sign_protected : bstr,
 *   external_aad : bstr,
 *   payload : bstr,
 *   ? other_fields : [ + bstr ]
 * ]
 * }</pre>
 */
final class CountersignStructure {

  private CountersignStructure() {}

  /**
   * The encoded structure. The payload is referenced, not copied.
   *
   * <p>The deprecated forms never cover the other fields. The deprecated abbreviated form has an
   * empty sign_protected, the current abbreviated form has none: RFC 8152 omits that field only for
   * COSE_Sign1.
   *
   * @param form the header parameter that holds the countersignature
   * @param headers the headers of the countersignature
   */
  static Segments toBeSigned(
      CoseHeaderParameter form,
      CountersignatureTarget target,
      CoseHeaders headers,
      Bytes externalAad,
      Segments payload) {
    boolean withOthers = !form.isDeprecatedCountersignature() && !target.otherFields().isEmpty();
    CborWriter writer = new CborWriter();
    writer.beginArray();
    writer.writeText(
        (form.isAbbreviatedCountersignature() ? "CounterSignature0" : "CounterSignature")
            + (withOthers ? "V2" : ""));
    writer.writeBytes(target.headers().protectedForSigning());
    if (form != CoseHeaderParameter.COUNTERSIGNATURE0_V2) {
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
