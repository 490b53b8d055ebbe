package org.teep4j.suit;

import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseDigest;
import org.teep4j.cose.VerificationException;
import org.teep4j.cose.VerificationException.Failure;

/**
 * The digest and size that a manifest demands of a payload, for a check of its integrity. A check
 * is only as trustworthy as the manifest that it comes from. If the payload is encrypted, the
 * digest covers either the plaintext or the ciphertext (draft-ietf-suit-firmware-encryption,
 * Section "Validating Payload Integrity").
 *
 * @param subject the form of the payload that the digest covers
 * @param size the size in bytes, or empty if the manifest does not state it
 */
public record SuitPayloadCheck(Subject subject, SuitDigest digest, Optional<Uint> size) {

  /** The form of a payload that a digest covers. */
  public enum Subject {
    /** The payload before encryption. */
    PLAINTEXT,
    /**
     * The payload as it is fetched: the ciphertext, if it is encrypted. This check needs no
     * decryption, and a payload that has been changed is never decrypted.
     */
    FETCHED
  }

  /**
   * A check of a payload before encryption.
   *
   * @param size the size in bytes
   * @return the check
   */
  public static SuitPayloadCheck plaintext(SuitDigest digest, long size) {
    return new SuitPayloadCheck(Subject.PLAINTEXT, digest, Optional.of(Uint.of(size)));
  }

  /**
   * A check of a payload as it is fetched.
   *
   * @param size the size in bytes
   * @return the check
   */
  public static SuitPayloadCheck fetched(SuitDigest digest, long size) {
    return new SuitPayloadCheck(Subject.FETCHED, digest, Optional.of(Uint.of(size)));
  }

  /**
   * A check from the parameters of a component.
   *
   * @param subject whether the component contains the plaintext or is the target of the fetch
   * @param parameters parameters of a verified manifest
   * @return the check with {@link SuitParameter#IMAGE_DIGEST} and {@link SuitParameter#IMAGE_SIZE},
   *     or empty if there is no digest
   */
  public static Optional<SuitPayloadCheck> of(Subject subject, SuitParameters parameters) {
    Optional<Uint> size = parameters.value(SuitParameter.IMAGE_SIZE);
    return parameters
        .value(SuitParameter.IMAGE_DIGEST)
        .map(digest -> new SuitPayloadCheck(subject, digest, size));
  }

  /**
   * Checks bytes in memory.
   *
   * @param content the form that {@code subject} names: the payload as it was fetched, or its
   *     plaintext
   * @throws VerificationException if its size or digest differs, or the digest algorithm is not
   *     supported
   */
  public void check(Bytes content) throws VerificationException {
    checkSize(content.length());
    digest.verify(content);
  }

  /**
   * Checks a size alone, for example before content is read.
   *
   * @param length the size in bytes
   * @throws VerificationException if the manifest states another size
   */
  public void checkSize(long length) throws VerificationException {
    if (size.isPresent() && !size.get().is(length)) {
      throw new VerificationException(Failure.DIGEST);
    }
  }

  /**
   * Starts a check of content that comes in pieces.
   *
   * @return a check without content
   * @throws VerificationException if the digest algorithm is not supported
   */
  public Running start() throws VerificationException {
    return new Running(this);
  }

  /** A check of content that comes in pieces. Not safe for use by several threads. */
  public static final class Running {

    private final SuitPayloadCheck expected;
    private final CoseDigest computed;
    private long length;

    private Running(SuitPayloadCheck expected) throws VerificationException {
      this.expected = expected;
      this.computed = expected.digest.start();
    }

    /**
     * Adds the next piece.
     *
     * @param piece the next bytes of the content; not kept
     */
    public void update(Bytes piece) {
      computed.update(piece);
      length += piece.length();
    }

    /** Forgets the content that was added. */
    public void restart() {
      computed.digest();
      length = 0;
    }

    /**
     * Checks all content that was added. Afterwards nothing is added.
     *
     * @throws VerificationException if its size or digest differs
     */
    public void verify() throws VerificationException {
      Bytes digest = computed.digest();
      long size = length;
      length = 0;
      expected.checkSize(size);
      expected.digest.requireEqual(digest);
    }
  }
}
