package org.teep4j.cli.manifest;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;

/** Component identifiers as people type them and as they are printed: {@code /app/h'00ff'}. */
public final class ComponentPath {
  private ComponentPath() {}

  /**
   * Reads an identifier. Segments are separated by slashes; a segment is text, or hexadecimal
   * digits as in {@code h'00ff'}. The first slash may be left out.
   *
   * @param path the identifier; {@code /} is the one without segments
   * @return the identifier
   * @throws IllegalArgumentException if a segment is empty, or its digits are not even in number
   */
  public static SuitComponentIdentifier parse(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    if (inner.isEmpty() && !path.isEmpty()) {
      return new SuitComponentIdentifier(List.of());
    }
    List<Bytes> segments = new ArrayList<>();
    for (String segment : inner.split("/", -1)) {
      if (segment.isEmpty()) {
        throw new IllegalArgumentException(
            "'" + path + "' is no component: write it as app or /app/data");
      }
      segments.add(segment(segment));
    }
    return new SuitComponentIdentifier(segments);
  }

  private static Bytes segment(String text) {
    boolean isHex = text.startsWith("h'") && text.endsWith("'") && text.length() > 2;
    return isHex ? Bytes.fromHex(text.substring(2, text.length() - 1)) : Bytes.ofUtf8(text);
  }
}
