package org.teep4j.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --input}. */
final class InputFormOption {
  @Option(
      names = "--input",
      paramLabel = "FORM",
      description =
          "How FILE is written: binary, hex, base64 or edn. Without it, what is not CBOR as it is and"
              + " has hexadecimal digits alone is read as these.")
  private @Nullable InputForm form;

  /** Reads a file, or standard input. */
  Input read(String file, StandardInput in) throws UsageException {
    Input input = Input.read(file, in);
    return form == null
        ? input
        : new Input(input.name(), input.raw(), form.decode(input.name(), input.raw()));
  }

  /** Whether the form was given, and not found out. */
  boolean isGiven() {
    return form != null;
  }
}
