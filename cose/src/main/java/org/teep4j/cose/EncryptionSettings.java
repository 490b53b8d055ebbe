package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/** The settings of the builders of COSE_Encrypt0 and COSE_Encrypt. */
final class EncryptionSettings {

  CoseHeaders headers = CoseHeaders.empty();
  @Nullable Segments plaintext;
  Bytes externalAad = Bytes.empty();
  boolean tagged = true;
  boolean unauthenticated;
  @Nullable Bytes contextIv;
  @Nullable Bytes ivForTestVectors;

  /**
   * The inputs of the cipher besides key and content.
   *
   * @param headers the complete headers
   */
  record Prepared(CoseHeaders headers, Bytes iv, Bytes aad) {}

  Segments requirePlaintext() {
    if (plaintext == null) {
      throw new IllegalStateException("there is no plaintext");
    }
    return plaintext;
  }

  void requireNoPlaintext() {
    if (plaintext != null) {
      throw new IllegalStateException("there is a plaintext already");
    }
  }

  /** Whether the initialization vector is generated at random. */
  boolean takesRandomIv() {
    return ivForTestVectors == null && headers.partialIv().isEmpty();
  }

  /** Completes the headers and makes an initialization vector. */
  Prepared prepare(
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
      iv = chooseIv(ivLength);
      if (headers.iv().isEmpty()) {
        builder.unprotect(CoseHeaderParameter.IV.label(), writer -> writer.writeBytes(iv));
      }
    }
    CoseHeaders completed = builder.build();
    Bytes aad = EncryptionRules.aad(algorithm, context, completed, externalAad);
    return new Prepared(completed, iv, aad);
  }

  /** The message around a ciphertext, which is null if it is detached. */
  MessageContent message(Prepared prepared, @Nullable Bytes ciphertext) {
    return new MessageContent(
        tagged, prepared.headers(), ciphertext == null ? null : Segments.of(ciphertext));
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

  private Bytes chooseIv(int length) {
    if (ivForTestVectors == null) {
      if (headers.iv().isPresent()) {
        throw new IllegalArgumentException("the headers must not choose the IV");
      }
      byte[] random = new byte[length];
      new SecureRandom().nextBytes(random);
      return Bytes.wrap(random);
    }
    if (ivForTestVectors.length() != length
        || !headers.iv().orElse(ivForTestVectors).equals(ivForTestVectors)) {
      throw new IllegalArgumentException("the IV takes " + length + " bytes, the same everywhere");
    }
    return ivForTestVectors;
  }
}
