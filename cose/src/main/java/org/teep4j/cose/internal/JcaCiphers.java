package org.teep4j.cose.internal;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Content encryption by the Java Cryptography Architecture, with a given provider or the registered
 * providers.
 */
public final class JcaCiphers {

  /** The name of the provider in the JDK that has the ciphers. */
  private static final String JDK = "SunJCE";

  private static final Pieces GCM = Pieces.shortAtFirst();
  private static final Pieces CTR = Pieces.shortAtFirst();
  private static final Pieces CBC = Pieces.shortAtFirst();

  private JcaCiphers() {}

  /**
   * AES-GCM or AES-CCM.
   *
   * @param mode {@code GCM} or {@code CCM}; the JDK has no CCM
   * @param tagBits the length of tags in bits
   * @param provider the provider; null for the registered providers
   * @return the cipher
   * @throws GeneralSecurityException if the provider does not have the algorithm
   */
  public static RawCipher aead(String mode, int tagBits, SecretKey key, @Nullable Provider provider)
      throws GeneralSecurityException {
    return cipher(
        "AES/" + mode + "/NoPadding",
        key,
        provider,
        iv -> new GCMParameterSpec(tagBits, iv),
        true,
        GCM);
  }

  /**
   * AES-GCM of the JDK, with decryption in pieces.
   *
   * @param tagBits the length of tags in bits
   * @return the cipher, only for decryption; empty if another provider precedes the JDK's, or the
   *     key is not readable
   * @throws GeneralSecurityException if no provider has the algorithm
   */
  public static Optional<RawCipher> gcmDecryption(int tagBits, SecretKey key)
      throws GeneralSecurityException {
    Cipher cipher = newCipher(JcaGcmDecryption.GCM, null);
    if (!isOfJdk(cipher) || !"RAW".equals(key.getFormat())) {
      return Optional.empty();
    }
    Provider jdk = cipher.getProvider();
    return Optional.of((encrypting, iv, aad) -> JcaGcmDecryption.start(key, tagBits, iv, aad, jdk));
  }

  private static boolean isOfJdk(Cipher cipher) {
    return cipher.getProvider().getName().equals(JDK);
  }

  /**
   * ChaCha20 and Poly1305.
   *
   * @param provider the provider; null for the registered providers
   * @return the cipher
   * @throws GeneralSecurityException if the provider does not have the algorithm
   */
  public static RawCipher chaCha20Poly1305(SecretKey key, @Nullable Provider provider)
      throws GeneralSecurityException {
    return cipher("ChaCha20-Poly1305", key, provider, IvParameterSpec::new, true, Pieces.LONG);
  }

  /**
   * AES-CTR. The initialization vector is the first counter block.
   *
   * @param provider the provider; null for the registered providers
   * @return the cipher
   * @throws GeneralSecurityException if the provider does not have the algorithm
   */
  public static RawCipher ctr(SecretKey key, @Nullable Provider provider)
      throws GeneralSecurityException {
    return cipher("AES/CTR/NoPadding", key, provider, IvParameterSpec::new, false, CTR);
  }

  /**
   * AES-CBC with the padding of PKCS #7.
   *
   * @param provider the provider; null for the registered providers
   * @return the cipher
   * @throws GeneralSecurityException if the provider does not have the algorithm
   */
  public static RawCipher cbc(SecretKey key, @Nullable Provider provider)
      throws GeneralSecurityException {
    return cipher("AES/CBC/PKCS5Padding", key, provider, IvParameterSpec::new, false, CBC);
  }

  private static RawCipher cipher(
      String name,
      SecretKey key,
      @Nullable Provider provider,
      Function<byte[], AlgorithmParameterSpec> parameters,
      boolean authenticates,
      Pieces pieces)
      throws GeneralSecurityException {
    newCipher(name, provider); // fails now, not when it is first used
    // The provider that accepted the key. A search of all providers takes half the time of
    // encrypting 300 bytes.
    AtomicReference<@Nullable Provider> taker = new AtomicReference<>(provider);
    return (encrypting, iv, aad) -> {
      Cipher cipher = newCipher(name, taker.get());
      cipher.init(
          encrypting ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE, key, parameters.apply(iv));
      taker.set(cipher.getProvider());
      if (authenticates) {
        cipher.updateAAD(aad);
      }
      // For decryption, providers collect the pieces until they have seen the tag.
      boolean takesPieces = encrypting || !authenticates;
      return new Run(cipher, takesPieces, isOfJdk(cipher) ? pieces : Pieces.WHOLE);
    };
  }

  private static Cipher newCipher(String name, @Nullable Provider provider)
      throws GeneralSecurityException {
    return provider == null ? Cipher.getInstance(name) : Cipher.getInstance(name, provider);
  }

  private record Run(Cipher cipher, boolean takesPieces, Pieces pieces) implements RawCipher.Run {

    @Override
    public int outputSize(int length) {
      return cipher.getOutputSize(length);
    }

    @Override
    public int update(byte[] input, int inputOffset, int length, byte[] output, int outputOffset)
        throws GeneralSecurityException {
      int written = 0;
      int next;
      for (int at = 0; at < length; at += next) {
        next = pieces.next(length - at);
        written += cipher.update(input, inputOffset + at, next, output, outputOffset + written);
      }
      return written;
    }

    @Override
    public int finish(byte[] input, int inputOffset, int length, byte[] output, int outputOffset)
        throws GeneralSecurityException {
      int before = takesPieces ? pieces.beforeLast(length) : 0;
      int written = update(input, inputOffset, before, output, outputOffset);
      return written
          + cipher.doFinal(
              input, inputOffset + before, length - before, output, outputOffset + written);
    }
  }
}
