package org.teep4j.cose.internal;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Content encryption by the Java Cryptography Architecture, from a given provider or from those
 * that are registered.
 */
public final class JcaCiphers {

  private JcaCiphers() {}

  /**
   * AES-GCM or AES-CCM.
   *
   * @param mode {@code GCM} or {@code CCM}; the JDK has no CCM
   * @param tagBits how long tags are
   * @param key the key
   * @param provider does the work; null for the registered ones
   * @return the cipher
   * @throws GeneralSecurityException if the provider does not have the algorithm
   */
  public static RawCipher aead(String mode, int tagBits, SecretKey key, @Nullable Provider provider)
      throws GeneralSecurityException {
    return cipher(
        "AES/" + mode + "/NoPadding", key, provider, iv -> new GCMParameterSpec(tagBits, iv), true);
  }

  /**
   * ChaCha20 and Poly1305.
   *
   * @param key the key
   * @param provider does the work; null for the registered ones
   * @return the cipher
   * @throws GeneralSecurityException if the provider does not have the algorithm
   */
  public static RawCipher chaCha20Poly1305(SecretKey key, @Nullable Provider provider)
      throws GeneralSecurityException {
    return cipher("ChaCha20-Poly1305", key, provider, IvParameterSpec::new, true);
  }

  /**
   * AES-CTR, the initialization vector being the first counter block.
   *
   * @param key the key
   * @param provider does the work; null for the registered ones
   * @return the cipher
   * @throws GeneralSecurityException if the provider does not have the algorithm
   */
  public static RawCipher ctr(SecretKey key, @Nullable Provider provider)
      throws GeneralSecurityException {
    return cipher("AES/CTR/NoPadding", key, provider, IvParameterSpec::new, false);
  }

  /**
   * AES-CBC with the padding of PKCS #7.
   *
   * @param key the key
   * @param provider does the work; null for the registered ones
   * @return the cipher
   * @throws GeneralSecurityException if the provider does not have the algorithm
   */
  public static RawCipher cbc(SecretKey key, @Nullable Provider provider)
      throws GeneralSecurityException {
    return cipher("AES/CBC/PKCS5Padding", key, provider, IvParameterSpec::new, false);
  }

  private static RawCipher cipher(
      String name,
      SecretKey key,
      @Nullable Provider provider,
      Function<byte[], AlgorithmParameterSpec> parameters,
      boolean authenticates)
      throws GeneralSecurityException {
    newCipher(name, provider); // fails now, not at first use
    return (encrypting, iv, aad) -> {
      Cipher cipher = newCipher(name, provider);
      cipher.init(
          encrypting ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE, key, parameters.apply(iv));
      if (authenticates) {
        cipher.updateAAD(aad);
      }
      // To decrypt, the JDK would collect the pieces until it has seen the tag.
      return new Run(cipher, encrypting || !authenticates);
    };
  }

  private static Cipher newCipher(String name, @Nullable Provider provider)
      throws GeneralSecurityException {
    return provider == null ? Cipher.getInstance(name) : Cipher.getInstance(name, provider);
  }

  private record Run(Cipher cipher, boolean takesPieces) implements RawCipher.Run {

    @Override
    public int outputSize(int length) {
      return cipher.getOutputSize(length);
    }

    @Override
    public int update(byte[] input, int length, byte[] output, int offset)
        throws GeneralSecurityException {
      return cipher.update(input, 0, length, output, offset);
    }

    @Override
    public int finish(byte[] input, int length, byte[] output, int offset)
        throws GeneralSecurityException {
      return cipher.doFinal(input, 0, length, output, offset);
    }
  }
}
