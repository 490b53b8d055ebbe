package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import org.teep4j.cose.ContentSource;

/**
 * The content of a regular file of a store.
 *
 * @param length the number of bytes
 * @param opening opens the file
 */
record FileContent(long length, Opening opening) implements ContentSource {

  /** Opens a file for reading, without following a symbolic link. */
  @FunctionalInterface
  interface Opening {
    SeekableByteChannel open() throws IOException;
  }

  @Override
  public InputStream open() throws IOException {
    return Channels.newInputStream(opening.open());
  }

  /** Appends the content to a file; the operating system does it without passing it to us. */
  void transferTo(FileChannel target) throws IOException {
    try (SeekableByteChannel in = opening.open()) {
      long size = in.size();
      if (!(in instanceof FileChannel file)) {
        throw new IOException("the file system has no channels of files");
      }
      long done = 0;
      while (done < size) {
        long count = file.transferTo(done, size - done, target);
        if (count <= 0) {
          throw new IOException("the file became shorter while it was copied");
        }
        done += count;
      }
    }
  }

  @Override
  public String toString() {
    return "FileContent[" + length + " bytes]";
  }
}
