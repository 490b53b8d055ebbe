package org.teep4j.eat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseLabel;

/**
 * {@code psa-software-component} (RFC 9783, Section 4.4.1): software that the Root of Trust has
 * loaded.
 *
 * @param measurementType the role of the software, such as {@code BL} or {@code PRoT}
 * @param measurementValue the hash of the software, 32, 48 or 64 bytes
 * @param version the version
 * @param signerId identifies the signer of the software, 32, 48 or 64 bytes
 * @param measurementDescription the name of the hash function
 */
public record PsaSoftwareComponent(
    Optional<String> measurementType,
    Bytes measurementValue,
    Optional<String> version,
    Bytes signerId,
    Optional<String> measurementDescription) {

  static PsaSoftwareComponent read(ClaimReader reader) throws DecodeException {
    long at = reader.cbor().offset();
    @Nullable String type = null;
    @Nullable Bytes value = null;
    @Nullable String version = null;
    @Nullable Bytes signer = null;
    @Nullable String description = null;
    reader.cbor().enterMap();
    while (reader.cbor().hasNext()) {
      CoseLabel label = reader.label();
      switch (label.toString()) {
        case "1" -> type = reader.text();
        case "2" -> value = PsaToken.readHash(reader);
        case "4" -> version = reader.text();
        case "5" -> signer = PsaToken.readHash(reader);
        case "6" -> description = reader.text();
        default -> reader.cbor().skip();
      }
    }
    reader.cbor().exitMap();
    if (value == null || signer == null) {
      throw new DecodeException(
          Reason.MISSING_ELEMENT, at, "a component needs measurement-value and signer-id");
    }
    return new PsaSoftwareComponent(
        Optional.ofNullable(type),
        value,
        Optional.ofNullable(version),
        signer,
        Optional.ofNullable(description));
  }
}
