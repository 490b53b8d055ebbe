package org.teep4j.teep.session;

import java.util.Objects;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.eat.MediaType;
import org.teep4j.teep.TeepMessage;

/**
 * Evidence or an Attestation Result as a TEEP message carries it: {@code attestation-payload} with
 * its {@code attestation-payload-format} (draft-ietf-teep-protocol-26, Sections 4.2 to 4.4).
 *
 * @param mediaType the media type, with parameters; {@link
 *     TeepMessage#DEFAULT_ATTESTATION_PAYLOAD_FORMAT} if the message has no format
 * @param bytes the payload, referenced, not copied
 */
public record AttestationPayload(String mediaType, Bytes bytes) {

  /** The media type of Evidence that is an EAT in CWT form (RFC 9711, RFC 9782). */
  public static final String EAT_EVIDENCE =
      "application/eat+cwt; eat_profile=\"urn:ietf:rfc:rfc9711\"";

  /** Checks that no component is null. */
  public AttestationPayload {
    Objects.requireNonNull(mediaType);
    Objects.requireNonNull(bytes);
  }

  /** {@code attestation-payload-format}, which is left out where it would be the default. */
  public Optional<String> format() {
    return hasFormat(TeepMessage.DEFAULT_ATTESTATION_PAYLOAD_FORMAT)
        ? Optional.empty()
        : Optional.of(mediaType);
  }

  /**
   * Whether the format says that this is an Attestation Result: it is an EAT with the profile of
   * TEEP or an EAR. Any other format says that it is Evidence (Section 7.1.1).
   */
  public boolean isAttestationResult() {
    return parse(mediaType).filter(MediaType::isAttestationResult).isPresent();
  }

  /**
   * Whether the media type is of a kind. Case, spaces and quotes do not count, nor the order of
   * parameters. What is no media type at all is equal to itself alone.
   *
   * @param format a media type; without parameters it stands for all parameters
   */
  public boolean hasFormat(String format) {
    return mediaType.equals(format)
        || parse(format).flatMap(kind -> parse(mediaType).filter(kind::includes)).isPresent();
  }

  private static Optional<MediaType> parse(String text) {
    try {
      return Optional.of(MediaType.parse(text));
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }

  /** The media type and the number of bytes, because Evidence must not get into logs. */
  @Override
  public String toString() {
    return "AttestationPayload[" + mediaType + ", " + bytes.length() + " bytes]";
  }
}
