package org.teep4j.cose.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Collections;
import javax.crypto.Mac;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/** What is signed, MACed or encrypted: in memory, or read from somewhere while it is used. */
public interface Message {

  /**
   * How many bytes are handed on at once. From 4 to 64 KiB the JDK's ciphers, MACs and hashes are
   * equally fast once they are compiled; this much fits into the first cache, twice. What it takes
   * to have them compiled is the business of {@code Pieces}.
   */
  int CHUNK = 16 * 1024;

  /**
   * How many bytes are joined rather than handed on in two pieces. Each piece is a call into native
   * code in some providers, which takes longer than to copy this.
   */
  int SHORT = 1024;

  /** Takes a message in pieces. */
  @FunctionalInterface
  interface Sink {

    /**
     * Takes the next piece.
     *
     * @param array holds the piece; used again after the call
     * @param offset index of the first byte
     * @param length number of bytes, {@link #CHUNK} but for the last piece
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
   * Hands all bytes on in pieces.
   *
   * @param sink takes them
   * @throws GeneralSecurityException if {@code sink} throws it
   * @throws IOException if the message cannot be read
   */
  default void feed(Sink sink) throws GeneralSecurityException, IOException {
    byte[] chunk = new byte[(int) Math.min(CHUNK, length() + 1)]; // with room to see the end
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
   * @param digest what to feed
   * @throws GeneralSecurityException never
   * @throws IOException if the message cannot be read
   */
  default void update(MessageDigest digest) throws GeneralSecurityException, IOException {
    feed(digest::update);
  }

  /**
   * Feeds all bytes to a MAC.
   *
   * @param mac what to feed; initialized
   * @throws GeneralSecurityException never
   * @throws IOException if the message cannot be read
   */
  default void update(Mac mac) throws GeneralSecurityException, IOException {
    feed(mac::update);
  }

  /**
   * Feeds all bytes to a signature that is being made or verified.
   *
   * @param signature what to feed; initialized
   * @throws GeneralSecurityException if the signature throws it
   * @throws IOException if the message cannot be read
   */
  default void update(Signature signature) throws GeneralSecurityException, IOException {
    feed(signature::update);
  }

  /**
   * To be called before all of the message is collected in memory.
   *
   * @throws IOException if it is not in memory yet, and longer than what may be held there
   */
  void checkFitsMemory() throws IOException;

  /**
   * Copies all bytes into one array.
   *
   * @return an array that belongs to the caller
   * @throws IOException if the message cannot be read, or is longer than what may be held in memory
   */
  byte[] toByteArray() throws IOException;

  /**
   * A message in memory, handed on from where it lies.
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
          Collections.enumeration(segments.parts().stream().map(Bytes::asInputStream).toList()));
    }

    @Override
    public void update(MessageDigest digest) {
      segments.update(digest);
    }

    @Override
    public void update(Mac mac) {
      segments.update(mac);
    }

    @Override
    public void update(Signature signature) throws GeneralSecurityException {
      if (segments.length() <= SHORT) {
        segments.toBytes().update(signature);
      } else {
        segments.update(signature);
      }
    }

    @Override
    public void checkFitsMemory() {
      // It is there.
    }

    @Override
    public byte[] toByteArray() {
      return segments.toByteArray();
    }
  }
}
