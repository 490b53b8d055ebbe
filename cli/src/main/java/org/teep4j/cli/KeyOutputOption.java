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
          "cbor, diag (diagnostic notation), jwk or pem. Without it the ending of the name of the"
              + " file decides, and cbor is the default.")
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
    try (OutputFile file = prepare(console, key, output.file())) {
      file.complete();
    }
  }

  /** Writes a key, into a file that only its owner can read if the key is secret. */
  OutputFile prepare(Console console, KeyFile key, String to) throws IOException, UsageException {
    KeyFormat chosen = format == null ? KeyFormat.ofName(to) : format;
    Segments encoded = chosen.encode(key);
    List<String> lost = chosen.lost(key.key());
    if (!lost.isEmpty()) {
      console.error("note: " + chosen + " has no place for " + String.join(", ", lost));
    }
    OutputFile file = output.open(console, to, chosen.isText(), key.key().isPrivate());
    try {
      encoded.writeTo(file.stream());
      return file;
    } catch (IOException failed) {
      file.close();
      throw failed;
    }
  }
}
