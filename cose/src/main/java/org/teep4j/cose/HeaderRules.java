package org.teep4j.cose;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.teep4j.cose.VerificationException.Failure;

/** Checks the headers of a layer before it is verified or decrypted. */
final class HeaderRules {

  /** What is expected of a message whose algorithm the application defines. */
  static final String NONE = "none, because the application defines it";

  private HeaderRules() {}

  /** Refuses headers whose {@code crit} lists a parameter that is not understood. */
  static void checkCritical(CoseHeaders headers, Set<CoseLabel> understood)
      throws VerificationException {
    for (CoseLabel label : headers.critical()) {
      boolean understoodHere =
          CoseHeaderParameter.fromLabel(label).map(CoseHeaderParameter::isUnderstood).orElse(false);
      if (!understoodHere && !understood.contains(label)) {
        throw new VerificationException(
            Failure.CRITICAL_HEADER,
            "label " + RegisteredNames.describe(label, RegisteredNames.HEADER_PARAMETERS));
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

  /**
   * The algorithm of a message for one key: stated in the headers, or defined by the application.
   *
   * @param algorithm the algorithm of the key
   */
  static void checkAlgorithm(CoseHeaders headers, VerifyOptions options, CoseAlgorithm algorithm)
      throws VerificationException {
    if (options.implicitAlgorithm()) {
      requireNoAlgorithm(headers);
      checkDefined(options.definedAlgorithm().orElse(algorithm), algorithm::equals, algorithm);
    } else {
      checkAlgorithm(headers, options.unprotectedAlgorithm(), algorithm::equals, algorithm);
    }
  }

  /** Refuses a message that names an algorithm, although the application defines it. */
  static void requireNoAlgorithm(CoseHeaders headers) throws VerificationException {
    if (headers.algorithmId().isPresent()) {
      throw otherAlgorithm(headers, NONE);
    }
  }

  /**
   * The algorithm that the application defines, if it is acceptable.
   *
   * @param wanted the acceptable algorithms, for the error message
   */
  static CoseAlgorithm checkDefined(
      CoseAlgorithm defined, Predicate<CoseAlgorithm> acceptable, Object wanted)
      throws VerificationException {
    if (!acceptable.test(defined)) {
      throw new VerificationException(
          Failure.ALGORITHM,
          "the application defines " + defined.ianaName() + ", expected " + named(wanted));
    }
    return defined;
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
            .algorithmId()
            .flatMap(CoseAlgorithm::nameOf)
            .or(() -> headers.algorithmId().map(CoseLabel::brief))
            .orElse("absent");
    return new VerificationException(
        Failure.ALGORITHM, "alg is " + stated + ", expected " + named(wanted));
  }

  private static Object named(Object wanted) {
    return wanted instanceof CoseAlgorithm known ? known.ianaName() : wanted;
  }
}
