package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * What the builders of encrypted messages share.
 *
 * @param <B> the builder, which its setters return
 */
abstract class EncryptionBuilder<B extends EncryptionBuilder<B>> extends MessageBuilder<B> {

  private @Nullable Segments plaintext;
  private boolean unauthenticated;
  private @Nullable Bytes contextIv;

  EncryptionBuilder() {}

  /**
   * Sets the plaintext.
   *
   * @param value the bytes to encrypt, referenced
   */
  public final B plaintext(Bytes value) {
    return plaintext(Segments.of(value));
  }

  /**
   * Sets the plaintext from bytes in several segments, for example an encoded message around a
   * large payload.
   *
   * @param value the bytes to encrypt, referenced
   */
  public final B plaintext(Segments value) {
    plaintext = value;
    return self();
  }

  /**
   * Sets the context IV, which is combined with a Partial IV in the headers (RFC 9052, Section
   * 3.1). It replaces the Base IV of the key.
   *
   * @param value as many bytes as the algorithm's nonce has, referenced
   */
  public final B contextIv(Bytes value) {
    contextIv = value;
    return self();
  }

  /**
   * Permits AES-CTR and AES-CBC (RFC 9459). They do not authenticate: anyone between sender and
   * recipient can change the content.
   */
  public final B withUnauthenticatedEncryption() {
    unauthenticated = true;
    return self();
  }

  /**
   * The inputs of the cipher besides key and content.
   *
   * @param headers the complete headers
   */
  record Prepared(CoseHeaders headers, Bytes iv, Bytes aad) {}

  final Segments requirePlaintext() {
    if (plaintext == null) {
      throw new IllegalStateException("there is no plaintext");
    }
    return plaintext;
  }

  final void requireNoPlaintext() {
    if (plaintext != null) {
      throw new IllegalStateException("there is a plaintext already");
    }
  }

  /** Whether the initialization vector is generated at random. */
  final boolean takesRandomIv() {
    return headers.partialIv().isEmpty();
  }

  /** Completes the headers and makes an initialization vector. */
  final Prepared prepare(
      String context, CoseAlgorithm algorithm, Optional<Bytes> keyId, Optional<Bytes> baseIv)
      throws GeneralSecurityException {
    int ivLength = SymmetricUse.encrypting(algorithm).nonceBytes();
    CoseHeadersBuilder builder =
        EncryptionRules.authenticatesNothing(algorithm)
            ? completingUnprotected(algorithm, keyId)
            : CoseHeadersBuilder.completing(headers, algorithm, keyId);
    Bytes iv;
    if (headers.partialIv().isPresent()) {
      iv = combine(headers.partialIv().get(), ivLength, baseIv);
    } else {
      if (headers.iv().isPresent()) {
        throw new IllegalArgumentException("the headers must not choose the IV");
      }
      iv = randomIv(ivLength);
      builder.unprotect(CoseHeaderParameter.IV.label(), writer -> writer.writeBytes(iv));
    }
    CoseHeaders completed = builder.build();
    Bytes aad = EncryptionRules.aad(algorithm, context, completed, externalAad);
    return new Prepared(completed, iv, aad);
  }

  /** The first three elements of the message; the ciphertext is null if it is detached. */
  final MessageContent content(CoseHeaders completed, @Nullable Bytes ciphertext) {
    return new MessageContent(
        tagged, completed, ciphertext == null ? null : Segments.of(ciphertext));
  }

  private CoseHeadersBuilder completingUnprotected(CoseAlgorithm algorithm, Optional<Bytes> keyId) {
    if (!unauthenticated) {
      throw new IllegalStateException(
          algorithm.ianaName() + " authenticates nothing, and that has not been permitted");
    }
    if (!headers.protectedParameters().isEmpty() || !externalAad.isEmpty()) {
      throw new IllegalArgumentException(
          algorithm.ianaName() + " protects neither headers nor external data");
    }
    // Added first, so that it does not go into the protected bucket.
    CoseHeaders stated =
        headers.algorithmId().isPresent()
            ? headers
            : headers.toBuilder()
                .unprotect(CoseHeaderParameter.ALG.label(), algorithm.label())
                .build();
    return CoseHeadersBuilder.completing(stated, algorithm, keyId);
  }

  private Bytes combine(Bytes partial, int length, Optional<Bytes> baseIv) {
    Optional<Bytes> context = contextIv == null ? baseIv : Optional.of(contextIv);
    return EncryptionRules.combine(partial, length, context)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a Partial IV takes a context IV of " + length + " bytes"));
  }

  private static Bytes randomIv(int length) {
    byte[] random = new byte[length];
    new SecureRandom().nextBytes(random);
    return Bytes.wrap(random);
  }
}
