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

/** Builds a COSE_Encrypt, tagged by default. Setters return this builder. */
public final class CoseEncryptBuilder {

  /**
   * A message and its detached ciphertext.
   *
   * @param message the message, with {@code nil} as ciphertext
   * @param ciphertext the ciphertext with the authentication tag at its end
   */
  public record Detached(CoseEncrypt message, Bytes ciphertext) {}

  private final EncryptionSettings settings = new EncryptionSettings();
  private final List<ContentKeySender> recipients = new ArrayList<>();
  private @Nullable Bytes contentKeyForTestVectors;

  CoseEncryptBuilder() {}

  /**
   * Sets the headers. They may hold a Partial IV, which must differ in each message of a key. The
   * builder makes a full IV itself.
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
   * @param value the content to encrypt, referenced
   * @return this builder
   */
  public CoseEncryptBuilder plaintext(Bytes value) {
    return plaintext(Segments.of(value));
  }

  /**
   * Sets the plaintext from separate segments of bytes, for example an encoded message around a
   * large payload.
   *
   * @param value the content to encrypt, referenced
   * @return this builder
   */
  public CoseEncryptBuilder plaintext(Segments value) {
    settings.plaintext = value;
    return this;
  }

  /**
   * Sets the externally supplied data (RFC 9052, Section 4.3).
   *
   * @param value the data that the recipient must supply too, referenced
   * @return this builder
   */
  public CoseEncryptBuilder externalAad(Bytes value) {
    settings.externalAad = value;
    return this;
  }

  /**
   * Omits the CBOR tag.
   *
   * @return this builder
   */
  public CoseEncryptBuilder untagged() {
    settings.tagged = false;
    return this;
  }

  /**
   * Sets the context IV, which is combined with a Partial IV in the headers (RFC 9052, Section
   * 3.1). It replaces the Base IV of the key.
   *
   * @param value as many bytes as the algorithm's nonce has, referenced
   * @return this builder
   */
  public CoseEncryptBuilder contextIv(Bytes value) {
    settings.contextIv = value;
    return this;
  }

  /**
   * Permits AES-CTR and AES-CBC (RFC 9459). They do not authenticate: anyone between sender and
   * recipient can change the content.
   *
   * @return this builder
   */
  public CoseEncryptBuilder withUnauthenticatedEncryption() {
    settings.unauthenticated = true;
    return this;
  }

  /**
   * Sets the IV, instead of a random one. An IV that is used twice with a key reveals both
   * plaintexts, and with AES-GCM lets an attacker forge messages.
   *
   * @param value the IV, as long as the algorithm requires
   * @return this builder
   */
  public CoseEncryptBuilder withIvForTestVectors(Bytes value) {
    settings.ivForTestVectors = value;
    return this;
  }

  /**
   * Adds a recipient.
   *
   * @param value sends the key to the recipient
   * @return this builder
   */
  public CoseEncryptBuilder recipient(ContentKeySender value) {
    recipients.add(value);
    return this;
  }

  /**
   * Sets the content key, instead of a random one. Use this for test vectors only.
   *
   * @param value the key, as long as the algorithm requires
   * @return this builder
   */
  public CoseEncryptBuilder withContentKeyForTestVectors(Bytes value) {
    contentKeyForTestVectors = value;
    return this;
  }

  /**
   * Encrypts, with the ciphertext in the message. The key is random, unless the only recipient
   * determines it. The IV is random. {@code alg} is added to the protected header if it is absent.
   *
   * @param algorithm the content algorithm
   * @return the message
   * @throws GeneralSecurityException if the algorithm does not encrypt content, a recipient's key
   *     cannot be used, or the plaintext is too long
   * @throws IllegalArgumentException if the headers name another algorithm or an IV, there is no
   *     context IV for their Partial IV, or the algorithm cannot protect protected headers or
   *     external data
   * @throws IllegalStateException if there is no plaintext or no recipient, a recipient that
   *     determines the key is not the only one, or the algorithm does not authenticate and has not
   *     been permitted
   */
  public CoseEncrypt encrypt(CoseAlgorithm algorithm) throws GeneralSecurityException {
    return encrypt(algorithm, false).message();
  }

  /**
   * Encrypts as {@link #encrypt}, but returns the ciphertext separately from the message.
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
   * Encrypts a plaintext from a source and writes the detached ciphertext, in constant memory if
   * the algorithm permits that. Otherwise as {@link #encrypt}.
   *
   * @param value the content to encrypt; read once
   * @param algorithm the content algorithm
   * @param ciphertext gets the ciphertext with the authentication tag at its end; not closed
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

  /**
   * Encrypts the content. {@code X} is the exception type beside {@link GeneralSecurityException},
   * if any.
   */
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
