package org.teep4j.cose.internal;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.teep4j.codec.Bytes;

/**
 * HKDF (RFC 5869) with the MACs of the JDK, which has no HKDF before version 25, and the variant of
 * COSE with AES-CBC-MAC (RFC 9053, Section 5.1).
 */
public final class Hkdf {

  private static final int AES_BLOCK = 16;

  /** The maximum number of blocks, because the block number is one byte. */
  private static final int MOST_BLOCKS = 255;

  private Hkdf() {}

  /** A pseudorandom function with its key. */
  private interface Prf {
    byte[] apply(byte[] input) throws GeneralSecurityException;
  }

  /**
   * Derives a key with HMAC.
   *
   * @param hashName JCA name of the hash function
   * @param secret the input keying material
   * @param salt the salt; empty if there is none
   * @param info the information that the key is bound to
   * @param length the number of bytes to derive
   * @return the key, which belongs to the caller
   * @throws GeneralSecurityException if the JDK lacks the algorithm, or the key would be too long
   */
  public static byte[] derive(String hashName, byte[] secret, Bytes salt, Bytes info, int length)
      throws GeneralSecurityException {
    String name = "Hmac" + hashName.replace("-", "");
    int hashLength = Mac.getInstance(name).getMacLength();
    // A missing salt means a string of zeros (RFC 5869, Section 2.2). HMAC does not
    // distinguish it from shorter strings of zeros.
    byte[] saltOrZeros = salt.isEmpty() ? new byte[hashLength] : salt.toByteArray();
    byte[] extracted = hmac(name, saltOrZeros, secret);
    try {
      return expand(input -> hmac(name, extracted, input), info, length);
    } finally {
      Arrays.fill(extracted, (byte) 0);
    }
  }

  private static byte[] hmac(String name, byte[] key, byte[] input)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance(name);
    mac.init(new SecretKeySpec(key, name));
    return mac.doFinal(input);
  }

  /**
   * Derives a key with AES-CBC-MAC from a uniformly random secret. There is no extraction, and
   * therefore no salt.
   *
   * @param secret an AES key
   * @param info the information that the key is bound to
   * @param length the number of bytes to derive
   * @return the key, which belongs to the caller
   * @throws GeneralSecurityException if the JDK lacks the algorithm, or the key would be too long
   */
  public static byte[] expandByAes(byte[] secret, Bytes info, int length)
      throws GeneralSecurityException {
    return expand(input -> aesCbcMac(secret, input), info, length);
  }

  /** AES in CBC mode with an IV of zeros, padded with zeros; the last block is the MAC. */
  private static byte[] aesCbcMac(byte[] key, byte[] input) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new IvParameterSpec(new byte[AES_BLOCK]));
    int blocks = (input.length + AES_BLOCK - 1) / AES_BLOCK;
    byte[] output = cipher.doFinal(Arrays.copyOf(input, blocks * AES_BLOCK));
    return Arrays.copyOfRange(output, output.length - AES_BLOCK, output.length);
  }

  /** The concatenation of T(i) = PRF(T(i - 1) | info | i) (RFC 5869, Section 2.3). */
  private static byte[] expand(Prf prf, Bytes info, int length) throws GeneralSecurityException {
    byte[] key = new byte[length];
    byte[] block = {};
    int filled = 0;
    for (int i = 1; filled < length; i++) {
      if (i > MOST_BLOCKS) {
        Arrays.fill(key, (byte) 0);
        throw new InvalidKeyException("HKDF gives no key of " + length + " bytes");
      }
      byte[] input = Arrays.copyOf(block, block.length + info.length() + 1);
      info.copyTo(input, block.length);
      input[input.length - 1] = (byte) i;
      Arrays.fill(block, (byte) 0);
      block = prf.apply(input);
      Arrays.fill(input, (byte) 0);
      int used = Math.min(block.length, length - filled);
      System.arraycopy(block, 0, key, filled, used);
      filled += used;
    }
    Arrays.fill(block, (byte) 0);
    return key;
  }
}
