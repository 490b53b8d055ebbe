package org.teep4j.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Iterator;
import java.util.List;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that follow each other logically and lie apart in memory: an encoded message around
 * payloads that have not been copied into it. Immutable as far as the arrays below are left alone.
 * Equality is by content, however it is divided into parts.
 *
 * @param parts the runs of bytes in their order
 */
public record Segments(List<Bytes> parts) {

  /**
   * Copies the list, not the bytes.
   *
   * @param parts as the component
   */
  public Segments {
    parts = List.copyOf(parts);
  }

  /**
   * One run of bytes.
   *
   * @param bytes all the bytes
   * @return segments of one part
   */
  public static Segments of(Bytes bytes) {
    return new Segments(List.of(bytes));
  }

  /**
   * The number of bytes in all parts.
   *
   * @return the length in bytes
   */
  public long length() {
    long length = 0;
    for (Bytes part : parts) {
      length += part.length;
    }
    return length;
  }

  /**
   * All bytes in one run. Only more than one part is copied.
   *
   * @return a view of all bytes
   * @throws ArithmeticException if they are more than an array can hold
   */
  public Bytes toBytes() {
    return parts.size() == 1 ? parts.get(0) : Bytes.wrap(toByteArray());
  }

  /**
   * Copies all bytes, each once.
   *
   * @return an array that belongs to the caller
   * @throws ArithmeticException if there are more bytes than an array can hold
   */
  public byte[] toByteArray() {
    byte[] joined = new byte[Math.toIntExact(length())];
    int at = 0;
    for (Bytes part : parts) {
      part.copyTo(joined, at);
      at += part.length;
    }
    return joined;
  }

  /**
   * Writes all bytes to a stream, from where they lie.
   *
   * @param out where to write to; must not change the arrays that it is given
   * @throws IOException if the stream throws it
   */
  public void writeTo(OutputStream out) throws IOException {
    for (Bytes part : parts) {
      part.writeTo(out);
    }
  }

  /**
   * Writes all bytes to a blocking channel, from where they lie.
   *
   * @param channel where to write to
   * @throws IOException if the channel throws it
   */
  public void writeTo(WritableByteChannel channel) throws IOException {
    for (Bytes part : parts) {
      part.writeTo(channel);
    }
  }

  /**
   * Feeds all bytes to a digest.
   *
   * @param digest what to feed
   */
  public void update(MessageDigest digest) {
    for (Bytes part : parts) {
      part.update(digest);
    }
  }

  /**
   * Feeds all bytes to a MAC.
   *
   * @param mac what to feed; initialized
   */
  public void update(Mac mac) {
    for (Bytes part : parts) {
      part.update(mac);
    }
  }

  /**
   * Feeds all bytes to a signature that is being made or verified.
   *
   * @param signature what to feed; initialized
   * @throws SignatureException if the signature throws it
   */
  public void update(Signature signature) throws SignatureException {
    for (Bytes part : parts) {
      part.update(signature);
    }
  }

  @Override
  public boolean equals(@Nullable Object object) {
    if (!(object instanceof Segments other) || length() != other.length()) {
      return false;
    }
    if (parts.size() == 1 && other.parts.size() == 1) {
      return parts.get(0).equals(other.parts.get(0));
    }
    Iterator<Bytes> others = other.parts.iterator();
    Bytes theirs = Bytes.empty();
    for (Bytes part : parts) {
      Bytes mine = part;
      while (!mine.isEmpty()) {
        if (theirs.isEmpty()) {
          theirs = others.next();
        }
        int common = Math.min(mine.length, theirs.length);
        if (!mine.slice(0, common).equals(theirs.slice(0, common))) {
          return false;
        }
        mine = mine.slice(common);
        theirs = theirs.slice(common);
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < parts.size(); i++) {
      hash = parts.get(i).hash(hash);
    }
    return hash;
  }
}
