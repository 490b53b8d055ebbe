package org.teep4j.cli;

import org.jspecify.annotations.Nullable;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.suit.SuitEnvelope;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ENVELOPE}, and how it is read. */
final class EnvelopeInput {
  private final StandardInput in;
  @Mixin private EnvelopeOptions options;

  @Parameters(
      paramLabel = "ENVELOPE",
      arity = "0..1",
      description = "Envelope; - or no ENVELOPE is standard input.")
  private @Nullable String file;

  EnvelopeInput(Console console) {
    this.in = console.in();
    this.options = new EnvelopeOptions(console);
  }

  /**
   * The name of the file.
   *
   * @param command the command that asks, for messages
   */
  String name(String command) throws UsageException {
    return in.orFile(file, command);
  }

  /** The limits of decoding. */
  DecodeOptions limits() throws UsageException {
    return options.limits();
  }

  /** Reads the file, or standard input. */
  Input input(String command) throws UsageException {
    return options.input(name(command));
  }

  /** Reads the envelope, which is not verified. */
  SuitEnvelope envelope(String command) throws UsageException, RejectedException {
    return options.envelope(name(command));
  }

  /** Reads another envelope, which is not verified. */
  SuitEnvelope other(String name) throws UsageException, RejectedException {
    return options.envelope(name);
  }
}
