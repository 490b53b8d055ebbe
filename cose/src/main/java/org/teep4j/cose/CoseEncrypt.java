package org.teep4j.cose;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.AlgorithmTraits.Encrypting;
import org.teep4j.cose.EncryptionRules.Checked;
import org.teep4j.cose.VerificationException.Failure;

/**
 * An encrypted message with recipients: each recipient structure delivers the content key, or tells
 * how to derive it (RFC 9052, Section 5.1). Immutable; holds views of the decoded input.
 *
 * <pre>{@code
 * COSE_Encrypt_Tagged = #6.96(COSE_Encrypt)
 * COSE_Encrypt = [
 *   Headers,
 *   ciphertext : bstr / nil,
 *   recipients : [+ COSE_recipient]
 * ]
 * }</pre>
 */
public final class CoseEncrypt implements CborEncodable, Countersignable {

  /** The CBOR tag of COSE_Encrypt. */
  public static final long TAG = 96;

  private final MessageContent content;
  private final List<CoseRecipient> recipients;

  CoseEncrypt(MessageContent content, List<CoseRecipient> recipients) {
    this.content = content;
    this.recipients = List.copyOf(recipients);
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Encrypt, tagged or not, referenced by the result
   * @return the message
   * @throws DecodeException if the input is no such structure, or its headers break a rule of RFC
   *     9052, Section 3
   */
  public static CoseEncrypt decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Encrypt, tagged or not, referenced by the result
   * @param options limits and strictness
   * @return the message
   * @throws DecodeException if the input is no such structure, or its headers break a rule of RFC
   *     9052, Section 3
   */
  public static CoseEncrypt decode(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    try {
      MessageContent content = MessageContent.read(reader, TAG, 4, "ciphertext");
      CoseEncrypt message = new CoseEncrypt(content, CoseRecipient.readList(reader));
      reader.exitArray();
      reader.expectEnd();
      return message;
    } catch (DecodeException e) {
      throw e.in("COSE_Encrypt");
    }
  }

  /**
   * Starts a message.
   *
   * @return a new builder
   */
  public static CoseEncryptBuilder builder() {
    return new CoseEncryptBuilder();
  }

  /**
   * Whether the message has its CBOR tag.
   *
   * @return true for the tagged form
   */
  public boolean isTagged() {
    return content.tagged();
  }

  @Override
  public CoseHeaders unverifiedHeaders() {
    return content.headers();
  }

  /** The unverified headers, for verification. */
  CoseHeaders headers() {
    return content.headers();
  }

  /**
   * Whether the ciphertext is detached ({@code nil} in the message).
   *
   * @return true if {@code decryptDetached} must be used
   */
  public boolean isDetached() {
    return content.bytes() == null;
  }

  /**
   * The ciphertext; the authentication tag is at its end.
   *
   * @return a view of the ciphertext, or empty if it is detached
   */
  public Optional<Bytes> ciphertext() {
    return content.optional();
  }

  /**
   * The recipient structures, which deliver the key.
   *
   * @return one or more, in the order of the message
   */
  public List<CoseRecipient> recipients() {
    return recipients;
  }

  /**
   * Decrypts the ciphertext in the message, without external data.
   *
   * @param recipient the key of a recipient, and its algorithm
   * @return the plaintext
   * @throws VerificationException if the ciphertext is detached, or cannot be decrypted
   */
  public DecryptedPayload decrypt(ContentKeyRecipient recipient) throws VerificationException {
    return decrypt(recipient, DecryptOptions.defaults());
  }

  /**
   * Decrypts the ciphertext in the message.
   *
   * @param recipient the key of a recipient, and its algorithm
   * @param options external data, and the permitted algorithms and parameters
   * @return the plaintext
   * @throws VerificationException if the ciphertext is detached, or cannot be decrypted
   */
  public DecryptedPayload decrypt(ContentKeyRecipient recipient, DecryptOptions options)
      throws VerificationException {
    return decryptCiphertext(content.embedded(), recipient, options);
  }

  /**
   * Decrypts a detached ciphertext, without external data.
   *
   * @param ciphertext the ciphertext with the authentication tag at its end
   * @param recipient the key of a recipient, and its algorithm
   * @return the plaintext
   * @throws VerificationException if the message carries a ciphertext, or this one cannot be
   *     decrypted
   */
  public DecryptedPayload decryptDetached(Bytes ciphertext, ContentKeyRecipient recipient)
      throws VerificationException {
    return decryptDetached(ciphertext, recipient, DecryptOptions.defaults());
  }

  /**
   * Decrypts a detached ciphertext.
   *
   * @param ciphertext the ciphertext with the authentication tag at its end
   * @param recipient the key of a recipient, and its algorithm
   * @param options external data, and the permitted algorithms and parameters
   * @return the plaintext
   * @throws VerificationException if the message carries a ciphertext, or this one cannot be
   *     decrypted
   */
  public DecryptedPayload decryptDetached(
      Bytes ciphertext, ContentKeyRecipient recipient, DecryptOptions options)
      throws VerificationException {
    content.requireDetached();
    return decryptCiphertext(ciphertext, recipient, options);
  }

  /**
   * Decrypts a detached ciphertext from a source, in constant memory if the algorithm permits that.
   * The ciphertext is read twice, so that no plaintext of a refused message is written. With
   * AES-CTR it is read once, because AES-CTR cannot detect a wrong key or a changed ciphertext. To
   * try several keys, use a new output for each key.
   *
   * @param ciphertext the ciphertext with the authentication tag at its end; identical at both
   *     reads
   * @param plaintext receives the plaintext; not closed
   * @param recipient the key of a recipient, and its algorithm
   * @param options external data, and the permitted algorithms and parameters
   * @return the receipt for the plaintext: headers, algorithm and key identifier
   * @throws VerificationException if the message carries a ciphertext, or this one cannot be
   *     decrypted. Output may have been written if the ciphertext has changed between the two reads
   *     or the algorithm does not authenticate; discard it before you try another key
   * @throws IOException if the ciphertext cannot be read, is longer or shorter than its source
   *     says, or too long for the algorithm, or the plaintext cannot be written
   * @throws IllegalArgumentException if the ciphertext can be read only once and the algorithm is
   *     not AES-CTR
   */
  public ContentReceipt decryptDetached(
      ContentSource ciphertext,
      OutputStream plaintext,
      ContentKeyRecipient recipient,
      DecryptOptions options)
      throws VerificationException, IOException {
    return decrypt(ciphertext, plaintext, recipient, options, false);
  }

  /**
   * Decrypts a detached ciphertext in one pass, in constant memory if the algorithm permits that.
   * The written plaintext is not authenticated until this method returns: anyone could have made
   * it. If the method throws, the caller must discard all output, and use a new output for the next
   * attempt.
   *
   * @param ciphertext the ciphertext with the authentication tag at its end
   * @param plaintext receives the plaintext; not closed
   * @param recipient the key of a recipient, and its algorithm
   * @param options external data, and the permitted algorithms and parameters
   * @return the receipt for the plaintext: headers, algorithm and key identifier
   * @throws VerificationException if the message carries a ciphertext, or this one cannot be
   *     decrypted
   * @throws IOException if the ciphertext cannot be read, is longer or shorter than its source
   *     says, or too long for the algorithm, or the plaintext cannot be written
   */
  public ContentReceipt decryptReleasingUnverifiedPlaintext(
      ContentSource ciphertext,
      OutputStream plaintext,
      ContentKeyRecipient recipient,
      DecryptOptions options)
      throws VerificationException, IOException {
    return decrypt(ciphertext, plaintext, recipient, options, true);
  }

  private DecryptedPayload decryptCiphertext(
      Bytes ciphertext, ContentKeyRecipient recipient, DecryptOptions options)
      throws VerificationException {
    Checked checked = check(options);
    ContentCipher cipher = cipher(checked.algorithm(), recipient, options);
    Bytes plaintext = cipher.decrypt(checked.iv(), checked.aad(), ciphertext);
    return new DecryptedPayload(plaintext, headers(), checked.algorithm(), recipient.keyId());
  }

  private ContentReceipt decrypt(
      ContentSource ciphertext,
      OutputStream plaintext,
      ContentKeyRecipient recipient,
      DecryptOptions options,
      boolean releasing)
      throws VerificationException, IOException {
    content.requireDetached();
    Checked checked = check(options);
    cipher(checked.algorithm(), recipient, options)
        .decrypt(checked.iv(), checked.aad(), ciphertext, plaintext, releasing);
    return new ContentReceipt(headers(), checked.algorithm(), recipient.keyId());
  }

  private Checked check(DecryptOptions options) throws VerificationException {
    return EncryptionRules.check(
        EncStructure.ENCRYPT,
        headers(),
        options,
        stated -> stated.traits() instanceof Encrypting,
        "one for content encryption",
        Optional.empty());
  }

  private ContentCipher cipher(
      CoseAlgorithm algorithm, ContentKeyRecipient recipient, DecryptOptions options)
      throws VerificationException {
    byte[] key = {};
    try {
      key = recipient.contentKey(recipients, ContentKeyUse.of(algorithm), options.forRecipients());
      return ContentCipher.of(SymmetricUse.secretKey(key, algorithm), algorithm, null);
    } catch (VerificationException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new VerificationException(Failure.PROVIDER, e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Returns this message with one recipient replaced, for example by its countersigned form.
   *
   * @param index the index of the recipient, from 0
   * @param recipient the new recipient
   * @return the new message
   * @throws IndexOutOfBoundsException if there is no recipient at the index
   */
  public CoseEncrypt withRecipient(int index, CoseRecipient recipient) {
    return new CoseEncrypt(content, CoseRecipient.replaced(recipients, index, recipient));
  }

  MessageContent content() {
    return content;
  }

  @Override
  public CoseEncrypt withCountersignature(CoseCountersignature countersignature) {
    return new CoseEncrypt(content.countersigned(countersignature), recipients);
  }

  @Override
  public void encodeTo(CborWriter writer) {
    content.encodeTo(writer, TAG);
    CoseRecipient.encodeList(writer, recipients);
    writer.endArray();
  }

  /** Equal if tag, headers, ciphertext and recipients are. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof CoseEncrypt other
        && content.equals(other.content)
        && recipients.equals(other.recipients);
  }

  @Override
  public int hashCode() {
    return 31 * content.hashCode() + recipients.hashCode();
  }

  /** The headers, the size of the ciphertext and the number of recipients. */
  @Override
  public String toString() {
    return "CoseEncrypt[" + content.describe() + ", " + recipients.size() + " recipients]";
  }
}
