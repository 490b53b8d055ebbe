package org.teep4j.cose.internal;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;

/** The cryptographic part of content encryption: one key and one algorithm. */
@FunctionalInterface
public interface RawCipher {

  /**
   * Begins to encrypt or decrypt one content.
   *
   * @param encrypting false to decrypt
   * @param iv the nonce or initialization vector, its length already checked
   * @param aad the additional authenticated data; empty if the algorithm authenticates nothing
   * @return the work that has begun
   * @throws GeneralSecurityException if the provider fails
   */
  Run start(boolean encrypting, byte[] iv, byte[] aad) throws GeneralSecurityException;

  /** One content on its way through a cipher. A ciphertext ends with its tag. */
  interface Run {

    /**
     * Whether this works on content while it comes in. If not, all of it has to be given to {@link
     * #finish}.
     *
     * @return false if the content must be in memory as a whole
     */
    boolean takesPieces();

    /**
     * How much room the next call may need.
     *
     * @param length the length of the next piece
     * @return the most bytes that {@link #update} or {@link #finish} could write now
     */
    int outputSize(int length);

    /**
     * Takes the next piece, of any length.
     *
     * @param input holds the piece, and is another array than {@code output}
     * @param inputOffset index of its first byte
     * @param length number of bytes
     * @param output where to write to
     * @param outputOffset index of the first byte written
     * @return how many bytes were written
     * @throws GeneralSecurityException if the provider fails
     */
    int update(byte[] input, int inputOffset, int length, byte[] output, int outputOffset)
        throws GeneralSecurityException;

    /**
     * Takes the last piece, or all if nothing was given before.
     *
     * @param input holds the piece, and is another array than {@code output}
     * @param inputOffset index of its first byte
     * @param length number of bytes
     * @param output where to write to
     * @param outputOffset index of the first byte written
     * @return how many bytes were written
     * @throws AEADBadTagException if the tag is not that of the ciphertext
     * @throws GeneralSecurityException if the padding is wrong, or the provider fails
     */
    int finish(byte[] input, int inputOffset, int length, byte[] output, int outputOffset)
        throws GeneralSecurityException;
  }
}
