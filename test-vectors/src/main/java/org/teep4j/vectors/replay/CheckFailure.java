package org.teep4j.vectors.replay;

import java.util.Optional;
import java.util.OptionalLong;
import org.teep4j.codec.Bytes;

/** An expectation that does not hold. */
final class CheckFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** The offset in bytes from the start of the vector, or -1. */
  private final long offset;

  /** The element; may be empty. */
  private final String path;

  CheckFailure(String reason) {
    this(reason, -1, "");
  }

  CheckFailure(String reason, long offset, String path) {
    super(reason);
    this.offset = offset;
    this.path = path;
  }

  OptionalLong offset() {
    return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  String path() {
    return path;
  }

  /**
   * Fails unless two byte strings are equal; the failure has the offset of the first difference.
   */
  static void requireEqual(Bytes expected, Bytes found, String what) throws CheckFailure {
    if (expected.equals(found)) {
      return;
    }
    int same = 0;
    int both = Math.min(expected.length(), found.length());
    while (same < both && expected.unsignedByteAt(same) == found.unsignedByteAt(same)) {
      same++;
    }
    throw new CheckFailure(
        what + " gives " + excerpt(found, same) + " instead of " + excerpt(expected, same),
        same,
        "");
  }

  static void requireEqual(Object expected, Object found, String what) throws CheckFailure {
    if (!expected.equals(found)) {
      throw new CheckFailure(what + " is " + word(found) + " instead of " + word(expected));
    }
  }

  private static String word(Object value) {
    return value instanceof Optional<?> optional
        ? optional.map(String::valueOf).orElse("absent")
        : value.toString();
  }

  static void require(boolean holds, String otherwise) throws CheckFailure {
    if (!holds) {
      throw new CheckFailure(otherwise);
    }
  }

  private static String excerpt(Bytes bytes, int from) {
    int shown = 8;
    if (from >= bytes.length()) {
      return "the end";
    }
    int to = Math.min(bytes.length(), from + shown);
    return "h'" + bytes.slice(from, to).toHex() + (to < bytes.length() ? "…'" : "'");
  }
}
