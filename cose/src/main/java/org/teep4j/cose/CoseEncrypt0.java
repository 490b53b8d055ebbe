package org.teep4j.cose;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
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
public final class CoseEncrypt0 implements CborEncodable, Countersignable {

  /** The CBOR tag of COSE_Encrypt0. */
  public static final long TAG = 16;

  private final MessageContent content;

  CoseEncrypt0(MessageContent content) {
    this.content = content;
  }

  /**
   * Decodes a message.
   *
   * @param input one encoded COSE_Encrypt0, tagged or not, referenced by the result
   * @return the message
   * @throws DecodeException if the input is no such structure, or its headers break a rule of RFC
   *     9052, Section 3
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
   * @throws DecodeException if the input is no such structure, or its headers break a rule of RFC
   *     9052, Section 3
   */
  public static CoseEncrypt0 decode(Bytes input, DecodeOptions options) throws DecodeException {
    CborReader reader = new CborReader(input, options);
    try {
      MessageContent content = MessageContent.read(reader, TAG, 3, "ciphertext");
      CoseEncrypt0 message = new CoseEncrypt0(content);
      reader.exitArray();
      reader.expectEnd();
      return message;
    } catch (DecodeException e) {
      throw e.in("COSE_Encrypt0");
    }
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

  /**
   * Starts a message.
   *
   * @return a new builder
   */
  public static CoseEncrypt0Builder builder() {
    return new CoseEncrypt0Builder();
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
   * Decrypts the ciphertext in the message, without external data.
   *
   * @param decryptor the key and its algorithm
   * @return the plaintext
   * @throws VerificationException if the ciphertext is detached, or cannot be decrypted
   */
  public DecryptedPayload decrypt(CoseDecryptor decryptor) throws VerificationException {
    return decrypt(decryptor, DecryptOptions.defaults());
  }

  /**
   * Decrypts the ciphertext in the message.
   *
   * @param decryptor the key and its algorithm
   * @param options external data, and the permitted algorithms and parameters
   * @return the plaintext
   * @throws VerificationException if the ciphertext is detached, or cannot be decrypted
   */
  public DecryptedPayload decrypt(CoseDecryptor decryptor, DecryptOptions options)
      throws VerificationException {
    return decryptCiphertext(content.embedded(), decryptor, options);
  }

  /**
   * Decrypts a detached ciphertext, without external data.
   *
   * @param ciphertext the ciphertext with the authentication tag at its end
   * @param decryptor the key and its algorithm
   * @return the plaintext
   * @throws VerificationException if the message carries a ciphertext, or this one cannot be
   *     decrypted
   */
  public DecryptedPayload decryptDetached(Bytes ciphertext, CoseDecryptor decryptor)
      throws VerificationException {
    return decryptDetached(ciphertext, decryptor, DecryptOptions.defaults());
  }

  /**
   * Decrypts a detached ciphertext.
   *
   * @param ciphertext the ciphertext with the authentication tag at its end
   * @param decryptor the key and its algorithm
   * @param options external data, and the permitted algorithms and parameters
   * @return the plaintext
   * @throws VerificationException if the message carries a ciphertext, or this one cannot be
   *     decrypted
   */
  public DecryptedPayload decryptDetached(
      Bytes ciphertext, CoseDecryptor decryptor, DecryptOptions options)
      throws VerificationException {
    content.requireDetached();
    return decryptCiphertext(ciphertext, decryptor, options);
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
    return decryptor.decrypt(headers(), content.embedded(), options);
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
    content.requireDetached();
    return decryptor.decrypt(headers(), ciphertext, options);
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
   * @param decryptor the key and its algorithm
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
      CoseDecryptor decryptor,
      DecryptOptions options)
      throws VerificationException, IOException {
    return decrypt(ciphertext, plaintext, decryptor, options, false);
  }

  /**
   * Decrypts a detached ciphertext in one pass, in constant memory if the algorithm permits that.
   * The written plaintext is not authenticated until this method returns: anyone could have made
   * it. If the method throws, the caller must discard all output, and use a new output for the next
   * attempt.
   *
   * @param ciphertext the ciphertext with the authentication tag at its end
   * @param plaintext receives the plaintext; not closed
   * @param decryptor the key and its algorithm
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
      CoseDecryptor decryptor,
      DecryptOptions options)
      throws VerificationException, IOException {
    return decrypt(ciphertext, plaintext, decryptor, options, true);
  }

  private DecryptedPayload decryptCiphertext(
      Bytes ciphertext, CoseDecryptor decryptor, DecryptOptions options)
      throws VerificationException {
    Checked checked = check(decryptor, options);
    Bytes plaintext = decryptor.decrypt(checked.iv(), checked.aad(), ciphertext);
    return new DecryptedPayload(plaintext, headers(), checked.algorithm(), decryptor.keyId());
  }

  private ContentReceipt decrypt(
      ContentSource ciphertext,
      OutputStream plaintext,
      CoseDecryptor decryptor,
      DecryptOptions options,
      boolean releasing)
      throws VerificationException, IOException {
    content.requireDetached();
    Checked checked = check(decryptor, options);
    Streaming.decrypt(decryptor, checked.iv(), checked.aad(), ciphertext, plaintext, releasing);
    return new ContentReceipt(headers(), checked.algorithm(), decryptor.keyId());
  }

  private Checked check(CoseDecryptor decryptor, DecryptOptions options)
      throws VerificationException {
    return EncryptionRules.check(
        EncStructure.ENCRYPT0,
        headers(),
        options,
        decryptor.algorithm()::equals,
        decryptor.algorithm(),
        decryptor.baseIv());
  }

  MessageContent content() {
    return content;
  }

  @Override
  public CoseEncrypt0 withCountersignature(CoseCountersignature countersignature) {
    return new CoseEncrypt0(content.countersigned(countersignature));
  }

  @Override
  public void encodeTo(CborWriter writer) {
    content.encodeTo(writer, TAG);
    writer.endArray();
  }

  /** Equal if tag, headers and ciphertext are. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof CoseEncrypt0 other && content.equals(other.content);
  }

  @Override
  public int hashCode() {
    return content.hashCode();
  }

  /** The headers and the size of the ciphertext. */
  @Override
  public String toString() {
    return "CoseEncrypt0[" + content.describe() + "]";
  }
}
