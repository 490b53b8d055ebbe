package org.teep4j.cose.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/** The input of a signature, MAC or encryption, in memory or streamed. */
public interface Message {

  /**
   * The number of bytes that are passed on in one call. From 4 to 64 KiB, the JDK's ciphers, MACs
   * and hashes are equally fast once they are compiled. Two pieces of this size fit into the
   * first-level cache. For compilation, see {@code Pieces}.
   */
  int CHUNK = 16 * 1024;

  /**
   * The number of bytes up to which two pieces are joined. In some providers each piece is a call
   * into native code, which takes longer than copying this number of bytes.
   */
  int SHORT = 1024;

  /** Takes a message in pieces. */
  @FunctionalInterface
  interface Sink {

    /**
     * Takes the next piece.
     *
     * @param array contains the piece; reused after the call
     * @param offset index of the first byte
     * @param length the number of bytes, {@link #CHUNK} except for the last piece
     * @throws GeneralSecurityException if the provider fails
     */
    void take(byte[] array, int offset, int length) throws GeneralSecurityException;
  }

  /**
   * A message in memory.
   *
   * @param segments all of it, referenced
   * @return the message
   */
  static Message of(Segments segments) {
    return new InMemory(segments);
  }

  /**
   * The number of bytes.
   *
   * @return the length in bytes
   */
  long length();

  /**
   * All bytes from the first on.
   *
   * @return a new stream
   * @throws IOException if the message cannot be read
   */
  InputStream open() throws IOException;

  /**
   * Passes all bytes on in pieces.
   *
   * @param sink takes the pieces
   * @throws GeneralSecurityException if {@code sink} throws it
   * @throws IOException if the message cannot be read
   */
  default void feed(Sink sink) throws GeneralSecurityException, IOException {
    byte[] chunk = new byte[(int) Math.min(CHUNK, length() + 1)]; // one more, to detect the end
    try (InputStream in = open()) {
      int length;
      while ((length = in.readNBytes(chunk, 0, chunk.length)) > 0) {
        sink.take(chunk, 0, length);
      }
    } finally {
      Arrays.fill(chunk, (byte) 0);
    }
  }

  /**
   * Feeds all bytes to a digest.
   *
   * @throws GeneralSecurityException never
   * @throws IOException if the message cannot be read
   */
  default void update(MessageDigest digest) throws GeneralSecurityException, IOException {
    feed(digest::update);
  }

  /**
   * Feeds all bytes to a MAC.
   *
   * @param mac the MAC; initialized
   * @throws GeneralSecurityException never
   * @throws IOException if the message cannot be read
   */
  default void update(Mac mac) throws GeneralSecurityException, IOException {
    feed(mac::update);
  }

  /**
   * Feeds all bytes to a signature that is being made or verified.
   *
   * @param signature the signature; initialized
   * @throws GeneralSecurityException if the signature throws it
   * @throws IOException if the message cannot be read
   */
  default void update(Signature signature) throws GeneralSecurityException, IOException {
    feed(signature::update);
  }

  /**
   * Checks that the message may be collected in memory. Call this method before doing so.
   *
   * @throws IOException if the message is not in memory, and is longer than the limit for that
   */
  void checkFitsMemory() throws IOException;

  /**
   * Copies all bytes into one array.
   *
   * @return an array that belongs to the caller
   * @throws IOException if the message cannot be read, or is too long to be held in memory
   */
  byte[] toByteArray() throws IOException;

  /**
   * A message in memory, passed on in place.
   *
   * @param segments all of it
   */
  record InMemory(Segments segments) implements Message {

    @Override
    public long length() {
      return segments.length();
    }

    @Override
    public InputStream open() {
      return new SequenceInputStream(
          Collections.enumeration(
              segments.parts().stream()
                  .map(Bytes::asInputStream)
                  .collect(Collectors.toUnmodifiableList())));
    }

    @Override
    public void update(MessageDigest digest) {
      for (Bytes part : segments.parts()) {
        part.update(digest);
      }
    }

    @Override
    public void update(Mac mac) {
      for (Bytes part : segments.parts()) {
        part.update(mac);
      }
    }

    @Override
    public void update(Signature signature) throws GeneralSecurityException {
      if (segments.length() <= SHORT) {
        segments.toBytes().update(signature);
      } else {
        for (Bytes part : segments.parts()) {
          part.update(signature);
        }
      }
    }

    @Override
    public void checkFitsMemory() {
      // It is in memory already.
    }

    @Override
    public byte[] toByteArray() {
      return segments.toByteArray();
    }
  }
}
