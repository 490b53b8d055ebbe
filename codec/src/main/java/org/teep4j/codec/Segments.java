package org.teep4j.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of bytes in several arrays, for example an encoded message that references its
 * payloads instead of copying them. Immutable unless somebody writes to the underlying arrays.
 * Equality is by content, regardless of the division into parts.
 */
public final class Segments {

  private final List<Bytes> parts;

  /** Takes an unmodifiable list. */
  Segments(List<Bytes> parts) {
    this.parts = parts;
  }

  /**
   * Creates segments of a single part.
   *
   * @param bytes all the bytes, which are not copied
   * @return segments of one part
   */
  public static Segments of(Bytes bytes) {
    return new Segments(List.of(bytes));
  }

  /**
   * Creates segments of bytes that are not copied.
   *
   * @param parts the parts in their order; the array is copied, the bytes are not
   * @return the segments
   */
  public static Segments of(Bytes... parts) {
    return new Segments(List.of(parts));
  }

  /**
   * The parts.
   *
   * @return the parts in their order, unmodifiable; some may be empty
   */
  public List<Bytes> parts() {
    return parts;
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
      ByteBuffer buffer = part.asReadOnlyBuffer();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
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

  @Override
  public String toString() {
    return parts.toString();
  }
}
