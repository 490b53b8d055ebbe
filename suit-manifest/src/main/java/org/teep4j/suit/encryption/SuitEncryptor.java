package org.teep4j.suit.encryption;

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
import org.teep4j.suit.SuitParameter;

/**
 * Encrypts payloads for the recipients of manifests (draft-ietf-suit-firmware-encryption). For
 * authors and distribution systems. Immutable and thread-safe.
 *
 * <p>Each payload is encrypted once for all recipients, with a new random key and a new random IV.
 * Give each recipient its own key: a holder of a recipient's key can read payloads, and can encrypt
 * in the same way as the sender.
 *
 * <p>AES-CTR does not detect changes of the payload in transit. With such a profile, the author
 * must put a digest of the payload into the manifest ({@link SuitParameter#IMAGE_DIGEST} and {@link
 * SuitParameter#IMAGE_SIZE}), unless the manifest contains the ciphertext itself.
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
   * @param profile the profile, with the key exchange and the content algorithm
   * @param recipients one key for each recipient, with its {@code kid} if it has one: with AES key
   *     wrap the shared key-encryption keys, with ECDH the public keys
   * @return the encryptor
   * @throws GeneralSecurityException if there is no recipient, a key does not fit the profile, or
   *     the algorithms of the profile cannot encrypt payloads
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
   * Encrypts for the caller's implementations of recipients, for example with a key-encryption key
   * in a hardware module.
   *
   * @param profile the profile, with the key exchange and the content algorithm
   * @param recipients one or more; for ECDH this method sets the context of the key derivation
   * @return the encryptor
   * @throws GeneralSecurityException if there is no recipient, the algorithm of one differs from
   *     the profile, or the algorithms of the profile cannot encrypt payloads
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
   * @return the encryption info, and the ciphertext in a new array
   * @throws GeneralSecurityException if a key cannot be used, or the payload is too long
   */
  public SuitEncryptedPayload encrypt(Bytes plaintext) throws GeneralSecurityException {
    CoseEncrypt encrypted = builder().plaintext(Segments.of(plaintext)).encrypt(contentAlgorithm);
    return new SuitEncryptedPayload(
        new SuitEncryptionInfo(encrypted.withoutCiphertext()),
        encrypted.ciphertext().orElseThrow());
  }

  /**
   * Encrypts a payload as a stream, in constant memory where the algorithm allows that.
   *
   * @param plaintext the payload, read once
   * @param ciphertext receives the ciphertext; not closed
   * @return the encryption info
   * @throws GeneralSecurityException if a key cannot be used
   * @throws IOException if the payload cannot be read, its length differs from that of its source,
   *     it is too long for the algorithm, or the ciphertext cannot be written
   */
  public SuitEncryptionInfo encrypt(ContentSource plaintext, OutputStream ciphertext)
      throws GeneralSecurityException, IOException {
    return new SuitEncryptionInfo(
        builder().encryptDetached(plaintext, contentAlgorithm, ciphertext));
  }

  private CoseEncryptBuilder builder() {
    CoseEncryptBuilder builder = CoseEncrypt.builder();
    recipients.forEach(builder::recipient);
    // The caller allowed AES-CTR when choosing the profile.
    return contentAlgorithm.isAuthenticatedEncryption()
        ? builder
        : builder.withUnauthenticatedEncryption();
  }

  /** The content algorithm and the recipients, without their keys. */
  @Override
  public String toString() {
    return "SuitEncryptor[" + contentAlgorithm + ", " + recipients + "]";
  }
}
