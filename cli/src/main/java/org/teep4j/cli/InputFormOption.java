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
          "Encoding of FILE: binary, hex, base64 or edn (diagnostic notation). By"
              + " default, a file of hexadecimal digits is read as hex unless it is valid"
              + " CBOR, and any other file as binary.")
  private @Nullable InputForm form;

  /** Reads a file, or standard input; the limits are for notation, which is decoded here. */
  Input read(String file, StandardInput in, DecodeOptions limits) throws UsageException {
    Input input = Input.read(file, in);
    return form == null
        ? input
        : new Input(input.name(), input.raw(), form.decode(input.name(), input.raw(), limits));
  }

  /** Whether the input is said to be notation. */
  boolean isNotation() {
    return form == InputForm.EDN;
  }

  /** Whether the option was given. */
  boolean isGiven() {
    return form != null;
  }
}
