package org.teep4j.cli;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;

/** Hexadecimal digits with white space, and comments from {@code #} to the end of the line. */
final class HexText {
  private HexText() {}

  /** The decoded bytes, or null if the text has another form. */
  static @Nullable Bytes decode(Bytes text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() / 2);
    int high = -1;
    boolean comment = false;
    for (int i = 0; i < text.length(); i++) {
      int b = text.unsignedByteAt(i);
      if (comment || b == '#') {
        comment = b != '\n';
      } else if (!isSpace(b)) {
        int digit = b < 0x80 ? Character.digit(b, 16) : -1;
        if (digit < 0) {
          return null;
        }
        if (high >= 0) {
          out.write(high << 4 | digit);
        }
        high = high >= 0 ? -1 : digit;
      }
    }
    return high >= 0 || out.size() == 0 ? null : Bytes.wrap(out.toByteArray());
  }

  private static boolean isSpace(int b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
