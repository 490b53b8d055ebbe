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
 * Builds a COSE_Encrypt, tagged by default. Setters return this builder.
 *
 * <p>The headers may hold a Partial IV, which must differ in each message of a key. The builder
 * makes a full IV itself.
 *
 * <p>To send the ciphertext separately, send {@link CoseEncrypt#withoutCiphertext()} and {@link
 * CoseEncrypt#ciphertext()}, or write it to a stream right away.
 */
public final class CoseEncryptBuilder extends EncryptionBuilder<CoseEncryptBuilder> {

  private final List<ContentKeySender> recipients = new ArrayList<>();

  CoseEncryptBuilder() {}

  /**
   * Adds a recipient.
   *
   * @param value sends the key to the recipient
   */
  public CoseEncryptBuilder recipient(ContentKeySender value) {
    recipients.add(value);
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
    Segments plaintext = requirePlaintext();
    return encrypt(
        algorithm,
        (cipher, prepared) -> Bytes.wrap(cipher.encrypt(prepared.iv(), prepared.aad(), plaintext)));
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
    requireNoPlaintext();
    return encrypt(
        algorithm,
        (cipher, prepared) -> {
          cipher.encrypt(prepared.iv(), prepared.aad(), value, ciphertext);
          return null;
        });
  }

  /**
   * Encrypts the content, and returns the ciphertext, or null if it has been written elsewhere.
   * {@code X} is the exception type beside {@link GeneralSecurityException}, if any.
   */
  private interface Encrypting<X extends Exception> {
    @Nullable Bytes ciphertext(ContentCipher cipher, Prepared prepared)
        throws GeneralSecurityException, X;
  }

  private <X extends Exception> CoseEncrypt encrypt(
      CoseAlgorithm algorithm, Encrypting<X> encrypting) throws GeneralSecurityException, X {
    ContentKeyUse use = ContentKeyUse.of(algorithm);
    Prepared prepared =
        prepare(EncStructure.ENCRYPT, algorithm, Optional.empty(), Optional.empty());
    try (ContentKey key = ContentKeySender.send(recipients, use, chosenContentKey)) {
      ContentCipher cipher =
          ContentCipher.of(SymmetricUse.secretKey(key.key(), algorithm), algorithm, null);
      @Nullable Bytes ciphertext = encrypting.ciphertext(cipher, prepared);
      return new CoseEncrypt(content(prepared.headers(), ciphertext), key.recipients());
    }
  }
}
