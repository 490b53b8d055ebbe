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
   * @return the started operation
   * @throws GeneralSecurityException if the provider fails
   */
  Run start(boolean encrypting, byte[] iv, byte[] aad) throws GeneralSecurityException;

  /** The encryption or decryption of one content. A ciphertext ends with its tag. */
  interface Run {

    /**
     * Whether this operation processes content in pieces. If not, pass all of the content to {@link
     * #finish}.
     *
     * @return false if the content must be in memory as a whole
     */
    boolean takesPieces();

    /**
     * The maximum output of the next call.
     *
     * @param length the length of the next piece
     * @return the maximum number of bytes that {@link #update} or {@link #finish} could write now
     */
    int outputSize(int length);

    /**
     * Takes the next piece, of any length.
     *
     * @param input contains the piece; must be another array than {@code output}
     * @param inputOffset the index of the first byte of the piece
     * @param length number of bytes
     * @param output the array to write to
     * @param outputOffset index of the first byte written
     * @return the number of bytes written
     * @throws GeneralSecurityException if the provider fails
     */
    int update(byte[] input, int inputOffset, int length, byte[] output, int outputOffset)
        throws GeneralSecurityException;

    /**
     * Takes the last piece, or all of the content if there were no pieces before.
     *
     * @param input contains the piece; must be another array than {@code output}
     * @param inputOffset the index of the first byte of the piece
     * @param length number of bytes
     * @param output the array to write to
     * @param outputOffset index of the first byte written
     * @return the number of bytes written
     * @throws AEADBadTagException if the tag does not fit the ciphertext
     * @throws GeneralSecurityException if the padding is wrong, or the provider fails
     */
    int finish(byte[] input, int inputOffset, int length, byte[] output, int outputOffset)
        throws GeneralSecurityException;
  }
}
