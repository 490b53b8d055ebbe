package org.teep4j.cose;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.teep4j.codec.Bytes;

/**
 * Detached content of any size that is read while it is processed: a file, a stream, a channel. Its
 * length must be known in advance, because it precedes the content in the structures of COSE.
 *
 * <p>Content is read in pieces and takes constant memory. These need all of the content in memory:
 *
 * <ul>
 *   <li>EdDSA, ML-DSA of the JDK, and AES-CCM;
 *   <li>decryption with AES-GCM and ChaCha20/Poly1305, if BouncyCastle is absent;
 *   <li>implementations of {@link CoseSigner}, {@link CoseVerifier} and their like that do not
 *       override the method with a source.
 * </ul>
 *
 * <p>They accept up to {@link #LONGEST_IN_MEMORY} bytes; an {@link IOException} reports longer
 * content.
 */
public interface ContentSource {

  /** The largest content that an algorithm may hold in memory as a whole, in bytes: 64 MiB. */
  int LONGEST_IN_MEMORY = 64 << 20;

  /**
   * The number of bytes.
   *
   * @return the length in bytes, always the same
   */
  long length();

  /**
   * Opens the content at its first byte.
   *
   * @return a stream of exactly {@link #length()} bytes, which the caller closes
   * @throws IOException if the content cannot be read, or cannot be read again
   */
  InputStream open() throws IOException;

  /**
   * Whether the content can be read more than once, and is the same each time.
   *
   * @return false if {@link #open()} may be called only once
   */
  default boolean isRepeatable() {
    return true;
  }

  /**
   * Makes a source from content in memory.
   *
   * @param bytes the content, referenced
   * @return the source
   */
  static ContentSource of(Bytes bytes) {
    return new Source(bytes.length(), true, bytes::asInputStream);
  }

  /**
   * Makes a source from a file, which must not change while it is used.
   *
   * @param file the path of the file
   * @return the source
   * @throws IOException if the file is not there
   */
  static ContentSource of(Path file) throws IOException {
    return new Source(Files.size(file), true, () -> Files.newInputStream(file));
  }

  /**
   * Makes a source from a stream.
   *
   * @param in the stream, which is read once and then closed
   * @param length the number of bytes of the stream
   * @return the source
   */
  static ContentSource once(InputStream in, long length) {
    return new Source(length, false, Source.once(in));
  }

  /**
   * Makes a source from a channel.
   *
   * @param channel a blocking channel, which is read once and then closed
   * @param length the number of bytes of the channel
   * @return the source
   */
  static ContentSource once(ReadableByteChannel channel, long length) {
    return once(Channels.newInputStream(channel), length);
  }
}
