package org.teep4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.teep4j.codec.Bytes;

/**
 * Bytes that a command was given.
 *
 * @param name what to call them in the output
 * @param raw the bytes as they were read
 * @param bytes the same; if they are hexadecimal digits, with space and comments, what these mean
 */
record Input(String name, Bytes raw, Bytes bytes) {
  /** The largest input in bytes; what is larger is not a message, manifest or key. */
  static final int LARGEST = 64 << 20;

  static Input read(String file, StandardInput in) throws UsageException {
    try {
      if (file.equals(StandardInput.NAME)) {
        return limited("standard input", in.claim().readNBytes(LARGEST + 1));
      }
      Path path = Path.of(file);
      in.places().reads(file, path);
      if (Files.isDirectory(path)) {
        throw new UsageException(file + ": is a folder");
      }
      try (InputStream content = Files.newInputStream(path)) {
        return limited(file, content.readNBytes(LARGEST + 1));
      }
    } catch (NoSuchFileException missing) {
      throw new UsageException(file + ": no such file");
    } catch (InvalidPathException | IOException unreadable) {
      throw new UsageException(file + ": cannot be read: " + unreadable.getMessage());
    }
  }

  private static Input limited(String name, byte[] raw) throws UsageException {
    if (raw.length > LARGEST) {
      throw new UsageException(name + ": larger than " + (LARGEST >> 20) + " MiB");
    }
    Bytes bytes = Bytes.wrap(raw);
    Bytes decoded = HexText.decode(bytes);
    return new Input(name, bytes, decoded == null ? bytes : decoded);
  }

  /** Digits given on the command line. */
  static Input ofHex(String option, String digits) throws UsageException {
    Bytes bytes = HexText.decode(Bytes.ofUtf8(digits));
    if (bytes == null) {
      throw new UsageException(option + ": not an even number of hexadecimal digits");
    }
    return new Input(option, bytes, bytes);
  }
}
