package org.teep4j.cose.internal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/**
 * AES-GCM of the JDK, with decryption in pieces. The JDK's own decryption collects the pieces and
 * processes all of them at the end. It makes so few calls that they are never compiled (see {@link
 * Pieces}), and it cannot take more content than fits into memory.
 *
 * <p>AES-GCM is AES-CTR with a tag over the ciphertext (NIST SP 800-38D, Section 7). This class
 * therefore decrypts with AES-CTR and encrypts the plaintext again with AES-GCM, which yields the
 * same ciphertext and the expected tag. The output before {@link #finish} has not been
 * authenticated.
 */
final class JcaGcmDecryption implements RawCipher.Run {

  static final String GCM = "AES/GCM/NoPadding";
  private static final String CTR = "AES/CTR/NoPadding";
  private static final int BLOCK = 16;
  private static final int NONCE = 12;
  private static final Pieces PIECES = Pieces.shortAtFirst();

  private final Cipher ctr;
  private final Cipher gcm;
  private final byte[] again = new byte[Message.CHUNK + BLOCK];

  /** The last bytes of the input so far: the tag, if the input ends here. */
  private final byte[] held;

  private int holds;

  private JcaGcmDecryption(Cipher ctr, Cipher gcm, int tagBytes) {
    this.ctr = ctr;
    this.gcm = gcm;
    held = new byte[tagBytes];
  }

  static JcaGcmDecryption start(
      SecretKey key, int tagBits, byte[] nonce, byte[] aad, Provider provider)
      throws GeneralSecurityException {
    if (nonce.length != NONCE) {
      throw new IllegalArgumentException("a nonce of " + nonce.length + " bytes");
    }
    // Counter block 1 encrypts the tag, block 2 the start of the content. Both ciphers count
    // alike until the last four bytes of the block overflow, which is after 64 GiB.
    byte[] firstBlock = Arrays.copyOf(nonce, BLOCK);
    firstBlock[BLOCK - 1] = 2;
    Cipher ctr = Cipher.getInstance(CTR, provider);
    ctr.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(firstBlock));
    Cipher gcm = Cipher.getInstance(GCM, provider);
    gcm.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(tagBits, nonce));
    gcm.updateAAD(aad);
    return new JcaGcmDecryption(ctr, gcm, tagBits / 8);
  }

  @Override
  public boolean takesPieces() {
    return true;
  }

  @Override
  public int outputSize(int length) {
    return Math.max(0, holds + length - held.length);
  }

  @Override
  public int update(byte[] input, int inputOffset, int length, byte[] output, int outputOffset)
      throws GeneralSecurityException {
    int ready = outputSize(length);
    int readyHeld = Math.min(ready, holds);
    int readyInput = ready - readyHeld;
    decrypt(held, 0, readyHeld, output, outputOffset);
    decrypt(input, inputOffset, readyInput, output, outputOffset + readyHeld);
    holds -= readyHeld;
    System.arraycopy(held, readyHeld, held, 0, holds);
    System.arraycopy(input, inputOffset + readyInput, held, holds, length - readyInput);
    holds += length - readyInput;
    return ready;
  }

  private void decrypt(byte[] input, int inputOffset, int length, byte[] output, int outputOffset)
      throws GeneralSecurityException {
    int next;
    for (int at = 0; at < length; at += next) {
      next = PIECES.next(length - at);
      ctr.update(input, inputOffset + at, next, output, outputOffset + at);
      gcm.update(output, outputOffset + at, next, again, 0);
    }
  }

  @Override
  public int finish(byte[] input, int inputOffset, int length, byte[] output, int outputOffset)
      throws GeneralSecurityException {
    int written = update(input, inputOffset, length, output, outputOffset);
    byte[] end = gcm.doFinal();
    byte[] tag = Arrays.copyOfRange(end, end.length - held.length, end.length);
    if (holds != held.length || !MessageDigest.isEqual(tag, held)) {
      throw new AEADBadTagException();
    }
    return written;
  }
}
