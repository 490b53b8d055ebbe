package org.teep4j.cli;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentSource;

/**
 * Content of any size, read while it is used. A pipe is read to its end first, because its length
 * must be known: into memory, or if it is large into a file that its owner alone can read and that
 * is gone in the end.
 */
final class Content implements Closeable {
  /** The maximum number of bytes of a pipe that are kept in memory. */
  static final int IN_MEMORY = StandardInput.DEFAULT_LARGEST;

  /** The minimum size in bytes for which progress is shown. */
  static final long WORTH_PROGRESS = 32 << 20;

  private static final long STEP = 1 << 20;

  private final String name;
  private final ContentSource source;
  private final @Nullable Path spool;
  private final Console console;

  private Content(String name, ContentSource source, @Nullable Path spool, Console console) {
    this.name = name;
    this.source = source;
    this.spool = spool;
    this.console = console;
  }

  static Content read(String file, Console console) throws UsageException {
    if (file.equals(StandardInput.NAME)) {
      return spool("standard input", console.in().claim(), IN_MEMORY, console);
    }
    try {
      Path path = Path.of(file);
      console.in().places().reads(file, path);
      if (Files.isDirectory(path)) {
        throw new UsageException(file + ": is a folder");
      }
      return Files.isRegularFile(path)
          ? new Content(file, ContentSource.of(path), null, console)
          : spool(file, Files.newInputStream(path), IN_MEMORY, console);
    } catch (InvalidPathException | IOException unreadable) {
      throw Input.unreadable(file, unreadable);
    }
  }

  /** Reads a pipe to its end. */
  static Content spool(String name, InputStream in, int inMemory, Console console)
      throws UsageException {
    @Nullable Path file = null;
    try (in) {
      byte[] first = in.readNBytes(inMemory + 1);
      if (first.length <= inMemory) {
        return new Content(name, ContentSource.of(Bytes.wrap(first)), null, console);
      }
      file = Files.createTempFile("teep4j", null);
      file.toFile().deleteOnExit();
      try (OutputStream out = Files.newOutputStream(file)) {
        out.write(first);
        in.transferTo(out);
      }
      return new Content(name, ContentSource.of(file), file, console);
    } catch (IOException failed) {
      throw new UsageException(name + ": cannot be read: " + failed.getMessage());
    }
  }

  long length() {
    return source.length();
  }

  /** The complete content in memory. */
  Bytes bytes() throws IOException {
    int largest = console.in().largest();
    if (length() > largest) {
      throw new IOException(
          name + ": " + Input.tooLarge(largest) + ": see --detached; --max-input raises it");
    }
    try (InputStream in = source.open()) {
      return Bytes.wrap(in.readAllBytes());
    }
  }

  /** The content as a source that shows progress if it is large. */
  ContentSource source() {
    return new ContentSource() {
      @Override
      public long length() {
        return source.length();
      }

      @Override
      public InputStream open() throws IOException {
        return new Watched(source.open());
      }
    };
  }

  @Override
  public void close() throws IOException {
    if (spool != null) {
      Files.deleteIfExists(spool);
    }
  }

  /** Shows progress, and names the file if a read fails. */
  private final class Watched extends FilterInputStream {
    private long done;
    private long shown;

    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        int count = in.read(buffer, offset, length);
        done += Math.max(0, count);
        show();
        return count;
      } catch (IOException failed) {
        throw new IOException(name + ": cannot be read: " + failed.getMessage(), failed);
      }
    }

    private void show() {
      if (source.length() >= WORTH_PROGRESS && done - shown >= STEP) {
        shown = done;
        long percent = 100 * done / source.length();
        console.progress("reading " + Text.safe(name) + ": " + percent + " %");
      }
    }

    @Override
    public void close() throws IOException {
      if (shown > 0) {
        console.progress("");
      }
      super.close();
    }
  }
}
