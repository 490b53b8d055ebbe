package org.teep4j.suit.author;

import org.teep4j.codec.Bytes;
import org.teep4j.suit.encryption.SuitEncryptedPayload;
import org.teep4j.suit.encryption.SuitEncryptionInfo;

/**
 * What a manifest says about an encrypted payload (draft-ietf-suit-firmware-encryption, Section 4).
 *
 * <p>The manifest contains the digest of the plaintext in every case. Therefore profiles with
 * AES-CTR, which does not detect changes of the ciphertext, can be used too.
 *
 * @param plaintext the digest and size of the decrypted content
 * @param info the content algorithm and the content key for each recipient
 * @param ciphertext the digest and size of the encrypted content
 */
public record EncryptedImage(Image plaintext, SuitEncryptionInfo info, Image ciphertext) {

  /**
   * The image of a payload that was encrypted in memory, with SHA-256 digests.
   *
   * @param plaintext the payload before encryption
   * @param encrypted the result of its encryption
   * @return the image
   */
  public static EncryptedImage of(Bytes plaintext, SuitEncryptedPayload encrypted) {
    return new EncryptedImage(
        Image.of(plaintext), encrypted.info(), Image.of(encrypted.ciphertext()));
  }
}
