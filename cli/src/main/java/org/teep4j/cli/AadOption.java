package org.teep4j.cli;

import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import picocli.CommandLine.Option;

/** {@code --aad} and {@code --aad-hex}. */
final class AadOption {
  @Option(
      names = "--aad",
      paramLabel = "FILE",
      description =
          "File with externally supplied data (external_aad). It is authenticated"
              + " with the content, but is not part of the message.")
  private @Nullable String file;

  @Option(
      names = "--aad-hex",
      paramLabel = "DIGITS",
      description = "The same data as hexadecimal digits.")
  private @Nullable String digits;

  /** The data; empty if there is none. */
  Bytes aad(StandardInput in) throws UsageException {
    if (file != null && digits != null) {
      throw new UsageException("--aad and --aad-hex exclude each other: give one of them");
    }
    if (file != null) {
      return Input.read(file, in).raw();
    }
    return digits == null ? Bytes.empty() : Input.ofHex("--aad-hex", digits).bytes();
  }
}
