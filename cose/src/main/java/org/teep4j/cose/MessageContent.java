package org.teep4j.cose;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;

/**
 * The common part of all six messages: tag, headers, and payload or ciphertext.
 *
 * @param bytes the payload or ciphertext; null if it is detached
 */
record MessageContent(boolean tagged, CoseHeaders headers, @Nullable Segments bytes) {

  /** Writes the first three elements. */
  void encodeTo(CborWriter writer) {
    headers.encodeTo(writer);
    if (bytes == null) {
      writer.writeNull();
    } else {
      writer.writeBytes(bytes);
    }
  }

  Bytes unverifiedPayload() {
    if (bytes == null) {
      throw new IllegalStateException("the payload is detached");
    }
    return bytes.toBytes();
  }

  Bytes embedded() throws VerificationException {
    if (bytes == null) {
      throw new VerificationException(Failure.NO_PAYLOAD);
    }
    return bytes.toBytes();
  }

  Optional<Bytes> optional() {
    return Optional.ofNullable(bytes).map(Segments::toBytes);
  }

  void requireDetached() throws VerificationException {
    if (bytes != null) {
      throw new VerificationException(Failure.TWO_PAYLOADS);
    }
  }

  MessageContent detached() {
    return new MessageContent(tagged, headers, null);
  }

  MessageContent countersigned(CoseCountersignature countersignature) {
    return withHeaders(countersignature.addTo(headers));
  }

  MessageContent withHeaders(CoseHeaders other) {
    return new MessageContent(tagged, other, bytes);
  }

  /** The headers and the size of the content, for {@code toString}. */
  String describe() {
    return headers + ", " + (bytes == null ? "detached" : bytes.length() + " bytes");
  }
}
