package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;

/**
 * Symbolic links between components. Their content names a component, as in {@code
 * /usr/bin/example} for the segments {@code usr}, {@code bin} and {@code example}, so that no link
 * leads out of the store.
 */
final class Links {

  private static final String UP = "..";

  private Links() {}

  /**
   * What a symbolic link has to contain to lead from one component to another.
   *
   * @param component the link
   * @param content names the component that it leads to
   * @throws IOException if the content names no component
   */
  static Path target(SuitComponentIdentifier component, Bytes content) throws IOException {
    List<String> names = FileNames.names(named(content));
    FileNames.component(names); // throws if the way back is not known
    Path path = Path.of("");
    for (int depth = FileNames.names(component).size() - 1; depth > 0; depth--) {
      path = path.resolve(UP);
    }
    for (String name : names) {
      path = path.resolve(name);
    }
    return path;
  }

  private static SuitComponentIdentifier named(Bytes content) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(content.asReadOnlyBuffer()).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("the content of a symbolic link is not UTF-8", e);
    }
    if (!text.startsWith("/")) {
      throw new IOException("a symbolic link leads to a component, as in /usr/bin/example");
    }
    return SuitComponentIdentifier.ofText(text.substring(1).split("/", -1));
  }

  /** The content of the component that a symbolic link is. */
  static Bytes content(Path link) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path name : Files.readSymbolicLink(link)) {
      if (!name.toString().equals(UP)) {
        names.add(name.toString());
      }
    }
    StringBuilder text = new StringBuilder();
    for (Bytes segment : FileNames.component(names).segments()) {
      ByteBuffer bytes = segment.asReadOnlyBuffer();
      text.append('/').append(StandardCharsets.UTF_8.decode(bytes));
    }
    return Bytes.ofUtf8(text.toString());
  }
}
