package org.teep4j.cose;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Puts a COSE_Encrypt together, tagged unless told otherwise. Methods that set something return
 * this builder.
 */
public final class CoseEncryptBuilder {

  /**
   * A message and the ciphertext that travels apart from it.
   *
   * @param message the message, its ciphertext {@code nil}
   * @param ciphertext the ciphertext, its tag at the end
   */
  public record Detached(CoseEncrypt message, Bytes ciphertext) {}

  private final EncryptionSettings settings = new EncryptionSettings();
  private final List<ContentKeySender> recipients = new ArrayList<>();
  private @Nullable Bytes contentKeyForTestVectors;

  CoseEncryptBuilder() {}

  /**
   * Sets the headers. They may hold a Partial IV, which then has to be another one for each message
   * of a key; an IV is made here.
   *
   * @param value both buckets
   * @return this builder
   */
  public CoseEncryptBuilder headers(CoseHeaders value) {
    settings.headers = value;
    return this;
  }

  /**
   * Sets the plaintext.
   *
   * @param value what is encrypted, referenced
   * @return this builder
   */
  public CoseEncryptBuilder plaintext(Bytes value) {
    return plaintext(Segments.of(value));
  }

  /**
   * Sets the plaintext from bytes that lie apart, as an encoded message around a large payload
   * does.
   *
   * @param value what is encrypted, referenced
   * @return this builder
   */
  public CoseEncryptBuilder plaintext(Segments value) {
    settings.plaintext = value;
    return this;
  }

  /**
   * Sets the externally supplied data (RFC 9052, Section 4.3).
   *
   * @param value what the recipient will have to supply too, referenced
   * @return this builder
   */
  public CoseEncryptBuilder externalAad(Bytes value) {
    settings.externalAad = value;
    return this;
  }

  /**
   * Leaves the CBOR tag out.
   *
   * @return this builder
   */
  public CoseEncryptBuilder untagged() {
    settings.tagged = false;
    return this;
  }

  /**
   * Sets what a Partial IV in the headers is combined with (RFC 9052, Section 3.1), in the place of
   * a Base IV of the key.
   *
   * @param value as many bytes as the algorithm's nonce has, referenced
   * @return this builder
   */
  public CoseEncryptBuilder contextIv(Bytes value) {
    settings.contextIv = value;
    return this;
  }

  /**
   * Permits AES-CTR and AES-CBC (RFC 9459), which let anyone on the way change what they encrypt.
   *
   * @return this builder
   */
  public CoseEncryptBuilder withUnauthenticatedEncryption() {
    settings.unauthenticated = true;
    return this;
  }

  /**
   * Takes the IV from outside. Whoever uses one twice with a key gives away both plaintexts, and
   * with AES-GCM the means to forge messages.
   *
   * @param value the IV, as long as the algorithm demands
   * @return this builder
   */
  public CoseEncryptBuilder withIvForTestVectors(Bytes value) {
    settings.ivForTestVectors = value;
    return this;
  }

  /**
   * Adds a recipient.
   *
   * @param value brings it the key
   * @return this builder
   */
  public CoseEncryptBuilder recipient(ContentKeySender value) {
    recipients.add(value);
    return this;
  }

  /**
   * Takes the content key from outside, which nobody should do whose message is not a test vector.
   *
   * @param value the key, as long as the algorithm demands
   * @return this builder
   */
  public CoseEncryptBuilder withContentKeyForTestVectors(Bytes value) {
    contentKeyForTestVectors = value;
    return this;
  }

  /**
   * Encrypts, with the ciphertext in the message, a random key or the one that the only recipient
   * determines, a random IV, and {@code alg} in the protected header if it is absent.
   *
   * @param algorithm the content algorithm
   * @return the message
   * @throws GeneralSecurityException if the algorithm does not encrypt content, a recipient's key
   *     cannot be used, or the plaintext is too long
   * @throws IllegalArgumentException if the headers name another algorithm or an IV, there is no
   *     context IV for their Partial IV, or the algorithm cannot protect what is to be protected
   * @throws IllegalStateException if there is no plaintext or no recipient, a recipient that
   *     determines the key is not the only one, or the algorithm authenticates nothing and that has
   *     not been permitted
   */
  public CoseEncrypt encrypt(CoseAlgorithm algorithm) throws GeneralSecurityException {
    return encrypt(algorithm, false).message();
  }

  /**
   * Encrypts as {@link #encrypt}, with the ciphertext beside the message.
   *
   * @param algorithm the content algorithm
   * @return the message and the ciphertext
   * @throws GeneralSecurityException as {@link #encrypt}
   * @throws IllegalArgumentException as {@link #encrypt}
   * @throws IllegalStateException as {@link #encrypt}
   */
  public Detached encryptDetached(CoseAlgorithm algorithm) throws GeneralSecurityException {
    return encrypt(algorithm, true);
  }

  /**
   * Encrypts a plaintext that is read from its source, with the ciphertext beside the message, in
   * constant memory where the algorithm admits that. Apart from that as {@link #encrypt}.
   *
   * @param value what is encrypted; read once
   * @param algorithm the content algorithm
   * @param ciphertext gets the ciphertext, its tag at the end; not closed
   * @return the message
   * @throws GeneralSecurityException as {@link #encrypt}
   * @throws IOException if the plaintext cannot be read, is longer or shorter than its source says,
   *     or too long for the algorithm, or the ciphertext cannot be written
   * @throws IllegalArgumentException as {@link #encrypt}
   * @throws IllegalStateException as {@link #encrypt}, and if there is a plaintext in memory
   */
  public CoseEncrypt encryptDetached(
      ContentSource value, CoseAlgorithm algorithm, OutputStream ciphertext)
      throws GeneralSecurityException, IOException {
    settings.requireNoPlaintext();
    return encrypt(
            algorithm,
            true,
            (cipher, prepared) -> {
              cipher.encrypt(prepared.iv(), prepared.aad(), value, ciphertext);
              return Bytes.empty();
            })
        .message();
  }

  private Detached encrypt(CoseAlgorithm algorithm, boolean detached)
      throws GeneralSecurityException {
    Segments plaintext = settings.requirePlaintext();
    return encrypt(
        algorithm,
        detached,
        (cipher, prepared) -> Bytes.wrap(cipher.encrypt(prepared.iv(), prepared.aad(), plaintext)));
  }

  /** Encrypts the content; {@code X} is what can go wrong beside that, if anything can. */
  private interface Encrypting<X extends Exception> {
    Bytes ciphertext(ContentCipher cipher, EncryptionSettings.Prepared prepared)
        throws GeneralSecurityException, X;
  }

  private <X extends Exception> Detached encrypt(
      CoseAlgorithm algorithm, boolean detached, Encrypting<X> encrypting)
      throws GeneralSecurityException, X {
    ContentKeyUse use = ContentKeyUse.of(algorithm);
    EncryptionSettings.Prepared prepared =
        settings.prepare(EncStructure.ENCRYPT, algorithm, Optional.empty(), Optional.empty());
    try (ContentKey key = ContentKeySender.send(recipients, use, contentKeyForTestVectors)) {
      ContentCipher cipher =
          ContentCipher.of(SymmetricUse.secretKey(key.key(), algorithm), algorithm, null);
      Bytes ciphertext = encrypting.ciphertext(cipher, prepared);
      return new Detached(
          new CoseEncrypt(
              settings.message(prepared, detached ? null : ciphertext), key.recipients()),
          ciphertext);
    }
  }
}
