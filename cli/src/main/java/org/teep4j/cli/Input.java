package org.teep4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.teep4j.codec.Bytes;

/**
 * The bytes of an input.
 *
 * @param name what to call them in the output
 * @param raw the bytes as they were read
 * @param bytes what they mean, if they are text that stands for bytes; otherwise the same
 */
record Input(String name, Bytes raw, Bytes bytes) {
  static Input read(String file, StandardInput in) throws UsageException {
    try {
      if (file.equals(StandardInput.NAME)) {
        return limited("standard input", in.claim(), in.largest());
      }
      Path path = Path.of(file);
      in.places().reads(file, path);
      if (Files.isDirectory(path)) {
        throw new UsageException(file + ": is a folder");
      }
      try (InputStream content = Files.newInputStream(path)) {
        return limited(file, content, in.largest());
      }
    } catch (InvalidPathException | IOException unreadable) {
      throw unreadable(file, unreadable);
    }
  }

  /** Reads a file of keys, which may be hexadecimal digits too. */
  static Input ofKeys(String file, StandardInput in) throws UsageException {
    Input input = read(file, in);
    return input.with(InputForm.guess(input.raw()));
  }

  /** Says why a file cannot be read; the messages of file systems begin with its name. */
  static UsageException unreadable(String file, Exception cause) {
    String reason =
        cause instanceof NoSuchFileException
            ? "no such file"
            : cause instanceof AccessDeniedException
                ? "cannot be read: access denied"
                : "cannot be read: " + cause.getMessage();
    return new UsageException(file + ": " + reason);
  }

  /** The same input, with what its bytes mean. */
  Input with(Bytes meaning) {
    return new Input(name, raw, meaning);
  }

  /** The text of a file. */
  static String text(String file, StandardInput in) throws UsageException {
    Input input = read(file, in);
    String text = InputForm.text(input.raw());
    if (text == null) {
      throw new UsageException(input.name() + ": not a text");
    }
    return text;
  }

  private static Input limited(String name, InputStream in, int largest)
      throws UsageException, IOException {
    byte[] raw = in.readNBytes(largest + 1);
    if (raw.length > largest) {
      throw new UsageException(name + ": " + tooLarge(largest) + ": --max-input raises it");
    }
    Bytes bytes = Bytes.wrap(raw);
    return new Input(name, bytes, bytes);
  }

  /** Says that an input exceeds the size limit. */
  static String tooLarge(int largest) {
    boolean round = largest % (1 << 20) == 0;
    String size = round ? (largest >> 20) + " MiB" : Text.count(largest, "byte", "bytes");
    return "larger than the limit of " + size;
  }

  /** Hexadecimal digits from the command line. */
  static Input ofHex(String option, String digits) throws UsageException {
    Bytes bytes = HexText.decode(Bytes.ofUtf8(digits));
    if (bytes == null) {
      throw new UsageException(option + ": not an even number of hexadecimal digits");
    }
    return new Input(option, bytes, bytes);
  }
}
