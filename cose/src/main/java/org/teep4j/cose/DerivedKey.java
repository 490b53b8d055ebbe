package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.AlgorithmTraits.Distributing;
import org.teep4j.cose.internal.AesKeyWrap;
import org.teep4j.cose.internal.Hkdf;

/**
 * Derives a key from a secret (RFC 9053, Section 5). The derived key is the content key, or it
 * encrypts the content key by AES key wrap.
 *
 * @param algorithm a recipient algorithm with a key derivation
 */
record DerivedKey(CoseAlgorithm algorithm) {

  ContentKey send(
      byte[] secret,
      CoseHeaders headers,
      byte @Nullable [] key,
      ContentKeyUse use,
      KdfContext context)
      throws GeneralSecurityException {
    byte[] derived = derive(secret, headers, use, context);
    if (traits().determinesKey()) {
      return ContentKey.determined(headers, derived);
    }
    try {
      return new WrappedKey(AesKeyWrap.key(derived), null).send(headers, key);
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  byte[] receive(byte[] secret, CoseRecipient recipient, ContentKeyUse use, KdfContext context)
      throws GeneralSecurityException {
    if (traits().determinesKey()) {
      DirectKey.checkForm(recipient);
      return derive(secret, recipient.headers(), use, context);
    }
    byte[] kek = derive(secret, recipient.headers(), use, context);
    try {
      return new WrappedKey(AesKeyWrap.key(kek), null).receive(recipient);
    } finally {
      Arrays.fill(kek, (byte) 0);
    }
  }

  private byte[] derive(byte[] secret, CoseHeaders headers, ContentKeyUse use, KdfContext context)
      throws GeneralSecurityException {
    ContentKeyUse next = traits().determinesKey() ? use : ContentKeyUse.of(wrapAlgorithm());
    Bytes info =
        context
            .with(headers)
            .encode(next.algorithm().label(), next.keyBits(), headers.protectedForSigning());
    int length = next.keyBits() / 8;
    return traits().scheme() == RecipientScheme.DIRECT_HKDF_AES
        ? Hkdf.expandByAes(secret, info, length)
        : Hkdf.derive(
            algorithm.hashName().orElseThrow(),
            secret,
            RecipientParameter.SALT.bytes(headers).orElse(Bytes.empty()),
            info,
            length);
  }

  private CoseAlgorithm wrapAlgorithm() {
    return Objects.requireNonNull(CoseAlgorithm.keyWrapOrNull(traits().keyBits()));
  }

  private Distributing traits() {
    return (Distributing) algorithm.traits();
  }

  /**
   * Adds a fresh nonce of party U to the headers, unless the application has set one. If both sides
   * use static keys, only this nonce makes the derived key new for every message (RFC 9053,
   * Sections 6.1.2 and 6.3.1). A salt would suffice for one message, but the same sender may make
   * several messages, and HKDF with AES does not take a salt.
   */
  CoseHeaders withFreshNonce(CoseHeaders headers, KdfContext context) {
    RecipientParameter label = RecipientParameter.PARTY_U_NONCE;
    if (label.isIn(headers) || context.partyU().nonce().isPresent()) {
      return headers;
    }
    boolean sha512 = algorithm.hashName().equals(Optional.of("SHA-512"));
    byte[] nonce = new byte[sha512 ? 64 : 32]; // as long as the hash, as those sections suggest
    new SecureRandom().nextBytes(nonce);
    return headers.toBuilder()
        .unprotect(label.label(), writer -> writer.writeBytes(Bytes.wrap(nonce)))
        .build();
  }
}
