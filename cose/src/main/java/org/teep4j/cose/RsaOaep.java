package org.teep4j.cose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource.PSpecified;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.AlgorithmTraits.Distributing;

/**
 * RSA key transport (RFC 8230, Section 3).
 *
 * @param key the public key of a sender, or the private key of a recipient, which may never leave
 *     its provider
 * @param hashName the JCA name of the hash function, which the mask generation function uses too
 * @param provider the provider; null for the registered providers
 */
record RsaOaep(Key key, String hashName, @Nullable Provider provider)
    implements KeySending, KeyReceiving {

  private static final String NAME = "RSA/ECB/OAEPPadding";

  static RsaOaep sender(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    String hashName = requireOaep(algorithm);
    checkKey(key, algorithm, KeyOperation.ENCRYPT, KeyOperation.WRAP_KEY);
    return new RsaOaep(JcaKeys.toPublic(key, null), hashName, null);
  }

  static RsaOaep recipient(CoseKey key, CoseAlgorithm algorithm) throws GeneralSecurityException {
    String hashName = requireOaep(algorithm);
    checkKey(key, algorithm, KeyOperation.DECRYPT, KeyOperation.UNWRAP_KEY);
    return new RsaOaep(JcaKeys.toPrivate(key, null), hashName, null);
  }

  /** With a key of a provider, whose components may not be readable. */
  static RsaOaep recipient(PrivateKey key, CoseAlgorithm algorithm, Provider provider)
      throws GeneralSecurityException {
    String hashName = requireOaep(algorithm);
    boolean isRsa = "RSA".equals(key.getAlgorithm());
    if (!isRsa
        || (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < RsaKey.FEWEST_BITS)) {
      throw new InvalidKeyException("the key does not fit " + algorithm.ianaName());
    }
    Cipher.getInstance(NAME, provider); // fails now, not for every message
    return new RsaOaep(key, hashName, provider);
  }

  private static String requireOaep(CoseAlgorithm algorithm) throws GeneralSecurityException {
    if (Distributing.of(algorithm).scheme() != RecipientScheme.RSAES_OAEP) {
      throw new InvalidKeyException("the key does not fit " + algorithm.ianaName());
    }
    return algorithm.hashName().orElseThrow();
  }

  private static void checkKey(CoseKey key, CoseAlgorithm algorithm, KeyOperation... operations)
      throws InvalidKeyException {
    if (!(key instanceof RsaKey)) {
      throw KeyMismatch.of(key, algorithm);
    }
    KeyRestrictions.checkAlgorithm(key, algorithm);
    KeyRestrictions.checkOperation(key, operations);
  }

  private Cipher cipher(int mode) throws GeneralSecurityException {
    Cipher cipher =
        provider == null ? Cipher.getInstance(NAME) : Cipher.getInstance(NAME, provider);
    cipher.init(
        mode,
        key,
        new OAEPParameterSpec(
            hashName, "MGF1", new MGF1ParameterSpec(hashName), PSpecified.DEFAULT));
    return cipher;
  }

  @Override
  public ContentKey send(
      CoseHeaders headers, byte @Nullable [] key, ContentKeyUse use, RecipientContext context)
      throws GeneralSecurityException {
    byte[] given = WrappedKey.requireKey(key);
    Bytes encrypted = Bytes.wrap(cipher(Cipher.ENCRYPT_MODE).doFinal(given));
    return ContentKey.encrypted(headers, encrypted, List.of(), given);
  }

  @Override
  public byte[] receive(
      CoseRecipient recipient,
      ContentKeyUse use,
      RecipientContext context,
      VerifyOptions options,
      RecipientTrials trials)
      throws GeneralSecurityException {
    return cipher(Cipher.DECRYPT_MODE)
        .doFinal(WrappedKey.requireCiphertext(recipient).toByteArray());
  }

  @Override
  public String toString() {
    return "RSA key";
  }
}
