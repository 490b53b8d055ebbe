package org.teep4j.suit.encryption;

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
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitPayloadCheck;

/**
 * Decrypts payloads of manifests for one recipient (draft-ietf-suit-firmware-encryption). It has
 * one key, and accepts the content algorithms of the given profiles. Immutable and thread-safe.
 *
 * <p>AES-CTR does not authenticate: anyone could have changed such a payload. Therefore its
 * decryption takes the digest from the manifest, a {@link SuitPayloadCheck}, and the plaintext is
 * not returned unless the check succeeds.
 */
public final class SuitDecryptor {

  private final ContentKeyRecipient recipient;
  private final DecryptOptions options;

  private SuitDecryptor(ContentKeyRecipient recipient, CoseAlgorithm[] contentAlgorithms) {
    this.recipient = recipient;
    this.options = DecryptOptions.defaults().withContentAlgorithms(contentAlgorithms);
  }

  /**
   * Decrypts with a key in memory.
   *
   * @param key the shared key-encryption key, or the private key for ECDH
   * @param profiles the profiles to accept; one or more, all with the same key exchange
   * @return the decryptor
   * @throws GeneralSecurityException if the key does not fit, or the algorithms of a profile cannot
   *     encrypt payloads
   */
  public static SuitDecryptor of(CoseKey key, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    return new SuitDecryptor(
        SuitCoseProfile.keyRecipient(key, SuitEncryptionPurpose.PAYLOAD, profiles),
        SuitCoseProfile.contentAlgorithms(profiles));
  }

  /**
   * Decrypts with a private key that may be in a hardware module.
   *
   * @param key the private key for ECDH
   * @param profiles the profiles to accept; one or more, all with the same key exchange
   * @return the decryptor
   * @throws GeneralSecurityException if the key does not fit, or the algorithms of a profile cannot
   *     encrypt payloads
   */
  public static SuitDecryptor of(CoseKeyAgreement key, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    return new SuitDecryptor(
        SuitCoseProfile.keyRecipient(key, SuitEncryptionPurpose.PAYLOAD, profiles),
        SuitCoseProfile.contentAlgorithms(profiles));
  }

  /**
   * Decrypts with the caller's implementation of a recipient, for example one whose key-encryption
   * key is in a hardware module.
   *
   * @param recipient recovers content keys; for ECDH this method sets the context of the key
   *     derivation
   * @param profiles the profiles to accept; one or more, with the key exchange of the recipient
   * @return the decryptor
   * @throws GeneralSecurityException if a profile has another key exchange, or its algorithms
   *     cannot encrypt payloads
   */
  public static SuitDecryptor of(ContentKeyRecipient recipient, SuitCoseProfile... profiles)
      throws GeneralSecurityException {
    return new SuitDecryptor(
        SuitCoseProfile.bind(recipient, SuitEncryptionPurpose.PAYLOAD, profiles),
        SuitCoseProfile.contentAlgorithms(profiles));
  }

  /**
   * Decrypts a payload with an algorithm that authenticates it (AEAD).
   *
   * @param info the encryption info of the payload
   * @param ciphertext the payload as it was received
   * @return the plaintext, in a new array
   * @throws VerificationException if the algorithm does not authenticate, the info has no entry for
   *     this recipient, or the payload has been changed
   */
  public DecryptedPayload decrypt(SuitEncryptionInfo info, Bytes ciphertext)
      throws VerificationException {
    return info.message().decryptDetached(ciphertext, recipient, options);
  }

  /**
   * Decrypts a payload and compares it with the digest and size from a manifest. A check of the
   * ciphertext takes place before decryption. A plaintext that fails its check is not returned.
   *
   * @param info the encryption info of the payload
   * @param ciphertext the payload as it was received
   * @param expected the digest and size of the payload, from a verified manifest
   * @return the plaintext, in a new array
   * @throws VerificationException if the payload does not match {@code expected}, the info has no
   *     entry for this recipient, or the payload has been changed
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
   * Decrypts a payload with any algorithm of the profiles, without a check against the manifest.
   * With AES-CTR nothing is checked at all. Use this only for a ciphertext inside a verified
   * manifest ({@link SuitParameter#CONTENT}), because the signature of the manifest covers it.
   *
   * @param info the encryption info of the payload
   * @param ciphertext the payload, already known to be authentic
   * @return the plaintext, in a new array
   * @throws VerificationException if the info has no entry for this recipient, or an algorithm that
   *     authenticates detects a change of the payload
   */
  public DecryptedPayload decryptUnauthenticated(SuitEncryptionInfo info, Bytes ciphertext)
      throws VerificationException {
    return info.message()
        .decryptDetached(ciphertext, recipient, options.withUnauthenticatedEncryption());
  }

  /**
   * Decrypts a payload as a stream, with an algorithm that authenticates it (AEAD), in constant
   * memory where the algorithm allows that. The payload is read twice: nothing is written before
   * all of it has been authenticated.
   *
   * @param info the encryption info of the payload
   * @param ciphertext the payload as it was received; must supply the same bytes both times
   * @param plaintext receives the plaintext; not closed
   * @return the receipt of the decryption
   * @throws VerificationException as {@link #decrypt(SuitEncryptionInfo, Bytes)}
   * @throws IOException if the payload cannot be read or written, or its length differs from that
   *     of its source
   * @throws IllegalArgumentException if the payload can be read only once
   */
  public ContentReceipt decrypt(
      SuitEncryptionInfo info, ContentSource ciphertext, OutputStream plaintext)
      throws VerificationException, IOException {
    return info.message().decryptDetached(ciphertext, plaintext, recipient, options);
  }

  /**
   * Decrypts a payload as a stream and compares it with the digest and size from a manifest, in
   * constant memory where the algorithm allows that. The payload is read at least twice: nothing is
   * written before it is known to match {@code expected}.
   *
   * @param info the encryption info of the payload
   * @param ciphertext the payload as it was received; must supply the same bytes each time
   * @param plaintext receives the plaintext; not closed
   * @param expected the digest and size of the payload, from a verified manifest
   * @return the receipt of the decryption
   * @throws VerificationException as {@link #decrypt(SuitEncryptionInfo, Bytes, SuitPayloadCheck)};
   *     if the payload changed between two readings, part of it may already be written, and the
   *     caller must discard that
   * @throws IOException if the payload cannot be read or written, or its length differs from that
   *     of its source
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

  /** The recipient, without its key. */
  @Override
  public String toString() {
    return "SuitDecryptor[" + recipient + ", " + options.contentAlgorithms() + "]";
  }
}
