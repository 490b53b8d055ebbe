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
 * A message encrypted with a key that is known to both sides: {@code COSE_Encrypt0} or {@code
 * COSE_Encrypt0_Tagged} (RFC 9052, Section 5.2). Immutable; holds views of what it was decoded
 * from.
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
   * @throws DecodeException if it is none, or its headers break a rule of RFC 9052, Section 3
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
   * @throws DecodeException if it is none, or its headers break a rule of RFC 9052, Section 3
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
   * Encrypts: tagged, the ciphertext in the message, a random IV, {@code alg} in the protected
   * header, {@code kid} in the unprotected one if the key has one. See {@link #builder()} for all
   * else.
   *
   * @param plaintext what to encrypt
   * @param encryptor encrypts, with an algorithm that authenticates
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
   * Whether the CBOR tag of the message is there.
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

  /** For verification, which checks them. */
  CoseHeaders headers() {
    return content.headers();
  }

  /**
   * Whether the ciphertext travels elsewhere ({@code nil} in the message).
   *
   * @return true if {@code decryptDetached} is to be used
   */
  public boolean isDetached() {
    return content.bytes() == null;
  }

  /**
   * The ciphertext, its tag at the end.
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
   * @param options external data, and what is admitted
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
   * @param ciphertext the ciphertext, its tag at the end
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
   * @param ciphertext the ciphertext, its tag at the end
   * @param decryptor the key and its algorithm
   * @param options external data, and what is admitted
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
   * @param options external data, and what the application understands
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
   * @throws VerificationException if the message carries a ciphertext, or the one that is given has
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
   * @param options external data, and what the application understands
   * @return the content
   * @throws VerificationException if the message carries a ciphertext, or the one that is given has
   *     not been encrypted for this key with these headers and this data
   */
  public DecryptedPayload decryptDetached(
      Bytes ciphertext, HpkeDecryptor decryptor, DecryptOptions options)
      throws VerificationException {
    content.requireDetached();
    return decryptor.decrypt(headers(), ciphertext, options);
  }

  /**
   * Decrypts a detached ciphertext that is read from its source, in constant memory where the
   * algorithm admits that. It is read twice, so that nothing is written of a message that is
   * refused; with AES-CTR once, because whatever is decrypted with whatever key is some plaintext.
   * Whoever tries several keys gives each of them an output of its own.
   *
   * @param ciphertext the ciphertext, its tag at the end; the same both times
   * @param plaintext gets the plaintext; not closed
   * @param decryptor the key and its algorithm
   * @param options external data, and what is admitted
   * @return what is known of the plaintext
   * @throws VerificationException if the message carries a ciphertext, or this one cannot be
   *     decrypted; what was written then, because the ciphertext has changed between the two times
   *     or the algorithm authenticates nothing, is to be thrown away before another key is tried
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
   * Decrypts a detached ciphertext while it is read, once, in constant memory where the algorithm
   * admits that. What is written has not been authenticated: anyone could have made it, until this
   * method returns. Whoever calls it throws all of it away if it does not, and gives the next
   * attempt another output.
   *
   * @param ciphertext the ciphertext, its tag at the end
   * @param plaintext gets the plaintext; not closed
   * @param decryptor the key and its algorithm
   * @param options external data, and what is admitted
   * @return what is known of the plaintext
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
