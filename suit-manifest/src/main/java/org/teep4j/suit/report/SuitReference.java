package org.teep4j.suit.report;

import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.VerifiedManifest;

/**
 * {@code SUIT_Reference} (draft-ietf-suit-report, Section "The SUIT_Report"): the manifest that a
 * report describes.
 *
 * <pre>{@code
 * SUIT_Reference = [
 *   suit-report-manifest-uri : tstr,
 *   suit-report-manifest-digest : SUIT_Digest
 * ]
 * }</pre>
 *
 * @param manifestUri the manifest's {@code suit-reference-uri}, not checked
 * @param manifestDigest the digest in the manifest's authentication wrapper
 */
public record SuitReference(String manifestUri, SuitDigest manifestDigest)
    implements CborEncodable {

  /**
   * The reference to a verified manifest.
   *
   * @param manifest the manifest that was processed
   * @return its URI, empty if it has none because the structure demands one, and its digest
   */
  public static SuitReference of(VerifiedManifest manifest) {
    return new SuitReference(manifest.referenceUri().orElse(""), manifest.digest());
  }

  static SuitReference read(CborReader reader) throws DecodeException {
    reader.enterArray(2);
    String manifestUri = reader.readText();
    SuitDigest manifestDigest = SuitDigest.read(reader);
    reader.exitArray();
    return new SuitReference(manifestUri, manifestDigest);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.beginArray().writeText(manifestUri).write(manifestDigest).endArray();
  }
}
