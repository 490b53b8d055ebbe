package org.teep4j.cose;

import java.util.Optional;
import java.util.function.Predicate;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.AlgorithmTraits.Encrypting;
import org.teep4j.cose.VerificationException.Failure;

/** What must hold before content is decrypted, and what goes into the cipher beside it. */
final class EncryptionRules {

  private EncryptionRules() {}

  /** What goes into the cipher beside key and content, of a message whose headers are in order. */
  record Checked(CoseAlgorithm algorithm, Bytes iv, Bytes aad) {}

  /**
   * Checks the headers of a message.
   *
   * @param context the first element of Enc_structure
   * @param acceptable which algorithms are
   * @param wanted for people: which they are
   * @param baseIv that of the key, if the options have no context IV
   */
  static Checked check(
      String context,
      CoseHeaders headers,
      DecryptOptions options,
      Predicate<CoseAlgorithm> acceptable,
      Object wanted,
      Optional<Bytes> baseIv)
      throws VerificationException {
    MessageContent.checkCritical(headers, options.understood());
    CoseAlgorithm algorithm = checkAlgorithm(headers, options, acceptable, wanted);
    return new Checked(
        algorithm,
        iv(headers, algorithm, options.contextIv().or(() -> baseIv)),
        aad(algorithm, context, headers, options.externalAad()));
  }

  /** Whether an algorithm encrypts without authenticating (RFC 9459). */
  static boolean authenticatesNothing(CoseAlgorithm algorithm) {
    return algorithm.traits() instanceof Encrypting encrypting && encrypting.tagBits() == 0;
  }

  /** The content algorithm that headers name, if it may be used. */
  static CoseAlgorithm checkAlgorithm(
      CoseHeaders headers,
      DecryptOptions options,
      Predicate<CoseAlgorithm> acceptable,
      Object wanted)
      throws VerificationException {
    boolean unauthenticated =
        headers.algorithm().filter(EncryptionRules::authenticatesNothing).isPresent();
    if (unauthenticated && !options.unauthenticatedEncryption()) {
      throw new VerificationException(Failure.UNAUTHENTICATED_ENCRYPTION);
    }
    CoseAlgorithm algorithm =
        MessageContent.checkAlgorithm(
            headers,
            options.unprotectedAlgorithm() || unauthenticated,
            acceptable.and(
                stated ->
                    options.contentAlgorithms().isEmpty()
                        || options.contentAlgorithms().contains(stated)),
            options.contentAlgorithms().isEmpty() ? wanted : options.contentAlgorithms());
    if (unauthenticated
        && !(headers.protectedParameters().isEmpty() && options.externalAad().isEmpty())) {
      throw new VerificationException(Failure.UNPROTECTED_DATA);
    }
    return algorithm;
  }

  /** What is authenticated beside the content: nothing if the algorithm cannot. */
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
   * The Partial IV, filled up with zeros on the left, in exclusive or with the context IV (RFC
   * 9052, Section 3.1).
   *
   * @return empty if there is no context IV, or a length does not fit
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
