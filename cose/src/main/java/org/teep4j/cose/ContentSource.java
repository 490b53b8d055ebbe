package org.teep4j.cose;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.teep4j.codec.Bytes;

/**
 * Detached content of any size that is read while it is used: a file, a stream, a channel. Its
 * length must be known beforehand, because the structures of COSE begin with it.
 *
 * <p>Whatever is read is read in pieces and takes constant memory. Some algorithms need all of the
 * content at once (EdDSA, ML-DSA by the JDK, AES-CCM; AES-GCM and ChaCha20/Poly1305 to decrypt
 * where BouncyCastle is absent), and so do signers, verifiers and keys that are not the library's
 * own: they take up to {@link #LONGEST_IN_MEMORY} bytes, and an {@link IOException} says so if
 * there are more.
 */
public interface ContentSource {

  /** How many bytes are taken into memory where an algorithm needs all of them: 64 MiB. */
  int LONGEST_IN_MEMORY = 64 << 20;

  /**
   * The number of bytes.
   *
   * @return the length in bytes, always the same
   */
  long length();

  /**
   * Starts to read, from the first byte on.
   *
   * @return a stream of exactly {@link #length()} bytes, which the caller closes
   * @throws IOException if the content cannot be read, or not once more
   */
  InputStream open() throws IOException;

  /**
   * Whether the content can be read more than once, and is the same each time.
   *
   * @return false if {@link #open()} may be called once
   */
  default boolean isRepeatable() {
    return true;
  }

  /**
   * Content in memory.
   *
   * @param bytes the content, referenced
   * @return the source
   */
  static ContentSource of(Bytes bytes) {
    return new Source(bytes.length(), true, bytes::asInputStream);
  }

  /**
   * A file, which nobody changes while it is used.
   *
   * @param file where the content lies
   * @return the source
   * @throws IOException if the file is not there
   */
  static ContentSource of(Path file) throws IOException {
    return new Source(Files.size(file), true, () -> Files.newInputStream(file));
  }

  /**
   * A stream.
   *
   * @param in what is read, once, and closed then
   * @param length how many bytes it has
   * @return the source
   */
  static ContentSource once(InputStream in, long length) {
    return new Source(length, false, Source.once(in));
  }

  /**
   * A channel.
   *
   * @param channel what is read, once, and closed then; blocking
   * @param length how many bytes it has
   * @return the source
   */
  static ContentSource once(ReadableByteChannel channel, long length) {
    return once(Channels.newInputStream(channel), length);
  }
}
