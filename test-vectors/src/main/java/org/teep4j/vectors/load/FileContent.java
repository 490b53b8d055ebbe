package org.teep4j.vectors.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.teep4j.codec.Bytes;
import org.teep4j.vectors.load.SkippedFile.Cause;

/** Reads files up to a size limit. */
final class FileContent {
  private FileContent() {}

  static byte[] bytes(Path file, int limit) throws VectorFormatException {
    // A pipe or device could block for ever, or never end.
    if (!Files.isRegularFile(file)) {
      throw new VectorFormatException(
          file, Files.exists(file) ? "not a regular file" : "no such file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(limit);
      if (in.read() >= 0) {
        throw new VectorFormatException(
            file, Cause.LIMIT, "larger than the limit of " + limit + " bytes", null);
      }
      return content;
    } catch (IOException unreadable) {
      throw new VectorFormatException(
          file, Cause.UNREADABLE, "cannot be read: " + unreadable, unreadable);
    }
  }

  static String text(Path file, int limit) throws VectorFormatException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes(file, limit)))
          .toString();
    } catch (CharacterCodingException notText) {
      throw new VectorFormatException(file, Cause.UNREADABLE, "not UTF-8 text", notText);
    }
  }

  /** Hexadecimal digits with white space anywhere, and comments from # to the end of the line. */
  static Bytes digits(Path file, int limit) throws VectorFormatException {
    String text = text(file, limit);
    StringBuilder digits = new StringBuilder(text.length());
    int line = 1;
    boolean comment = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
        comment = false;
      } else if (c == '#') {
        comment = true;
      } else if (!comment && !Character.isWhitespace(c)) {
        if (!HexFormat.isHexDigit(c)) {
          throw new VectorFormatException(file, "line " + line + ": not a hexadecimal digit");
        }
        digits.append(c);
      }
    }
    if (digits.length() == 0) {
      throw new VectorFormatException(file, "no hexadecimal digits");
    }
    if (digits.length() % 2 != 0) {
      throw new VectorFormatException(file, "an odd number of hexadecimal digits");
    }
    return Bytes.fromHex(digits.toString());
  }
}
