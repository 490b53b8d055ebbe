package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.util.Arrays;
import java.util.List;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.AlgorithmTraits.Distributing;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.internal.AesKeyWrap;

/**
 * AES key wrap with a shared key (RFC 9053, Section 6.2.1).
 *
 * @param kek the key encryption key: an AES key, which may never leave its provider
 * @param provider the provider; null for the registered providers
 */
record WrappedKey(SecretKey kek, @Nullable Provider provider) implements KeySending, KeyReceiving {

  /** With a key in memory, whose restrictions are checked. */
  static WrappedKey of(SymmetricKey key, CoseAlgorithm algorithm, boolean sending)
      throws GeneralSecurityException {
    Distributing traits = requireKeyWrap(algorithm);
    KeyRestrictions.checkAlgorithm(key, algorithm);
    if (sending) {
      KeyRestrictions.checkOperation(key, KeyOperation.WRAP_KEY, KeyOperation.ENCRYPT);
    } else {
      KeyRestrictions.checkOperation(key, KeyOperation.UNWRAP_KEY, KeyOperation.DECRYPT);
    }
    KeyRestrictions.checkLength(key, algorithm, traits.keyBits());
    byte[] kek = key.k().toByteArray();
    try {
      return new WrappedKey(AesKeyWrap.key(kek), null);
    } finally {
      Arrays.fill(kek, (byte) 0);
    }
  }

  /** With a key of a provider, whose length may not be readable. */
  static WrappedKey of(SecretKey key, CoseAlgorithm algorithm, Provider provider)
      throws GeneralSecurityException {
    Distributing traits = requireKeyWrap(algorithm);
    byte[] encoded = key.getEncoded();
    if (encoded != null && encoded.length * 8 != traits.keyBits()) {
      throw new InvalidKeyException(
          "a key of " + algorithm.ianaName() + " takes " + traits.keyBits() + " bits");
    }
    AesKeyWrap.requireProvider(provider);
    return new WrappedKey(key, provider);
  }

  static Distributing requireKeyWrap(CoseAlgorithm algorithm) throws GeneralSecurityException {
    Distributing traits = Distributing.of(algorithm);
    if (traits.scheme() != RecipientScheme.AES_KW) {
      throw new InvalidKeyException("the key does not fit " + algorithm.ianaName());
    }
    return traits;
  }

  @Override
  public ContentKey send(
      CoseHeaders headers, byte @Nullable [] key, ContentKeyUse use, RecipientContext context)
      throws GeneralSecurityException {
    return send(headers, key);
  }

  ContentKey send(CoseHeaders headers, byte @Nullable [] key) throws GeneralSecurityException {
    byte[] given = requireKey(key);
    Bytes wrapped = Bytes.wrap(AesKeyWrap.wrap(kek, given, provider));
    return ContentKey.encrypted(headers, wrapped, List.of(), given);
  }

  static byte[] requireKey(byte @Nullable [] key) {
    if (key == null) {
      throw new IllegalStateException("there is no key to encrypt");
    }
    return key;
  }

  @Override
  public byte[] receive(
      CoseRecipient recipient,
      ContentKeyUse use,
      RecipientContext context,
      VerifyOptions options,
      RecipientTrials trials)
      throws GeneralSecurityException {
    return receive(recipient);
  }

  byte[] receive(CoseRecipient recipient) throws GeneralSecurityException {
    return AesKeyWrap.unwrap(kek, requireCiphertext(recipient).toByteArray(), provider);
  }

  static Bytes requireCiphertext(CoseRecipient recipient) throws VerificationException {
    return recipient
        .ciphertext()
        .orElseThrow(() -> new VerificationException(Failure.RECIPIENT_FORM));
  }

  @Override
  public String toString() {
    return "AES key";
  }
}
