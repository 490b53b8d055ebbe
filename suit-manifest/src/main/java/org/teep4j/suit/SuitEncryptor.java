package org.teep4j.suit;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseEncryptBuilder;
import org.teep4j.cose.CoseKey;

/**
 * Encrypts payloads for the recipients of manifests (draft-ietf-suit-firmware-encryption), as an
 * author or a distribution system does. Immutable, and safe for use by several threads.
 *
 * <p>Every payload is encrypted with a new random key and a new random IV, once for all recipients.
 * Give each of them a key of its own: whoever has the key of a recipient can read, and can encrypt
 * as the sender does.
 *
 * <p>AES-CTR lets anyone on the way change the payload. Whoever names a profile with it puts a
 * digest of the payload into the manifest ({@link SuitParameter#IMAGE_DIGEST} and {@link
 * SuitParameter#IMAGE_SIZE}), unless the ciphertext itself stands in the manifest.
 */
public final class SuitEncryptor {

  private final CoseAlgorithm contentAlgorithm;
  private final List<ContentKeySender> recipients;

  private SuitEncryptor(CoseAlgorithm contentAlgorithm, List<ContentKeySender> recipients) {
    this.contentAlgorithm = contentAlgorithm;
    this.recipients = List.copyOf(recipients);
  }

  /**
   * Encrypts for the owners of keys.
   *
   * @param profile names the key exchange and the content algorithm
   * @param recipients one key for each recipient, with its {@code kid} if it has one: with AES key
   *     wrap the shared key-encryption keys, with ECDH the public keys
   * @return the encryptor
   * @throws GeneralSecurityException if there is no recipient, a key does not fit the profile, or
   *     the profile names algorithms that do not encrypt payloads
   */
  public static SuitEncryptor of(SuitCoseProfile profile, CoseKey... recipients)
      throws GeneralSecurityException {
    List<ContentKeySender> senders = new ArrayList<>(recipients.length);
    for (CoseKey recipient : recipients) {
      senders.add(profile.keySender(recipient, SuitEncryptionPurpose.PAYLOAD));
    }
    return new SuitEncryptor(profile.contentAlgorithm(), required(senders));
  }

  /**
   * Encrypts for recipients of the caller's making, such as those whose key-encryption key is in a
   * hardware module.
   *
   * @param profile names the key exchange and the content algorithm
   * @param recipients one or more; for ECDH the context of the key derivation is set here
   * @return the encryptor
   * @throws GeneralSecurityException if there is no recipient, one has another algorithm than the
   *     profile's, or the profile names algorithms that do not encrypt payloads
   */
  public static SuitEncryptor of(SuitCoseProfile profile, List<ContentKeySender> recipients)
      throws GeneralSecurityException {
    List<ContentKeySender> senders = new ArrayList<>(recipients.size());
    for (ContentKeySender recipient : recipients) {
      senders.add(profile.bind(recipient, SuitEncryptionPurpose.PAYLOAD));
    }
    return new SuitEncryptor(profile.contentAlgorithm(), required(senders));
  }

  private static List<ContentKeySender> required(List<ContentKeySender> senders)
      throws InvalidKeyException {
    if (senders.isEmpty()) {
      throw new InvalidKeyException("there is no recipient");
    }
    return senders;
  }

  /**
   * Encrypts a payload.
   *
   * @param plaintext the payload
   * @return the encryption info, and the ciphertext in an array of its own
   * @throws GeneralSecurityException if a key cannot be used, or the payload is too long
   */
  public SuitEncryptedPayload encrypt(Bytes plaintext) throws GeneralSecurityException {
    CoseEncryptBuilder.Detached encrypted =
        builder().plaintext(Segments.of(plaintext)).encryptDetached(contentAlgorithm);
    return new SuitEncryptedPayload(
        new SuitEncryptionInfo(encrypted.message()), encrypted.ciphertext());
  }

  /**
   * Encrypts a payload while it is read, in constant memory where the algorithm admits that.
   *
   * @param plaintext the payload, read once
   * @param ciphertext gets the ciphertext; not closed
   * @return the encryption info
   * @throws GeneralSecurityException if a key cannot be used
   * @throws IOException if the payload cannot be read, is longer or shorter than its source says,
   *     or too long for the algorithm, or the ciphertext cannot be written
   */
  public SuitEncryptionInfo encrypt(ContentSource plaintext, OutputStream ciphertext)
      throws GeneralSecurityException, IOException {
    return new SuitEncryptionInfo(
        builder().encryptDetached(plaintext, contentAlgorithm, ciphertext));
  }

  private CoseEncryptBuilder builder() {
    CoseEncryptBuilder builder = CoseEncrypt.builder();
    recipients.forEach(builder::recipient);
    // Permitted by naming the profile.
    return contentAlgorithm.isAuthenticatedEncryption()
        ? builder
        : builder.withUnauthenticatedEncryption();
  }

  /** The content algorithm and the recipients without their keys. */
  @Override
  public String toString() {
    return "SuitEncryptor[" + contentAlgorithm + ", " + recipients + "]";
  }
}
