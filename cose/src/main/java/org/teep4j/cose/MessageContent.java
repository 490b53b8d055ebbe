package org.teep4j.cose;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;

/**
 * The common part of all six messages: tag, headers, payload or ciphertext, and the rules of
 * verification.
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

  MessageContent countersigned(CoseCountersignature countersignature) {
    return new MessageContent(tagged, countersignature.addTo(headers), bytes);
  }

  /** The headers and the size of the content, for {@code toString}. */
  String describe() {
    return headers + ", " + (bytes == null ? "detached" : bytes.length() + " bytes");
  }

  /** Refuses headers whose {@code crit} lists a parameter that is not understood. */
  static void checkCritical(CoseHeaders headers, Set<CoseLabel> understood)
      throws VerificationException {
    for (CoseLabel label : headers.critical()) {
      boolean understoodHere =
          CoseHeaderParameter.fromLabel(label).map(CoseHeaderParameter::isUnderstood).orElse(false);
      if (!understoodHere && !understood.contains(label)) {
        throw new VerificationException(Failure.CRITICAL_HEADER, "label " + label.brief());
      }
    }
  }

  /**
   * The algorithm that the headers name, if it is acceptable.
   *
   * @param unprotected whether {@code alg} may be in the unprotected bucket
   * @param wanted the acceptable algorithms, for the error message
   */
  static CoseAlgorithm checkAlgorithm(
      CoseHeaders headers, boolean unprotected, Predicate<CoseAlgorithm> acceptable, Object wanted)
      throws VerificationException {
    if (!statesAlgorithm(headers, unprotected)) {
      throw new VerificationException(Failure.NO_PROTECTED_ALGORITHM);
    }
    Optional<CoseAlgorithm> algorithm = headers.algorithm();
    if (algorithm.isEmpty() || !acceptable.test(algorithm.get())) {
      throw otherAlgorithm(headers, wanted);
    }
    return algorithm.get();
  }

  /** Whether {@code alg} is present in a permitted bucket. */
  static boolean statesAlgorithm(CoseHeaders headers, boolean unprotected) {
    return unprotected
        ? headers.algorithmId().isPresent()
        : headers.isProtected(CoseHeaderParameter.ALG.label());
  }

  /** Makes the exception for a wrong algorithm, with the stated and the expected name. */
  static VerificationException otherAlgorithm(CoseHeaders headers, Object wanted) {
    String stated =
        headers
            .algorithm()
            .map(CoseAlgorithm::ianaName)
            .or(() -> headers.algorithmId().map(CoseLabel::brief))
            .orElse("absent");
    Object expected = wanted instanceof CoseAlgorithm known ? known.ianaName() : wanted;
    return new VerificationException(
        Failure.ALGORITHM, "alg is " + stated + ", expected " + expected);
  }
}
