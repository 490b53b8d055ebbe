package org.teep4j.cose;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.AlgorithmTraits.Encrypting;
import org.teep4j.cose.VerificationException.Failure;

/** Checks the headers before content is decrypted, and makes the other inputs of the cipher. */
final class EncryptionRules {

  private EncryptionRules() {}

  /** The inputs of the cipher besides key and content, for a message with valid headers. */
  record Checked(CoseAlgorithm algorithm, Bytes iv, Bytes aad) {}

  /**
   * Checks the headers of a message.
   *
   * @param context the first element of Enc_structure
   * @param ofKey the algorithm of the key; null if the key takes every content algorithm
   * @param baseIv the Base IV of the key, used if the options have no context IV
   */
  static Checked check(
      String context,
      CoseHeaders headers,
      DecryptOptions options,
      @Nullable CoseAlgorithm ofKey,
      Optional<Bytes> baseIv)
      throws VerificationException {
    HeaderRules.checkCritical(headers, options.understood());
    CoseAlgorithm algorithm = checkAlgorithm(headers, options, ofKey);
    return new Checked(
        algorithm,
        iv(headers, algorithm, options.contextIv().or(() -> baseIv)),
        aad(algorithm, context, headers, options.externalAad()));
  }

  /** Whether an algorithm encrypts without authenticating (RFC 9459). */
  static boolean authenticatesNothing(CoseAlgorithm algorithm) {
    return algorithm.traits() instanceof Encrypting encrypting && encrypting.tagBits() == 0;
  }

  /**
   * The content algorithm that the headers name or the application defines, if it is permitted.
   *
   * @param ofKey the algorithm of the key; null if the key takes every content algorithm
   */
  static CoseAlgorithm checkAlgorithm(
      CoseHeaders headers, DecryptOptions options, @Nullable CoseAlgorithm ofKey)
      throws VerificationException {
    Optional<CoseAlgorithm> defined = defined(headers, options, ofKey);
    boolean unauthenticated =
        defined.or(headers::algorithm).filter(EncryptionRules::authenticatesNothing).isPresent();
    if (unauthenticated && !options.unauthenticatedEncryption()) {
      throw new VerificationException(Failure.UNAUTHENTICATED_ENCRYPTION);
    }
    Predicate<CoseAlgorithm> acceptable =
        stated ->
            (ofKey == null ? stated.traits() instanceof Encrypting : ofKey == stated)
                && (options.contentAlgorithms().isEmpty()
                    || options.contentAlgorithms().contains(stated));
    Object wanted = ofKey == null ? "one for content encryption" : ofKey;
    wanted = options.contentAlgorithms().isEmpty() ? wanted : options.contentAlgorithms();
    CoseAlgorithm algorithm =
        defined.isPresent()
            ? HeaderRules.checkDefined(defined.get(), acceptable, wanted)
            : HeaderRules.checkAlgorithm(
                headers, options.unprotectedAlgorithm() || unauthenticated, acceptable, wanted);
    if (unauthenticated
        && !(headers.protectedParameters().isEmpty() && options.externalAad().isEmpty())) {
      throw new VerificationException(Failure.UNPROTECTED_DATA);
    }
    return algorithm;
  }

  /** The algorithm that the application defines; empty if the message must name one. */
  private static Optional<CoseAlgorithm> defined(
      CoseHeaders headers, DecryptOptions options, @Nullable CoseAlgorithm ofKey)
      throws VerificationException {
    Optional<CoseAlgorithm> defined =
        options.implicitAlgorithm()
            ? options.definedAlgorithm().or(() -> Optional.ofNullable(ofKey))
            : Optional.empty();
    if (defined.isPresent()) {
      HeaderRules.requireNoAlgorithm(headers);
    }
    return defined;
  }

  /** The additional authenticated data: empty if the algorithm does not authenticate. */
  static Bytes aad(
      CoseAlgorithm algorithm, String context, CoseHeaders headers, Bytes externalAad) {
    return authenticatesNothing(algorithm)
        ? Bytes.empty()
        : EncStructure.encode(context, headers, externalAad);
  }

  /** The initialization vector of a message that was received. */
  private static Bytes iv(CoseHeaders headers, CoseAlgorithm algorithm, Optional<Bytes> contextIv)
      throws VerificationException {
    int length = algorithm.traits() instanceof Encrypting encrypting ? encrypting.nonceBytes() : 0;
    return (headers.partialIv().isPresent()
            ? combine(headers.partialIv().get(), length, contextIv)
            : headers.iv().filter(iv -> iv.length() == length))
        .orElseThrow(() -> new VerificationException(Failure.IV));
  }

  /**
   * The Partial IV, padded with zeros on the left, XOR the context IV (RFC 9052, Section 3.1).
   *
   * @return the IV; empty if there is no context IV, or a length does not fit
   */
  static Optional<Bytes> combine(Bytes partial, int length, Optional<Bytes> contextIv) {
    if (contextIv.isEmpty() || contextIv.get().length() != length || partial.length() > length) {
      return Optional.empty();
    }
    byte[] iv = contextIv.get().toByteArray();
    int padding = length - partial.length();
    for (int i = 0; i < partial.length(); i++) {
      iv[padding + i] ^= (byte) partial.unsignedByteAt(i);
    }
    return Optional.of(Bytes.wrap(iv));
  }
}
