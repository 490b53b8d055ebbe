package org.teep4j.suit;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSignedMessage;

/**
 * {@code SUIT_Authentication_Block} (draft-ietf-suit-manifest, Section 8.3): a tagged COSE object
 * over the digest of the manifest, which is its detached payload. Not verified.
 */
public sealed interface SuitAuthenticationBlock {

  /** The CBOR tag of COSE_Mac0. */
  int MAC0_TAG = 17;

  /** The CBOR tag of COSE_Mac. */
  int MAC_TAG = 97;

  /**
   * The COSE object, tag included.
   *
   * @return the bytes as they were received
   */
  Bytes encoded();

  /**
   * {@code COSE_Sign1_Tagged} or {@code COSE_Sign_Tagged}.
   *
   * @param message the message, tagged and detached
   * @param encoded the message as it was received
   */
  record Signed(CoseSignedMessage message, Bytes encoded) implements SuitAuthenticationBlock {

    /**
     * Checks the message.
     *
     * @param message as the component
     * @param encoded as the component
     * @throws IllegalArgumentException if the message has no tag or carries its payload
     */
    public Signed {
      if (!message.isTagged() || !message.isDetached()) {
        throw new IllegalArgumentException("a block is tagged and its payload is detached");
      }
    }
  }

  /**
   * {@code COSE_Mac0_Tagged} or {@code COSE_Mac_Tagged}, not decoded.
   *
   * @param tag {@link #MAC0_TAG} or {@link #MAC_TAG}
   * @param encoded the object as it was received
   */
  record Authenticated(int tag, Bytes encoded) implements SuitAuthenticationBlock {

    /**
     * Checks the tag.
     *
     * @param tag as the component
     * @param encoded as the component
     * @throws IllegalArgumentException if it is another tag
     */
    public Authenticated {
      if (tag != MAC0_TAG && tag != MAC_TAG) {
        throw new IllegalArgumentException("no COSE_Mac0 or COSE_Mac: tag " + tag);
      }
    }
  }

  /**
   * Reads a block from where a reader stands.
   *
   * @param reader stands before the byte string that holds the block; stands behind it afterwards
   * @param options limits and strictness
   * @return the block
   * @throws DecodeException if something else comes next, or a message that carries its payload
   */
  static SuitAuthenticationBlock read(CborReader reader, DecodeOptions options)
      throws DecodeException {
    reader.enterWrapped();
    long at = reader.offset();
    Bytes encoded = reader.unread();
    long tag = reader.readTag();
    reader.skip();
    reader.exitWrapped();
    if (tag == MAC0_TAG || tag == MAC_TAG) {
      return new Authenticated((int) tag, encoded);
    }
    if (tag != CoseSign1.TAG && tag != CoseSign.TAG) {
      throw new DecodeException(
          Reason.UNEXPECTED_TAG,
          at,
          "expected COSE_Sign1, COSE_Sign, COSE_Mac0 or COSE_Mac, found tag "
              + Long.toUnsignedString(tag));
    }
    CoseSignedMessage message;
    try {
      message =
          tag == CoseSign1.TAG
              ? CoseSign1.decode(encoded, options)
              : CoseSign.decode(encoded, options);
    } catch (DecodeException e) {
      throw e.shifted(at);
    }
    if (!message.isDetached()) {
      throw new DecodeException(
          Reason.UNEXPECTED_ELEMENT, at, "the payload of an authentication block is detached");
    }
    return new Signed(message, encoded);
  }
}
