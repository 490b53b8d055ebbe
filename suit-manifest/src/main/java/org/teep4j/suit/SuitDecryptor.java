package org.teep4j.suit;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.ContentReceipt;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyAgreement;
import org.teep4j.cose.DecryptOptions;
import org.teep4j.cose.DecryptedPayload;
import org.teep4j.cose.VerificationException;

/**
 * Decrypts payloads of manifests as one of their recipients (draft-ietf-suit-firmware-encryption):
 * one key, and the content algorithms of the profiles that it is used with. Immutable, and safe for
 * use by several threads.
 *
 * <p>A payload that AES-CTR encrypted says nothing of who made it. It is decrypted with what the
 * manifest says of the payload, a {@link SuitPayloadCheck}, and not handed out unless that is true
 * of it.
 */
public final class SuitDecryptor {

  private final ContentKeyRecipient recipient;
  private final DecryptOptions options;

  private SuitDecryptor(ContentKeyRecipient recipient, CoseAlgorithm[] contentAlgorithms) {
    this.recipient = recipient;
    this.options = DecryptOptions.defaults().withContentAlgorithms(contentAlgorithms);
  }

  /**
   * Decrypts with a key at hand.
   *
   * @param key the shared key-encryption key, or the private key for ECDH
   * @param profiles one or more with the same key exchange, which payloads may be encrypted by
   * @return the decryptor
   * @throws GeneralSecurityException if the key does not fit, or a profile names algorithms that do
   *     not encrypt payloads
   */
  public static SuitDecryptor of(CoseKey key, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    return of(
        SuitCoseProfile.first(profiles).keyRecipient(key, SuitEncryptionPurpose.PAYLOAD), profiles);
  }

  /**
   * Decrypts with a private key that may be in a hardware module.
   *
   * @param key the private key for ECDH
   * @param profiles one or more with the same key exchange, which payloads may be encrypted by
   * @return the decryptor
   * @throws GeneralSecurityException if the key does not fit, or a profile names algorithms that do
   *     not encrypt payloads
   */
  public static SuitDecryptor of(CoseKeyAgreement key, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    return of(
        SuitCoseProfile.first(profiles).keyRecipient(key, SuitEncryptionPurpose.PAYLOAD), profiles);
  }

  /**
   * Decrypts as a recipient of the caller's making, such as one whose key-encryption key is in a
   * hardware module.
   *
   * @param recipient comes by content keys; for ECDH the context of the key derivation is set here
   * @param profiles one or more with the key exchange of the recipient, which payloads may be
   *     encrypted by
   * @return the decryptor
   * @throws GeneralSecurityException if a profile has another key exchange, or names algorithms
   *     that do not encrypt payloads
   */
  public static SuitDecryptor of(ContentKeyRecipient recipient, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    return new SuitDecryptor(
        SuitCoseProfile.first(profiles).bind(recipient, SuitEncryptionPurpose.PAYLOAD),
        SuitCoseProfile.contentAlgorithms(recipient.algorithm(), profiles));
  }

  /**
   * Decrypts a payload with an algorithm that authenticates it (AEAD).
   *
   * @param info how it is encrypted
   * @param ciphertext the payload as it was received
   * @return the plaintext, in an array of its own
   * @throws VerificationException if the algorithm does not authenticate, no recipient in the info
   *     is this one, or the payload is not what was encrypted
   */
  public DecryptedPayload decrypt(SuitEncryptionInfo info, Bytes ciphertext)
      throws VerificationException {
    return info.message().decryptDetached(ciphertext, recipient, options);
  }

  /**
   * Decrypts a payload that has to be what a manifest says. A check of the ciphertext comes before
   * anything is decrypted; a plaintext that fails its check is not handed out.
   *
   * @param info how it is encrypted
   * @param ciphertext the payload as it was received
   * @param expected what a verified manifest says of it
   * @return the plaintext, in an array of its own
   * @throws VerificationException if the payload is not as expected, no recipient in the info is
   *     this one, or the payload is not what was encrypted
   */
  public DecryptedPayload decrypt(
      SuitEncryptionInfo info, Bytes ciphertext, SuitPayloadCheck expected)
      throws VerificationException {
    if (expected.subject() == SuitPayloadCheck.Subject.FETCHED) {
      expected.check(ciphertext);
    }
    DecryptedPayload plaintext = decryptUnauthenticated(info, ciphertext);
    if (expected.subject() == SuitPayloadCheck.Subject.PLAINTEXT) {
      expected.check(plaintext.bytes());
    }
    return plaintext;
  }

  /**
   * Decrypts a payload with any algorithm of the profiles, and checks nothing but what the
   * algorithm does. With AES-CTR that is nothing: right for a ciphertext that stands in a verified
   * manifest ({@link SuitParameter#CONTENT}) and is whole if the manifest is, and for nothing else.
   *
   * @param info how it is encrypted
   * @param ciphertext the payload, known to be what its author made
   * @return the plaintext, in an array of its own
   * @throws VerificationException if no recipient in the info is this one, or an algorithm that
   *     authenticates finds that the payload is not what was encrypted
   */
  public DecryptedPayload decryptUnauthenticated(SuitEncryptionInfo info, Bytes ciphertext)
      throws VerificationException {
    return info.message()
        .decryptDetached(ciphertext, recipient, options.withUnauthenticatedEncryption());
  }

  /**
   * Decrypts a payload with an algorithm that authenticates it (AEAD), while it is read, in
   * constant memory where the algorithm admits that. It is read twice: nothing is written before
   * all of it has been authenticated.
   *
   * @param info how it is encrypted
   * @param ciphertext the payload as it was received, the same both times
   * @param plaintext gets the plaintext; not closed
   * @return what is known of the plaintext
   * @throws VerificationException as {@link #decrypt(SuitEncryptionInfo, Bytes)}
   * @throws IOException if the payload cannot be read or written, or its source says another length
   * @throws IllegalArgumentException if the payload can be read only once
   */
  public ContentReceipt decrypt(
      SuitEncryptionInfo info, ContentSource ciphertext, OutputStream plaintext)
      throws VerificationException, IOException {
    return info.message().decryptDetached(ciphertext, plaintext, recipient, options);
  }

  /**
   * Decrypts a payload that has to be what a manifest says, while it is read, in constant memory
   * where the algorithm admits that. It is read at least twice: nothing is written before it is
   * known to be as expected.
   *
   * @param info how it is encrypted
   * @param ciphertext the payload as it was received, the same each time
   * @param plaintext gets the plaintext; not closed
   * @param expected what a verified manifest says of it
   * @return what is known of the plaintext
   * @throws VerificationException as {@link #decrypt(SuitEncryptionInfo, Bytes, SuitPayloadCheck)};
   *     what was written then, because the payload has changed between two times, is to be thrown
   *     away
   * @throws IOException if the payload cannot be read or written, or its source says another length
   * @throws IllegalArgumentException if the payload can be read only once
   */
  public ContentReceipt decrypt(
      SuitEncryptionInfo info,
      ContentSource ciphertext,
      OutputStream plaintext,
      SuitPayloadCheck expected)
      throws VerificationException, IOException {
    if (!ciphertext.isRepeatable()) {
      throw new IllegalArgumentException("the payload is read more than once");
    }
    DecryptOptions any = options.withUnauthenticatedEncryption();
    ContentReceipt receipt;
    if (expected.subject() == SuitPayloadCheck.Subject.FETCHED) {
      CheckedContent.Source checked = new CheckedContent.Source(ciphertext, expected);
      checked.readAll();
      receipt = info.message().decryptDetached(checked, plaintext, recipient, any);
      checked.verify();
    } else {
      CheckedContent.Sink rehearsal =
          new CheckedContent.Sink(OutputStream.nullOutputStream(), expected);
      release(info, ciphertext, rehearsal, any);
      rehearsal.verify();
      CheckedContent.Sink checked = new CheckedContent.Sink(plaintext, expected);
      receipt = release(info, ciphertext, checked, any);
      checked.verify();
    }
    return receipt;
  }

  private ContentReceipt release(
      SuitEncryptionInfo info, ContentSource ciphertext, OutputStream to, DecryptOptions any)
      throws VerificationException, IOException {
    return info.message().decryptReleasingUnverifiedPlaintext(ciphertext, to, recipient, any);
  }

  /** The recipient without its key. */
  @Override
  public String toString() {
    return "SuitDecryptor[" + recipient + ", " + options.contentAlgorithms() + "]";
  }
}
