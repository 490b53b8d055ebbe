package org.teep4j.cose;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborType;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;

/**
 * What COSE_Sign1 and COSE_Sign have in common: tag, headers, payload, and the rules of
 * verification.
 *
 * @param payload null if it is detached
 */
record SignedContent(boolean tagged, CoseHeaders headers, @Nullable Segments payload) {

  /** Reads the tag, enters the array of four elements and reads the first three. */
  static SignedContent read(CborReader reader, long tag, DecodeOptions options)
      throws DecodeException {
    boolean tagged = reader.tryReadTag(tag);
    if (reader.peekType() == CborType.TAG) {
      throw reader.error(Reason.UNEXPECTED_TAG, "expected tag " + tag + " or none, and no other");
    }
    reader.enterArray(4);
    CoseHeaders headers = CoseHeaders.read(reader, options);
    try {
      Segments payload = reader.tryReadNull() ? null : Segments.of(reader.readBytes());
      return new SignedContent(tagged, headers, payload);
    } catch (DecodeException e) {
      throw e.in("payload");
    }
  }

  /** Writes the tag, begins the array and writes the first three elements. */
  void encodeTo(CborWriter writer, long tag) {
    if (tagged) {
      writer.writeTag(tag);
    }
    writer.beginArray();
    headers.encodeTo(writer);
    if (payload == null) {
      writer.writeNull();
    } else {
      writer.writeBytes(payload);
    }
  }

  Bytes unverifiedPayload() {
    if (payload == null) {
      throw new IllegalStateException("the payload is detached");
    }
    return payload.toBytes();
  }

  Bytes embedded() throws VerificationException {
    if (payload == null) {
      throw new VerificationException(Failure.NO_PAYLOAD);
    }
    return payload.toBytes();
  }

  Bytes detached(Bytes given) throws VerificationException {
    if (payload != null) {
      throw new VerificationException(Failure.TWO_PAYLOADS);
    }
    return given;
  }

  /** Refuses headers that list something critical that nobody understands. */
  static void checkCritical(CoseHeaders headers, VerifyOptions options)
      throws VerificationException {
    for (CoseLabel label : headers.critical()) {
      boolean understoodHere =
          CoseHeaderParameter.fromLabel(label).map(CoseHeaderParameter::isUnderstood).orElse(false);
      if (!understoodHere && !options.understood().contains(label)) {
        throw new VerificationException(Failure.CRITICAL_HEADER);
      }
    }
  }

  /** The algorithm that the headers of a signature name, if the verifier accepts it. */
  static CoseAlgorithm checkAlgorithm(
      CoseHeaders headers, CoseVerifier verifier, VerifyOptions options)
      throws VerificationException {
    boolean stated =
        options.unprotectedAlgorithm()
            ? headers.algorithmId().isPresent()
            : headers.isProtected(CoseHeaderParameter.ALG.label());
    if (!stated) {
      throw new VerificationException(Failure.NO_PROTECTED_ALGORITHM);
    }
    Optional<CoseAlgorithm> algorithm = headers.algorithm();
    if (algorithm.isEmpty() || !verifier.accepts(algorithm.get())) {
      throw new VerificationException(Failure.ALGORITHM);
    }
    return algorithm.get();
  }
}
