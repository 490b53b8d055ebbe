package org.teep4j.cose.internal;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.IllegalBlockSizeException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.AEADCipher;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Content encryption through BouncyCastle's lightweight API, without its JCA provider. It provides
 * ciphers that the JDK lacks, decryption in pieces, and AES-GCM beyond the JDK's size limit.
 */
public final class BcCiphers {

  private BcCiphers() {}

  /**
   * AES-GCM in pieces.
   *
   * @param key the key, copied
   * @param tagBits the length of tags in bits
   * @return the cipher
   */
  public static RawCipher gcm(byte[] key, int tagBits) {
    KeyParameter parameter = new KeyParameter(key);
    return (encrypting, iv, aad) ->
        pieces(
            GCMBlockCipher.newInstance(AESEngine.newInstance()),
            encrypting,
            new AEADParameters(parameter, tagBits, iv, aad));
  }

  /**
   * ChaCha20 and Poly1305 in pieces.
   *
   * @param key the key, copied
   * @param tagBits the length of tags in bits
   * @return the cipher
   */
  public static RawCipher chaCha20Poly1305(byte[] key, int tagBits) {
    KeyParameter parameter = new KeyParameter(key);
    return (encrypting, iv, aad) ->
        pieces(new ChaCha20Poly1305(), encrypting, new AEADParameters(parameter, tagBits, iv, aad));
  }

  /**
   * AES-CCM. The algorithm starts with the length of the content and reads the content twice, so
   * all of it must be in memory.
   *
   * @param key the key, copied
   * @param tagBits the length of tags in bits
   * @return the cipher
   */
  public static RawCipher ccm(byte[] key, int tagBits) {
    KeyParameter parameter = new KeyParameter(key);
    return (encrypting, iv, aad) -> {
      CCMBlockCipher cipher = (CCMBlockCipher) CCMBlockCipher.newInstance(AESEngine.newInstance());
      cipher.init(encrypting, new AEADParameters(parameter, tagBits, iv, aad));
      // The nonce and the length of the content share fifteen bytes (RFC 3610, Section 2.2).
      int lengthBytes = 15 - iv.length;
      long longest = lengthBytes < 4 ? (1L << 8 * lengthBytes) - 1 : Integer.MAX_VALUE;
      return new Packet(cipher, encrypting ? longest : longest + tagBits / 8);
    };
  }

  private static RawCipher.Run pieces(
      AEADCipher cipher, boolean encrypting, AEADParameters parameters) {
    cipher.init(encrypting, parameters);
    return new Pieces(cipher);
  }

  private record Pieces(AEADCipher cipher) implements RawCipher.Run {

    @Override
    public boolean takesPieces() {
      return true;
    }

    @Override
    public int outputSize(int length) {
      return cipher.getOutputSize(length);
    }

    @Override
    public int update(byte[] input, int inputOffset, int length, byte[] output, int outputOffset) {
      return cipher.processBytes(input, inputOffset, length, output, outputOffset);
    }

    @Override
    public int finish(byte[] input, int inputOffset, int length, byte[] output, int outputOffset)
        throws GeneralSecurityException {
      int written = update(input, inputOffset, length, output, outputOffset);
      try {
        return written + cipher.doFinal(output, outputOffset + written);
      } catch (InvalidCipherTextException e) {
        throw new AEADBadTagException();
      }
    }
  }

  private record Packet(CCMBlockCipher cipher, long longest) implements RawCipher.Run {

    @Override
    public boolean takesPieces() {
      return false;
    }

    @Override
    public int outputSize(int length) {
      return cipher.getOutputSize(length);
    }

    @Override
    public int update(byte[] input, int inputOffset, int length, byte[] output, int outputOffset) {
      throw new IllegalStateException("CCM does not take pieces");
    }

    @Override
    public int finish(byte[] input, int inputOffset, int length, byte[] output, int outputOffset)
        throws GeneralSecurityException {
      if (length > longest) {
        throw new IllegalBlockSizeException("too long for the nonce of this form of AES-CCM");
      }
      try {
        return cipher.processPacket(input, inputOffset, length, output, outputOffset);
      } catch (InvalidCipherTextException e) {
        throw new AEADBadTagException();
      }
    }
  }
}
