package org.teep4j.cose;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;

/**
 * The stream of a content source. It fails if the number of bytes is not the length that the source
 * states. Otherwise a stream that ends early would truncate the content, and a stream that never
 * ends would be read forever.
 */
final class ExactStream extends FilterInputStream {

  private long left;

  private ExactStream(ContentSource source) throws IOException {
    super(source.open());
    left = source.length();
  }

  static ExactStream open(ContentSource source) throws IOException {
    return new ExactStream(source);
  }

  /** All bytes of a source that fits into memory, for a handle that takes no others. */
  static Segments inMemory(ContentSource source) throws IOException {
    return Segments.of(Bytes.wrap(readAll(source)));
  }

  /** All bytes of a source that fits into memory. */
  static byte[] readAll(ContentSource source) throws IOException {
    checkFitsMemory(source);
    try (ExactStream in = open(source)) {
      return in.readNBytes((int) source.length() + 1);
    }
  }

  static void checkFitsMemory(ContentSource source) throws IOException {
    // The limit is for the payload of a structure.
    ContentSource content = source instanceof StreamedMessage message ? message.payload() : source;
    if (content.length() > ContentSource.LONGEST_IN_MEMORY) {
      throw new IOException(
          "this algorithm or key takes all of the content into memory, and no more than "
              + ContentSource.LONGEST_IN_MEMORY
              + " bytes of it");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      if (in.read() >= 0) {
        throw new IOException("the content is longer than its source has said");
      }
      return -1;
    }
    int read = in.read(target, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("the content is shorter than its source has said");
    }
    left -= read;
    return read;
  }

  /** Not supported, because skipped bytes would not be counted. */
  @Override
  public long skip(long count) throws IOException {
    throw new IOException("nothing is skipped");
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
