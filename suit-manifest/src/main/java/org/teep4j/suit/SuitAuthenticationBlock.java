package org.teep4j.suit;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseMac;
import org.teep4j.cose.CoseMac0;
import org.teep4j.cose.CoseMessage;
import org.teep4j.cose.CoseSignedMessage;

/**
 * {@code SUIT_Authentication_Block} (draft-ietf-suit-manifest, Section 8.3): a tagged COSE object,
 * not verified. Its detached payload is the digest of the manifest.
 *
 * <pre>{@code
 * SUIT_Authentication_Block /= COSE_Mac_Tagged
 * SUIT_Authentication_Block /= COSE_Sign_Tagged
 * SUIT_Authentication_Block /= COSE_Mac0_Tagged
 * SUIT_Authentication_Block /= COSE_Sign1_Tagged
 * }</pre>
 */
public sealed interface SuitAuthenticationBlock {

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
     * @param message the message, tagged and detached
     * @param encoded the message as it was received
     * @throws IllegalArgumentException if the message has no tag or contains its payload
     */
    public Signed {
      check(message.isTagged(), message.isDetached());
    }
  }

  /**
   * {@code COSE_Mac0_Tagged}.
   *
   * @param message the message, tagged and detached
   * @param encoded the message as it was received
   */
  record Mac0(CoseMac0 message, Bytes encoded) implements SuitAuthenticationBlock {

    /**
     * Checks the message.
     *
     * @param message the message, tagged and detached
     * @param encoded the message as it was received
     * @throws IllegalArgumentException if the message has no tag or contains its payload
     */
    public Mac0 {
      check(message.isTagged(), message.isDetached());
    }
  }

  /**
   * {@code COSE_Mac_Tagged}.
   *
   * @param message the message, tagged and detached
   * @param encoded the message as it was received
   */
  record Mac(CoseMac message, Bytes encoded) implements SuitAuthenticationBlock {

    /**
     * Checks the message.
     *
     * @param message the message, tagged and detached
     * @param encoded the message as it was received
     * @throws IllegalArgumentException if the message has no tag or contains its payload
     */
    public Mac {
      check(message.isTagged(), message.isDetached());
    }
  }

  private static void check(boolean tagged, boolean detached) {
    if (!tagged || !detached) {
      throw new IllegalArgumentException("a block is tagged and its payload is detached");
    }
  }

  /**
   * Reads a block at the position of a reader.
   *
   * @param reader positioned at the byte string that contains the block; afterwards positioned
   *     after it
   * @return the block
   * @throws DecodeException if the next item is not a block, or its message contains the payload
   */
  static SuitAuthenticationBlock read(CborReader reader) throws DecodeException {
    reader.enterWrapped();
    long at = reader.offset();
    try {
      SuitAuthenticationBlock block = read(reader, reader.unread());
      reader.exitWrapped();
      return block;
    } catch (IllegalArgumentException e) {
      throw new DecodeException(
          Reason.UNEXPECTED_ELEMENT, at, "the payload of an authentication block is detached");
    }
  }

  private static SuitAuthenticationBlock read(CborReader reader, Bytes encoded)
      throws DecodeException {
    long at = reader.offset();
    CoseMessage message = CoseMessage.read(reader);
    if (message instanceof CoseSignedMessage signed) {
      return new Signed(signed, encoded);
    } else if (message instanceof CoseMac0 mac) {
      return new Mac0(mac, encoded);
    } else if (message instanceof CoseMac mac) {
      return new Mac(mac, encoded);
    }
    throw new DecodeException(
        Reason.UNEXPECTED_TAG,
        at,
        "expected COSE_Sign1, COSE_Sign, COSE_Mac0 or COSE_Mac, found " + message.type());
  }
}
