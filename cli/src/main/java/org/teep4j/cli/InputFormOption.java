package org.teep4j.cli;

import org.jspecify.annotations.Nullable;
import org.teep4j.codec.DecodeOptions;
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

  /** Reads a file, or standard input; the limits are for notation, which is decoded here. */
  Input read(String file, StandardInput in, DecodeOptions limits) throws UsageException {
    Input input = Input.read(file, in);
    return form == null
        ? input
        : new Input(input.name(), input.raw(), form.decode(input.name(), input.raw(), limits));
  }

  /** Whether the form was given, and not found out. */
  boolean isGiven() {
    return form != null;
  }
}
