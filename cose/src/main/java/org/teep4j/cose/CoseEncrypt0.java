package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.EncryptionRules.Checked;

/**
 * A message encrypted with a key that both sides know (RFC 9052, Section 5.2). Immutable; holds
 * views of the decoded input.
 *
 * <pre>{@code
 * COSE_Encrypt0_Tagged = #6.16(COSE_Encrypt0)
 * COSE_Encrypt0 = [
 *   Headers,
 *   ciphertext : bstr / nil
 * ]
 * }</pre>
 */
public final class CoseEncrypt0 extends CoseEncryptedMessage<CoseDecryptor> {

  CoseEncrypt0(MessageContent content) {
    super(content);
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Encrypt0, tagged or not, referenced by the result
   * @return the message
   * @throws DecodeException if the input is no COSE_Encrypt0, or headers break a rule of RFC 9052,
   *     Section 3
   */
  public static CoseEncrypt0 decode(Bytes input) throws DecodeException {
    return decode(input, DecodeOptions.defaults());
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Encrypt0, tagged or not, referenced by the result
   * @param options limits and strictness
   * @return the message
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseEncrypt0 decode(Bytes input, DecodeOptions options) throws DecodeException {
    return MessageReader.decode(input, options, CoseEncrypt0::read);
  }

  /**
   * Reads one message at the position of a reader.
   *
   * @param reader positioned at the message, tagged or not; positioned after it on return
   * @return the message, which references the reader's input
   * @throws DecodeException as for {@link #decode(Bytes)}
   */
  public static CoseEncrypt0 read(CborReader reader) throws DecodeException {
    return (CoseEncrypt0) MessageReader.read(reader, CoseMessageType.ENCRYPT0);
  }

  /**
   * Encrypts a plaintext. The message is tagged, contains the ciphertext, and has a random IV,
   * {@code alg} in the protected header, and {@code kid} in the unprotected header if the key has
   * one. Use {@link #builder()} for other forms.
   *
   * @param plaintext the content to encrypt
   * @param encryptor the key, with an algorithm that authenticates
   * @return the message
   * @throws GeneralSecurityException if the key cannot be used, or the plaintext is too long
   */
  public static CoseEncrypt0 encrypt(Bytes plaintext, CoseEncryptor encryptor)
      throws GeneralSecurityException {
    return builder().plaintext(plaintext).encrypt(encryptor);
  }

  /** Starts a message. */
  public static CoseEncrypt0Builder builder() {
    return new CoseEncrypt0Builder();
  }

  /**
   * Decrypts the content of this message with a private key (draft-ietf-cose-hpke, Section 3.2).
   *
   * @param decryptor the key and algorithm that are trusted
   * @return the content
   * @throws VerificationException if the ciphertext is detached, or has not been encrypted for this
   *     key with these headers
   */
  public DecryptedPayload decrypt(HpkeDecryptor decryptor) throws VerificationException {
    return decrypt(decryptor, DecryptOptions.defaults());
  }

  /**
   * Decrypts the content of this message with a private key (draft-ietf-cose-hpke, Section 3.2).
   *
   * @param decryptor the key and algorithm that are trusted
   * @param options external data, and the header parameters that the application understands
   * @return the content
   * @throws VerificationException if the ciphertext is detached, or has not been encrypted for this
   *     key with these headers and this data
   */
  public DecryptedPayload decrypt(HpkeDecryptor decryptor, DecryptOptions options)
      throws VerificationException {
    return decryptor.decrypt(headers(), content().embedded(), options);
  }

  /**
   * Decrypts a detached ciphertext with a private key, without external data (draft-ietf-cose-hpke,
   * Section 3.2).
   *
   * @param ciphertext the ciphertext that belongs to this message
   * @param decryptor the key and algorithm that are trusted
   * @return the content
   * @throws VerificationException if the message carries a ciphertext, or {@code ciphertext} has
   *     not been encrypted for this key with these headers
   */
  public DecryptedPayload decryptDetached(Bytes ciphertext, HpkeDecryptor decryptor)
      throws VerificationException {
    return decryptDetached(ciphertext, decryptor, DecryptOptions.defaults());
  }

  /**
   * Decrypts a detached ciphertext with a private key (draft-ietf-cose-hpke, Section 3.2).
   *
   * @param ciphertext the ciphertext that belongs to this message
   * @param decryptor the key and algorithm that are trusted
   * @param options external data, and the header parameters that the application understands
   * @return the content
   * @throws VerificationException if the message carries a ciphertext, or {@code ciphertext} has
   *     not been encrypted for this key with these headers and this data
   */
  public DecryptedPayload decryptDetached(
      Bytes ciphertext, HpkeDecryptor decryptor, DecryptOptions options)
      throws VerificationException {
    content().requireDetached();
    return decryptor.decrypt(headers(), ciphertext, options);
  }

  @Override
  public CoseMessageType type() {
    return CoseMessageType.ENCRYPT0;
  }

  @Override
  Checked check(CoseDecryptor decryptor, DecryptOptions options) throws VerificationException {
    return EncryptionRules.check(
        EncStructure.ENCRYPT0, headers(), options, decryptor.algorithm(), decryptor.baseIv());
  }

  @Override
  CoseDecryptor decryptor(
      CoseDecryptor decryptor, CoseAlgorithm algorithm, DecryptOptions options) {
    return decryptor;
  }

  @Override
  public CoseEncrypt0 withCountersignature(CoseCountersignature countersignature) {
    return new CoseEncrypt0(content().countersigned(countersignature));
  }

  @Override
  public CoseEncrypt0 withoutCiphertext() {
    return new CoseEncrypt0(content().detached());
  }

  @Override
  List<?> rest() {
    return List.of();
  }

  @Override
  void encodeRest(CborWriter writer) {
    // There is none.
  }
}
