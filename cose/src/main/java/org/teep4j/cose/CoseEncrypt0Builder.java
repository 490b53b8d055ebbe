package org.teep4j.cose;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * Puts a COSE_Encrypt0 together, tagged unless told otherwise. Methods that set something return
 * this builder.
 */
public final class CoseEncrypt0Builder {

  /**
   * A message and the ciphertext that travels apart from it.
   *
   * @param message the message, its ciphertext {@code nil}
   * @param ciphertext the ciphertext, its tag at the end
   */
  public record Detached(CoseEncrypt0 message, Bytes ciphertext) {}

  private final EncryptionSettings settings = new EncryptionSettings();

  CoseEncrypt0Builder() {}

  /**
   * Sets the headers. They may hold a Partial IV, which then has to be another one for each message
   * of a key; an IV is made here.
   *
   * @param value both buckets
   * @return this builder
   */
  public CoseEncrypt0Builder headers(CoseHeaders value) {
    settings.headers = value;
    return this;
  }

  /**
   * Sets the plaintext.
   *
   * @param value what is encrypted, referenced
   * @return this builder
   */
  public CoseEncrypt0Builder plaintext(Bytes value) {
    return plaintext(Segments.of(value));
  }

  /**
   * Sets the plaintext from bytes that lie apart, as an encoded message around a large payload
   * does.
   *
   * @param value what is encrypted, referenced
   * @return this builder
   */
  public CoseEncrypt0Builder plaintext(Segments value) {
    settings.plaintext = value;
    return this;
  }

  /**
   * Sets the externally supplied data (RFC 9052, Section 4.3).
   *
   * @param value what the recipient will have to supply too, referenced
   * @return this builder
   */
  public CoseEncrypt0Builder externalAad(Bytes value) {
    settings.externalAad = value;
    return this;
  }

  /**
   * Leaves the CBOR tag out.
   *
   * @return this builder
   */
  public CoseEncrypt0Builder untagged() {
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
  public CoseEncrypt0Builder contextIv(Bytes value) {
    settings.contextIv = value;
    return this;
  }

  /**
   * Permits AES-CTR and AES-CBC (RFC 9459), which let anyone on the way change what they encrypt.
   *
   * @return this builder
   */
  public CoseEncrypt0Builder withUnauthenticatedEncryption() {
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
  public CoseEncrypt0Builder withIvForTestVectors(Bytes value) {
    settings.ivForTestVectors = value;
    return this;
  }

  /**
   * Encrypts, with the ciphertext in the message, a random IV, {@code alg} in the protected header,
   * and {@code kid} in the unprotected one where they are absent.
   *
   * <p>How many messages one key may encrypt with random IVs, says {@link
   * CoseAlgorithm#mostRandomNonces()}: 4,096 with the AES-CCM-64 algorithms, 2^32 with all others.
   * An encryptor of this library counts its own and refuses more; of those that other encryptors,
   * other processes and former ones have made with the key, it does not know. With a Partial IV in
   * the headers, a counter that the application keeps, there is no such bound.
   *
   * @param encryptor encrypts
   * @return the message
   * @throws GeneralSecurityException if the key cannot be used or has been used too often, or the
   *     plaintext is too long
   * @throws IllegalArgumentException if the headers name another algorithm or an IV, there is no
   *     context IV for their Partial IV, or the algorithm cannot protect what is to be protected
   * @throws IllegalStateException if there is no plaintext, or the algorithm authenticates nothing
   *     and that has not been permitted
   */
  public CoseEncrypt0 encrypt(CoseEncryptor encryptor) throws GeneralSecurityException {
    return encrypt(encryptor, false).message();
  }

  /**
   * Encrypts as {@link #encrypt(CoseEncryptor)}, with the ciphertext beside the message.
   *
   * @param encryptor encrypts
   * @return the message and the ciphertext
   * @throws GeneralSecurityException as {@link #encrypt(CoseEncryptor)}
   * @throws IllegalArgumentException as {@link #encrypt(CoseEncryptor)}
   * @throws IllegalStateException as {@link #encrypt(CoseEncryptor)}
   */
  public Detached encryptDetached(CoseEncryptor encryptor) throws GeneralSecurityException {
    return encrypt(encryptor, true);
  }

  /**
   * Encrypts the content for the owner of a public key (draft-ietf-cose-hpke, Section 3.2), with
   * {@code alg} and {@code psk_id} in the protected header, {@code ek} and {@code kid} in the
   * unprotected one.
   *
   * @param encryptor encrypts
   * @return the message
   * @throws GeneralSecurityException if the encryptor cannot encrypt
   * @throws IllegalArgumentException if the headers name another algorithm, or decide on {@code ek}
   *     or {@code psk_id}
   * @throws IllegalStateException if there is no plaintext
   */
  public CoseEncrypt0 encrypt(HpkeEncryptor encryptor) throws GeneralSecurityException {
    return encrypt(encryptor, false).message();
  }

  /**
   * Encrypts the content for the owner of a public key, as {@link #encrypt(HpkeEncryptor)}, and
   * leaves the ciphertext out of the message.
   *
   * @param encryptor encrypts
   * @return the message and the ciphertext
   * @throws GeneralSecurityException if the encryptor cannot encrypt
   * @throws IllegalArgumentException if the headers name another algorithm, or decide on {@code ek}
   *     or {@code psk_id}
   * @throws IllegalStateException if there is no plaintext
   */
  public Detached encryptDetached(HpkeEncryptor encryptor) throws GeneralSecurityException {
    return encrypt(encryptor, true);
  }

  private Detached encrypt(HpkeEncryptor encryptor, boolean detached)
      throws GeneralSecurityException {
    HpkeEncryptor.Encrypted encrypted =
        encryptor.encrypt(settings.headers, settings.externalAad, settings.requirePlaintext());
    Bytes ciphertext = encrypted.ciphertext();
    MessageContent content =
        new MessageContent(
            settings.tagged, encrypted.headers(), detached ? null : Segments.of(ciphertext));
    return new Detached(new CoseEncrypt0(content), ciphertext);
  }

  /**
   * Encrypts a plaintext that is read from its source, with the ciphertext beside the message, in
   * constant memory where the algorithm admits that. Apart from that as {@link
   * #encrypt(CoseEncryptor)}.
   *
   * @param value what is encrypted; read once
   * @param encryptor encrypts
   * @param ciphertext gets the ciphertext, its tag at the end; not closed
   * @return the message
   * @throws GeneralSecurityException as {@link #encrypt(CoseEncryptor)}
   * @throws IOException if the plaintext cannot be read, is longer or shorter than its source says,
   *     or too long for the algorithm, or the ciphertext cannot be written
   * @throws IllegalArgumentException as {@link #encrypt(CoseEncryptor)}
   * @throws IllegalStateException as {@link #encrypt(CoseEncryptor)}, and if there is a plaintext
   *     in memory
   */
  public CoseEncrypt0 encryptDetached(
      ContentSource value, CoseEncryptor encryptor, OutputStream ciphertext)
      throws GeneralSecurityException, IOException {
    settings.requireNoPlaintext();
    EncryptionSettings.Prepared prepared = prepare(encryptor);
    Streaming.encrypt(encryptor, prepared.iv(), prepared.aad(), value, ciphertext);
    return new CoseEncrypt0(settings.message(prepared, null));
  }

  private EncryptionSettings.Prepared prepare(CoseEncryptor encryptor)
      throws GeneralSecurityException {
    if (encryptor instanceof KeyEncryptor key && settings.takesRandomIv()) {
      key.countRandomNonce();
    }
    return settings.prepare(
        EncStructure.ENCRYPT0, encryptor.algorithm(), encryptor.keyId(), encryptor.baseIv());
  }

  private Detached encrypt(CoseEncryptor encryptor, boolean detached)
      throws GeneralSecurityException {
    EncryptionSettings.Prepared prepared = prepare(encryptor);
    Bytes ciphertext =
        Bytes.wrap(encryptor.encrypt(prepared.iv(), prepared.aad(), settings.requirePlaintext()));
    return new Detached(
        new CoseEncrypt0(settings.message(prepared, detached ? null : ciphertext)), ciphertext);
  }
}
