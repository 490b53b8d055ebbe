package org.teep4j.suit;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/**
 * What a manifest says of the bytes of a payload, by which they are known to be whole. As
 * trustworthy as the manifest it was taken from. Where the payload is encrypted, either form of it
 * can be covered (draft-ietf-suit-firmware-encryption, Section "Validating Payload Integrity").
 *
 * @param subject what the digest covers
 * @param digest its digest
 * @param size its size in bytes, or empty if the manifest does not say
 */
public record SuitPayloadCheck(Subject subject, SuitDigest digest, Optional<Uint> size) {

  /** What a digest covers. */
  public enum Subject {
    /** The payload as it was before encryption. */
    PLAINTEXT,
    /**
     * The payload as it is fetched: the ciphertext, where it is encrypted. Checking that costs no
     * decryption, and what somebody has changed is never decrypted.
     */
    FETCHED
  }

  /**
   * The digest and size of a payload as it was before encryption.
   *
   * @param digest its digest
   * @param size bytes
   * @return the check
   */
  public static SuitPayloadCheck plaintext(SuitDigest digest, long size) {
    return new SuitPayloadCheck(Subject.PLAINTEXT, digest, Optional.of(Uint.of(size)));
  }

  /**
   * The digest and size of a payload as it is fetched.
   *
   * @param digest its digest
   * @param size bytes
   * @return the check
   */
  public static SuitPayloadCheck fetched(SuitDigest digest, long size) {
    return new SuitPayloadCheck(Subject.FETCHED, digest, Optional.of(Uint.of(size)));
  }

  /**
   * What the parameters of a component say of it.
   *
   * @param subject whether the component is the one with the plaintext or the one that is fetched
   *     into
   * @param parameters parameters of a verified manifest
   * @return the check by {@link SuitParameter#IMAGE_DIGEST} and {@link SuitParameter#IMAGE_SIZE},
   *     or empty if there is no digest
   */
  public static Optional<SuitPayloadCheck> of(Subject subject, SuitParameters parameters) {
    Optional<Uint> size = parameters.value(SuitParameter.IMAGE_SIZE);
    return parameters
        .value(SuitParameter.IMAGE_DIGEST)
        .map(digest -> new SuitPayloadCheck(subject, digest, size));
  }

  /**
   * Checks bytes that are at hand.
   *
   * @param content what {@code subject} names: the payload as it was fetched, or its plaintext
   * @throws VerificationException if its size or digest is another one, or the digest's algorithm
   *     is not supported
   */
  public void check(Bytes content) throws VerificationException {
    requireSize(content.length());
    digest.verify(content);
  }

  void requireSize(long length) throws VerificationException {
    if (size.isPresent() && !size.get().is(length)) {
      throw new VerificationException(Failure.DIGEST);
    }
  }
}
