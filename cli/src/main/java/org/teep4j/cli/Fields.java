package org.teep4j.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.SymmetricKey;

/** Names and values in two columns. Everything is collected first and printed at once. */
final class Fields {
  private static final int NAMES = 10;

  private final List<String> lines = new ArrayList<>();
  private final int names;
  private final int room;

  Fields(Terminal terminal) {
    this(terminal, NAMES);
  }

  /**
   * Makes an empty list.
   *
   * @param names the number of columns for names
   */
  Fields(Terminal terminal, int names) {
    this.names = names;
    this.room = Math.max(20, terminal.width() - names - 3);
  }

  void add(String name, String value) {
    List<String> wrapped = Text.wrap(Text.safe(value), room);
    lines.add("  " + name + " ".repeat(Math.max(0, names - name.length())) + " " + wrapped.get(0));
    wrapped.subList(1, wrapped.size()).forEach(line -> lines.add(" ".repeat(names + 3) + line));
  }

  /** Adds what identifies a key: file, thumbprint and kid. */
  void key(KeyFile key) {
    add("key", key.file());
    if (!(key.key() instanceof SymmetricKey)) {
      // The thumbprint of a symmetric key would confirm a correct guess of the secret.
      add("thumbprint", "SHA-256 " + key.key().thumbprint().toHex());
    }
    add("kid", key.key().keyId().map(Fields::string).orElse("none"));
  }

  void algorithm(CoseAlgorithm algorithm) {
    add("algorithm", algorithm.ianaName());
  }

  /** A byte string in diagnostic notation: the characters, if all of them are printable ASCII. */
  static String string(Bytes bytes) {
    String text = new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1);
    boolean isReadable = text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '\'' && c != '\\');
    return isReadable && !text.isEmpty() ? "'" + text + "'" : "h'" + bytes.toHex() + "'";
  }

  void print(PrintWriter out, String title) {
    out.println(title);
    lines.forEach(out::println);
  }
}
