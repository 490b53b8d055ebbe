package org.teep4j.cose;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import org.teep4j.codec.Bytes;

/**
 * Builds a COSE_Encrypt0, tagged by default. Setters return this builder.
 *
 * <p>The headers may hold a Partial IV, which must differ in each message of a key. The builder
 * makes a full IV itself.
 *
 * <p>To send the ciphertext separately, send {@link CoseEncrypt0#withoutCiphertext()} and {@link
 * CoseEncrypt0#ciphertext()}, or write it to a stream right away.
 */
public final class CoseEncrypt0Builder extends EncryptionBuilder<CoseEncrypt0Builder> {

  CoseEncrypt0Builder() {}

  /**
   * Encrypts, with the ciphertext in the message and a random IV. {@code alg} is added to the
   * protected header, and {@code kid} to the unprotected one, where they are absent.
   *
   * <p>{@link CoseAlgorithm#mostRandomNonces()} limits the number of messages that one key may
   * encrypt with random IVs: 4,096 with the AES-CCM-64 algorithms, 2^32 with all others. An
   * encryptor of this library counts its own messages and refuses more. It does not know the
   * messages that other encryptors, other processes and earlier processes have encrypted with the
   * key. There is no such limit with a Partial IV in the headers, a counter that the application
   * keeps.
   *
   * @param encryptor the key and its algorithm
   * @return the message
   * @throws GeneralSecurityException if the key cannot be used or has been used too often, or the
   *     plaintext is too long
   * @throws IllegalArgumentException if the headers name another algorithm or an IV, there is no
   *     context IV for their Partial IV, or the algorithm cannot protect protected headers or
   *     external data
   * @throws IllegalStateException if there is no plaintext, or the algorithm does not authenticate
   *     and has not been permitted
   */
  public CoseEncrypt0 encrypt(CoseEncryptor encryptor) throws GeneralSecurityException {
    Prepared prepared = prepare(encryptor);
    byte[] ciphertext = encryptor.encrypt(prepared.iv(), prepared.aad(), requirePlaintext());
    return new CoseEncrypt0(content(prepared.headers(), Bytes.wrap(ciphertext)));
  }

  /**
   * Encrypts the content for the owner of a public key (draft-ietf-cose-hpke, Section 3.2), with
   * {@code alg} and {@code psk_id} in the protected header, {@code ek} and {@code kid} in the
   * unprotected one.
   *
   * @param encryptor the key and its algorithm
   * @return the message
   * @throws GeneralSecurityException if the encryptor cannot encrypt
   * @throws IllegalArgumentException if the headers name another algorithm, or already have {@code
   *     ek} or {@code psk_id}
   * @throws IllegalStateException if there is no plaintext
   */
  public CoseEncrypt0 encrypt(HpkeEncryptor encryptor) throws GeneralSecurityException {
    HpkeEncryptor.Encrypted encrypted = encryptor.encrypt(headers, externalAad, requirePlaintext());
    return new CoseEncrypt0(content(encrypted.headers(), encrypted.ciphertext()));
  }

  /**
   * Encrypts a plaintext from a source and writes the detached ciphertext, in constant memory if
   * the algorithm permits that. Otherwise as {@link #encrypt(CoseEncryptor)}.
   *
   * @param value the content to encrypt; read once
   * @param encryptor the key and its algorithm
   * @param ciphertext gets the ciphertext with the authentication tag at its end; not closed
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
    requireNoPlaintext();
    Prepared prepared = prepare(encryptor);
    encryptor.encrypt(prepared.iv(), prepared.aad(), value, ciphertext);
    return new CoseEncrypt0(content(prepared.headers(), null));
  }

  private Prepared prepare(CoseEncryptor encryptor) throws GeneralSecurityException {
    if (encryptor instanceof KeyEncryptor key && takesRandomIv()) {
      key.countRandomNonce();
    }
    return prepare(
        EncStructure.ENCRYPT0, encryptor.algorithm(), encryptor.keyId(), encryptor.baseIv());
  }
}
