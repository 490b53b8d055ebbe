package org.teep4j.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Segments;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The destination and format of a key. */
final class KeyOutputOption {
  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      description =
          "Format of the key: cbor, diag (diagnostic notation), jwk or pem. By"
              + " default the extension of the file name decides, otherwise it is cbor.")
  private @Nullable KeyFormat format;

  @Mixin private OutputOption output = new OutputOption();

  String file() {
    return output.file();
  }

  boolean isStandardOutput() {
    return output.isStandardOutput();
  }

  /** Writes a key to the file of {@code --out}. */
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

  /** Encodes a key for a destination. */
  Segments encode(Console console, KeyFile key, String to) throws UsageException {
    KeyFormat chosen = format(to);
    Segments encoded = chosen.encode(key);
    List<String> lost = chosen.lost(key.key());
    if (!lost.isEmpty()) {
      console.error("note: " + chosen + " has no place for " + String.join(", ", lost));
    }
    return encoded;
  }

  /** Opens the destination of a key. Only the owner can read the file of a secret key. */
  OutputFile open(Console console, KeyFile key, String to) throws UsageException {
    return output.open(console, to, format(to).isText(), key.key().isPrivate());
  }
}
