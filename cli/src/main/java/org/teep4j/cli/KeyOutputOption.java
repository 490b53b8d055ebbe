package org.teep4j.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Segments;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a key goes, and in which form. */
final class KeyOutputOption {
  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      description =
          "Format of the key: cbor, diag (diagnostic notation), jwk or pem. By default the extension of the file name decides, otherwise it is cbor.")
  private @Nullable KeyFormat format;

  @Mixin private OutputOption output = new OutputOption();

  String file() {
    return output.file();
  }

  boolean isStandardOutput() {
    return output.isStandardOutput();
  }

  /** Writes a key to where {@code --out} says. */
  void write(Console console, KeyFile key) throws IOException, UsageException {
    Segments encoded = encode(console, key, output.file());
    try (OutputFile file = open(console, key, output.file())) {
      encoded.writeTo(file.stream());
      file.complete();
    }
  }

  private KeyFormat format(String to) {
    return format == null ? KeyFormat.ofName(to) : format;
  }

  /** A key in the form that it will have at a place. */
  Segments encode(Console console, KeyFile key, String to) throws UsageException {
    KeyFormat chosen = format(to);
    Segments encoded = chosen.encode(key);
    List<String> lost = chosen.lost(key.key());
    if (!lost.isEmpty()) {
      console.error("note: " + chosen + " has no place for " + String.join(", ", lost));
    }
    return encoded;
  }

  /** Opens a place for a key, a file that only its owner can read if the key is secret. */
  OutputFile open(Console console, KeyFile key, String to) throws UsageException {
    return output.open(console, to, format(to).isText(), key.key().isPrivate());
  }
}
