package org.teep4j.cli;

import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The destination of a result. A file is written beside its final path and moved there when
 * complete, so that no reader sees a partial file. Closing it before completion deletes it.
 */
final class OutputFile implements Closeable {
  private final OutputStream stream;
  private final Path place;
  private final boolean replace;
  private final boolean secret;

  /** The incomplete file; null if the result is written to its destination directly. */
  private final @Nullable Staging staging;

  private OutputFile(
      OutputStream stream, Path place, @Nullable Staging staging, boolean replace, boolean secret) {
    this.stream = stream;
    this.place = place;
    this.staging = staging;
    this.replace = replace;
    this.secret = secret;
  }

  /** Standard output, which stays open. */
  static OutputFile standard(OutputStream out) {
    return direct("standard output", out);
  }

  private static OutputFile direct(String name, OutputStream out) {
    return new OutputFile(new Named(name, out), Path.of("-"), null, true, false);
  }

  /**
   * A new file.
   *
   * @param file its name
   * @param replace whether there may be such a file already
   * @param secret whether only the owner may read it
   */
  static OutputFile create(String file, boolean replace, boolean secret) throws UsageException {
    try {
      Path place = Path.of(file);
      if (Files.isDirectory(place)) {
        throw new UsageException(file + ": is a folder");
      }
      if (Files.exists(place) && !Files.isRegularFile(place)) {
        // A device or pipe is written to directly.
        return direct(file, Files.newOutputStream(place));
      }
      if (Files.exists(place) && !replace) {
        throw exists(place);
      }
      // A link is followed, not replaced.
      Path target = Files.exists(place) ? place.toRealPath() : place.toAbsolutePath();
      Path beside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
      Staging staging = Staging.create(beside, secret || Files.exists(target));
      OutputStream stream = new Named(file, staging.stream());
      return new OutputFile(stream, target, staging, replace, secret);
    } catch (InvalidPathException | IOException refused) {
      throw new UsageException(file + ": cannot be written: " + reason(refused));
    }
  }

  private static UsageException exists(Path place) {
    return new UsageException(place + ": exists already; --force replaces it");
  }

  /** The messages of file system exceptions are only the file name. */
  private static String reason(Exception refused) {
    if (refused instanceof NoSuchFileException) {
      return "no such folder";
    }
    return refused instanceof AccessDeniedException
        ? "access denied"
        : String.valueOf(refused.getMessage());
  }

  /** The same destination; with {@code asked}, bytes are written as hexadecimal digits. */
  OutputFile inDigits(boolean asked) {
    return asked ? new OutputFile(new Digits(stream), place, staging, replace, secret) : this;
  }

  /** The stream to write to; this class flushes and closes it. */
  OutputStream stream() {
    return stream;
  }

  /** Moves the complete file to its destination. */
  void complete() throws IOException, UsageException {
    if (stream instanceof Digits digits) {
      digits.end();
    }
    stream.flush();
    if (staging != null) {
      move(staging);
    }
  }

  private void move(Staging complete) throws IOException, UsageException {
    try {
      if (replace) {
        if (Files.exists(place)) {
          complete.adopt(place, secret);
        }
        Files.move(complete.complete(), place, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.move(complete.complete(), place);
      }
    } catch (FileAlreadyExistsException late) {
      throw exists(place);
    }
  }

  /** Deletes an incomplete file. */
  @Override
  public void close() throws IOException {
    if (staging != null) {
      staging.close();
    }
  }

  /** Writes hexadecimal digits, and a line feed at the end. */
  private static final class Digits extends FilterOutputStream {
    Digits(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      String digits = HexFormat.of().formatHex(bytes, offset, offset + length);
      out.write(digits.getBytes(StandardCharsets.US_ASCII));
    }

    void end() throws IOException {
      out.write('\n');
    }
  }

  /** Adds the name of the file to a write error. */
  private static final class Named extends FilterOutputStream {
    private final String name;

    Named(String name, OutputStream out) {
      super(out);
      this.name = name;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException failed) {
        throw new IOException(name + ": cannot be written: " + failed.getMessage(), failed);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException failed) {
        throw new IOException(name + ": cannot be written: " + failed.getMessage(), failed);
      }
    }
  }
}
