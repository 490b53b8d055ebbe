package org.teep4j.eat;

import java.util.Optional;
import org.teep4j.codec.DecodeException;

/**
 * Where a Digital Letter of Approval can be fetched: {@code dloa-type} (RFC 9711, Section 4.2.14).
 *
 * @param registrar the URL of the registrar, not checked
 * @param platformLabel the platform that was certified
 * @param applicationLabel the application that was certified, if it was one
 */
public record Dloa(String registrar, String platformLabel, Optional<String> applicationLabel) {

  static Dloa read(ClaimReader reader) throws DecodeException {
    reader.cbor().enterArray();
    String registrar = reader.text();
    String platform = reader.text();
    Optional<String> application = Optional.ofNullable(reader.optional(ClaimReader::text));
    reader.cbor().exitArray();
    return new Dloa(registrar, platform, application);
  }

  void write(ClaimWriter writer) {
    writer.cbor().beginArray().writeText(registrar).writeText(platformLabel);
    applicationLabel.ifPresent(writer::text);
    writer.cbor().endArray();
  }
}
