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
 * A sequence of bytes in several arrays, for example an encoded message that references its
 * payloads instead of copying them. Immutable unless somebody writes to the underlying arrays.
 * Equality is by content, regardless of the division into parts.
 *
 * @param parts the parts in their order
 */
public record Segments(List<Bytes> parts) {

  /**
   * Copies the list, not the bytes.
   *
   * @param parts the parts in their order; the list is copied
   */
  public Segments {
    parts = List.copyOf(parts);
  }

  /**
   * Creates segments of a single part.
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
   * Returns all bytes as one view. Copies them only if there is more than one part.
   *
   * @return a view of all bytes
   * @throws ArithmeticException if there are more bytes than an array can hold
   */
  public Bytes toBytes() {
    return parts.size() == 1 ? parts.get(0) : Bytes.wrap(toByteArray());
  }

  /**
   * Copies all bytes to a new array, each byte once.
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
   * Writes all bytes to a stream without copying them before.
   *
   * @param out the target; must not change the arrays that it receives
   * @throws IOException if the stream throws it
   */
  public void writeTo(OutputStream out) throws IOException {
    for (Bytes part : parts) {
      part.writeTo(out);
    }
  }

  /**
   * Writes all bytes to a blocking channel without copying them before.
   *
   * @param channel the target; must be in blocking mode
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
   * @param digest the digest to update
   */
  public void update(MessageDigest digest) {
    for (Bytes part : parts) {
      part.update(digest);
    }
  }

  /**
   * Feeds all bytes to a MAC.
   *
   * @param mac the MAC to update; initialized
   */
  public void update(Mac mac) {
    for (Bytes part : parts) {
      part.update(mac);
    }
  }

  /**
   * Feeds all bytes to a signature that is being made or verified.
   *
   * @param signature the signature to update; initialized for signing or verifying
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
