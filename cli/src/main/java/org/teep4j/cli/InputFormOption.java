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
          "Encoding of FILE: binary, hex, base64 (or base64url, also between lines as PEM has"
              + " them) or edn (diagnostic notation). By default it is found out: CBOR comes"
              + " first, and text is what it can be if that is well-formed CBOR.")
  private @Nullable InputForm form;

  /** Reads a file, or standard input; the limits are for notation, which is decoded here. */
  Input read(String file, Console console, DecodeOptions limits) throws UsageException {
    Input input = Input.read(file, console.in());
    if (form != null) {
      return input.with(form.decode(input.name(), input.raw(), limits));
    }
    FormGuess guess = FormGuess.of(input.raw(), limits);
    guess.note().ifPresent(note -> console.error("note: " + input.name() + ": " + note));
    return input.with(guess.bytes());
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
