package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
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
public final class CoseEncrypt extends CoseEncryptedMessage<ContentKeyRecipient> {

  private final List<CoseRecipient> recipients;

  CoseEncrypt(MessageContent content, List<CoseRecipient> recipients) {
    super(content);
    this.recipients = List.copyOf(recipients);
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Encrypt, tagged or not, referenced by the result
   * @return the message
   * @throws DecodeException if the input is no COSE_Encrypt, or headers break a rule of RFC 9052,
   *     Section 3
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
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseEncrypt decode(Bytes input, DecodeOptions options) throws DecodeException {
    return MessageReader.decode(input, options, CoseEncrypt::read);
  }

  /**
   * Reads one message at the position of a reader.
   *
   * @param reader positioned at the message, tagged or not; positioned after it on return
   * @return the message, which references the reader's input
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseEncrypt read(CborReader reader) throws DecodeException {
    return (CoseEncrypt) MessageReader.read(reader, CoseMessageType.ENCRYPT);
  }

  /** Starts a message. */
  public static CoseEncryptBuilder builder() {
    return new CoseEncryptBuilder();
  }

  /**
   * The recipient structures, which deliver the key.
   *
   * @return one or more, in the order of the message
   */
  public List<CoseRecipient> recipients() {
    return recipients;
  }

  @Override
  public CoseMessageType type() {
    return CoseMessageType.ENCRYPT;
  }

  @Override
  Checked check(ContentKeyRecipient recipient, DecryptOptions options)
      throws VerificationException {
    return EncryptionRules.check(EncStructure.ENCRYPT, headers(), options, null, Optional.empty());
  }

  @Override
  CoseDecryptor decryptor(
      ContentKeyRecipient recipient, CoseAlgorithm algorithm, DecryptOptions options)
      throws VerificationException {
    byte[] key = {};
    try {
      key = recipient.contentKey(recipients, ContentKeyUse.of(algorithm), options.forRecipients());
      return KeyDecryptor.ofContentKey(key, algorithm, recipient.keyId());
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
    return new CoseEncrypt(content(), CoseRecipient.replaced(recipients, index, recipient));
  }

  @Override
  public CoseEncrypt withCountersignature(CoseCountersignature countersignature) {
    return new CoseEncrypt(content().countersigned(countersignature), recipients);
  }

  @Override
  public CoseEncrypt withoutCiphertext() {
    return new CoseEncrypt(content().detached(), recipients);
  }

  @Override
  List<?> rest() {
    return recipients;
  }

  @Override
  void encodeRest(CborWriter writer) {
    CoseRecipient.encodeList(writer, recipients);
  }

  @Override
  String count() {
    return ", " + recipients.size() + " recipients";
  }
}
