package org.teep4j.cli;

import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.suit.SuitDecodeOptions;
import org.teep4j.suit.SuitEnvelope;
import picocli.CommandLine.Mixin;

/** How the commands about manifests read: {@code --input} and the limits. */
final class EnvelopeOptions {
  private final Console console;
  @Mixin private InputFormOption form = new InputFormOption();
  @Mixin private LimitOptions limits;

  EnvelopeOptions(Console console) {
    this.console = console;
    this.limits = new LimitOptions(console.in());
  }

  /** The limits of decoding. */
  DecodeOptions limits() throws UsageException {
    return limits.options(DecodeOptions.DEFAULT_MAX_ITEMS);
  }

  /** Reads a file, or standard input. */
  Input input(String file) throws UsageException {
    return form.read(file, console, limits());
  }

  /** Reads an envelope, which is not verified. */
  SuitEnvelope envelope(String file) throws UsageException, RejectedException {
    Input input = input(file);
    try {
      SuitEnvelope envelope =
          SuitEnvelope.decode(input.bytes(), SuitDecodeOptions.defaults().withCodec(limits()));
      envelope.unverifiedManifest();
      return envelope;
    } catch (DecodeException malformed) {
      throw new RejectedException(
          input.name() + ": not a SUIT envelope: " + Refusal.of(malformed, input.bytes()).line());
    }
  }
}
