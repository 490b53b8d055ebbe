package org.teep4j.cose;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.CoseMessageType.Family;
import org.teep4j.cose.EncryptionRules.Checked;

/**
 * An encrypted message: COSE_Encrypt0 or COSE_Encrypt (RFC 9052, Section 5).
 *
 * <p>The {@code decrypt…} methods return the plaintext, as a {@link DecryptedPayload}.
 *
 * @param <K> the key that decrypts: a {@link CoseDecryptor} for COSE_Encrypt0, the {@link
 *     ContentKeyRecipient} that recovers the content key for COSE_Encrypt
 */
public abstract sealed class CoseEncryptedMessage<K> extends CoseMessage
    permits CoseEncrypt0, CoseEncrypt {

  CoseEncryptedMessage(MessageContent content) {
    super(content);
  }

  /**
   * Decodes a message of either type. Without a tag, the number of elements decides.
   *
   * @param input one encoded message, tagged or not, referenced by the result
   * @return the message
   * @throws DecodeException if the input is neither COSE_Encrypt0 nor COSE_Encrypt, or headers
   *     break a rule of RFC 9052, Section 3
   */
  public static CoseEncryptedMessage<?> decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a message of either type, as {@link #decode(Bytes)} does.
   *
   * @param input one encoded message, tagged or not, referenced by the result
   * @param options limits and strictness
   * @return the message
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseEncryptedMessage<?> decode(Bytes input, DecodeOptions options)
      throws DecodeException {
    return MessageReader.decode(input, options, CoseEncryptedMessage::read);
  }

  /**
   * Reads one message of either type at the position of a reader, as {@link #decode(Bytes)} does.
   *
   * @param reader positioned at the message, tagged or not; positioned after it on return
   * @return the message, which references the reader's input
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseEncryptedMessage<?> read(CborReader reader) throws DecodeException {
    return (CoseEncryptedMessage<?>) MessageReader.read(reader, Family.ENCRYPTED);
  }

  @Override
  public abstract CoseEncryptedMessage<K> withCountersignature(
      CoseCountersignature countersignature);

  /**
   * The ciphertext; the authentication tag is at its end.
   *
   * @return a view of the ciphertext, or empty if it is detached
   */
  public final Optional<Bytes> ciphertext() {
    return content().optional();
  }

  /**
   * This message with {@code nil} in place of the ciphertext, which is then sent separately. All
   * other bytes stay the same.
   *
   * @return the message whose ciphertext is detached
   */
  public abstract CoseEncryptedMessage<K> withoutCiphertext();

  /**
   * Decrypts the ciphertext in the message, without external data.
   *
   * @param key the key and its algorithm
   * @return the plaintext
   * @throws VerificationException if the ciphertext is detached, or cannot be decrypted
   */
  public final DecryptedPayload decrypt(K key) throws VerificationException {
    return decrypt(key, DecryptOptions.defaults());
  }

  /**
   * Decrypts the ciphertext in the message.
   *
   * @param key the key and its algorithm
   * @param options external data, and the permitted algorithms and parameters
   * @return the plaintext
   * @throws VerificationException if the ciphertext is detached, or cannot be decrypted
   */
  public final DecryptedPayload decrypt(K key, DecryptOptions options)
      throws VerificationException {
    return decryptCiphertext(content().embedded(), key, options);
  }

  /**
   * Decrypts a detached ciphertext, without external data.
   *
   * @param ciphertext the ciphertext with the authentication tag at its end
   * @param key the key and its algorithm
   * @return the plaintext
   * @throws VerificationException if the message contains a ciphertext, or this one cannot be
   *     decrypted
   */
  public final DecryptedPayload decryptDetached(Bytes ciphertext, K key)
      throws VerificationException {
    return decryptDetached(ciphertext, key, DecryptOptions.defaults());
  }

  /**
   * Decrypts a detached ciphertext.
   *
   * @param ciphertext the ciphertext with the authentication tag at its end
   * @param key the key and its algorithm
   * @param options external data, and the permitted algorithms and parameters
   * @return the plaintext
   * @throws VerificationException if the message contains a ciphertext, or this one cannot be
   *     decrypted
   */
  public final DecryptedPayload decryptDetached(Bytes ciphertext, K key, DecryptOptions options)
      throws VerificationException {
    content().requireDetached();
    return decryptCiphertext(ciphertext, key, options);
  }

  /**
   * Decrypts a detached ciphertext that is streamed from a source. This takes constant memory if
   * the algorithm permits it. The ciphertext is read twice, so that no plaintext of a refused
   * message is written. With AES-CTR it is read once, because AES-CTR cannot detect a wrong key or
   * a changed ciphertext. To try several keys, use a new output for each key.
   *
   * @param ciphertext the ciphertext with the authentication tag at its end; identical at both
   *     reads
   * @param plaintext receives the plaintext; not closed
   * @param key the key and its algorithm
   * @param options external data, and the permitted algorithms and parameters
   * @return the result of the decryption, without the plaintext
   * @throws VerificationException if the message contains a ciphertext, or this one cannot be
   *     decrypted. Output may have been written if the ciphertext has changed between the two reads
   *     or the algorithm does not authenticate; discard it before you try another key
   * @throws IOException if the ciphertext cannot be read, does not have the length that its source
   *     states, or is too long for the algorithm, or the plaintext cannot be written
   * @throws IllegalArgumentException if the ciphertext can be read only once and the algorithm is
   *     not AES-CTR
   */
  public final ContentReceipt decryptDetached(
      ContentSource ciphertext, OutputStream plaintext, K key, DecryptOptions options)
      throws VerificationException, IOException {
    return decrypt(ciphertext, plaintext, key, options, false);
  }

  /**
   * Decrypts a detached ciphertext in one pass. This takes constant memory if the algorithm permits
   * it. The written plaintext is not authenticated until this method returns: anyone could have
   * made it. If the method throws, the caller must discard all output, and use a new output for the
   * next attempt.
   *
   * @param ciphertext the ciphertext with the authentication tag at its end
   * @param plaintext receives the plaintext; not closed
   * @param key the key and its algorithm
   * @param options external data, and the permitted algorithms and parameters
   * @return the result of the decryption, without the plaintext
   * @throws VerificationException if the message contains a ciphertext, or this one cannot be
   *     decrypted
   * @throws IOException if the ciphertext cannot be read, does not have the length that its source
   *     states, or is too long for the algorithm, or the plaintext cannot be written
   */
  public final ContentReceipt decryptReleasingUnverifiedPlaintext(
      ContentSource ciphertext, OutputStream plaintext, K key, DecryptOptions options)
      throws VerificationException, IOException {
    return decrypt(ciphertext, plaintext, key, options, true);
  }

  private DecryptedPayload decryptCiphertext(Bytes ciphertext, K key, DecryptOptions options)
      throws VerificationException {
    Checked checked = check(key, options);
    CoseDecryptor decryptor = decryptor(key, checked.algorithm(), options);
    Bytes plaintext = decryptor.decrypt(checked.iv(), checked.aad(), ciphertext);
    return new DecryptedPayload(plaintext, headers(), checked.algorithm(), decryptor.keyId());
  }

  private ContentReceipt decrypt(
      ContentSource ciphertext,
      OutputStream plaintext,
      K key,
      DecryptOptions options,
      boolean releasing)
      throws VerificationException, IOException {
    content().requireDetached();
    Checked checked = check(key, options);
    CoseDecryptor decryptor = decryptor(key, checked.algorithm(), options);
    decryptor.decrypt(checked.iv(), checked.aad(), ciphertext, plaintext, releasing);
    return new ContentReceipt(headers(), checked.algorithm(), decryptor.keyId());
  }

  /** Checks the headers, and makes the inputs of the cipher besides key and content. */
  abstract Checked check(K key, DecryptOptions options) throws VerificationException;

  /** The decryptor with the content key. */
  abstract CoseDecryptor decryptor(K key, CoseAlgorithm algorithm, DecryptOptions options)
      throws VerificationException;
}
