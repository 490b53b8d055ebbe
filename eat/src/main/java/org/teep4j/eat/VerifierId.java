package org.teep4j.eat;

import org.jspecify.annotations.Nullable;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseLabel;

/**
 * {@code verifier-id} (draft-ietf-rats-ar4si-09, Section 3.3): which software appraised the
 * Evidence. Who runs it is said by the signature.
 *
 * @param developer who made it
 * @param build which build it is
 */
public record VerifierId(String developer, String build) {

  private static final int DEVELOPER = 0;
  private static final int BUILD = 1;
  private static final String DEVELOPER_NAME = "developer";
  private static final String BUILD_NAME = "build";

  static VerifierId read(ClaimReader reader) throws DecodeException {
    @Nullable String developer = null;
    @Nullable String build = null;
    long at = reader.cbor().offset();
    reader.cbor().enterMap();
    while (reader.cbor().hasNext()) {
      CoseLabel label = reader.label();
      if (is(label, DEVELOPER, DEVELOPER_NAME)) {
        developer = reader.text();
      } else if (is(label, BUILD, BUILD_NAME)) {
        build = reader.text();
      } else {
        reader.cbor().skip();
      }
    }
    reader.cbor().exitMap();
    if (developer == null || build == null) {
      throw new DecodeException(
          Reason.MISSING_ELEMENT, at, "a verifier-id needs developer and build");
    }
    return new VerifierId(developer, build);
  }

  private static boolean is(CoseLabel label, int number, String name) {
    return label.isText() ? label.text().equals(name) : label.is(number);
  }

  void write(ClaimWriter writer) {
    writer.cbor().beginMap();
    writer.label(DEVELOPER, DEVELOPER_NAME);
    writer.text(developer);
    writer.label(BUILD, BUILD_NAME);
    writer.text(build);
    writer.cbor().endMap();
  }
}
