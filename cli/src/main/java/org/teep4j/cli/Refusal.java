package org.teep4j.cli;

import java.util.OptionalLong;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;

/**
 * Why bytes are not what they should be.
 *
 * @param reason the reason, as a word for programs
 * @param isLimit whether a limit was reached, and nothing found wrong
 * @param detail the reason for a person
 * @param offset where, in bytes from the start; absent if no place can be named
 * @param path in which element; may be empty
 */
record Refusal(String reason, boolean isLimit, String detail, OptionalLong offset, String path) {
  static Refusal of(DecodeException refused) {
    return new Refusal(
        refused.reason().name(),
        refused.reason().isLimit(),
        refused.detail(),
        OptionalLong.of(refused.offset()),
        refused.path());
  }

  /** In one line. */
  String line() {
    String where = offset.isPresent() ? " at offset " + offset.getAsLong() : "";
    String in = path.isEmpty() ? "" : " in " + path;
    return reason + where + in + ": " + detail;
  }

  /** Two lines of bytes around the offset, and a mark under the byte there. */
  String excerpt(Bytes bytes) {
    if (offset.isEmpty() || bytes.isEmpty()) {
      return "";
    }
    int perLine = 16;
    int at = (int) Math.max(0, Math.min(bytes.length(), offset.getAsLong()));
    int first = Math.max(0, at / perLine - 1) * perLine;
    int last = Math.min(bytes.length(), (at / perLine + 2) * perLine);
    StringBuilder out = new StringBuilder();
    for (int line = first; line < last || line <= at; line += perLine) {
      out.append(String.format("  %08x ", line));
      for (int i = line; i < line + perLine && i < bytes.length(); i++) {
        out.append(String.format(" %02x", bytes.unsignedByteAt(i)));
      }
      out.append('\n');
      if (at >= line && at < line + perLine) {
        String mark = at == bytes.length() ? "^^ the end" : "^^";
        out.append(" ".repeat(12 + 3 * (at - line))).append(mark).append('\n');
      }
    }
    return out.toString();
  }
}
