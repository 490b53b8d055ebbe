package org.teep4j.cli;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.author.Envelopes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code teep4j manifest attach}. */
@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Put payloads and severed parts into an envelope.",
      "",
      "A payload gets the URI that the manifest fetches it from as its key, so that the device"
          + " finds it in the envelope. A severed part must have the digest that the manifest"
          + " names. Signatures stay valid."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j manifest attach --payload '#app.bin=app.bin' -o full.suit update.suit",
      "  teep4j manifest attach --part install=install.cbor -o full.suit update.suit",
      "",
      "Exit codes: 0 attached; 1 the envelope is malformed, or a part has another digest; 2 wrong"
          + " usage, or a file cannot be read or written."
    })
final class ManifestAttachCommand extends ManifestTask {
  @Option(
      names = "--payload",
      paramLabel = "URI=FILE",
      description = "Payload and its URI. Can be repeated. The last = separates the two.")
  private List<String> payloads = new ArrayList<>();

  @Option(
      names = "--part",
      paramLabel = "PART=FILE",
      description = "Severed part, as 'teep4j manifest extract' writes it. Can be repeated.")
  private List<String> parts = new ArrayList<>();

  @Mixin private EnvelopeInput input;
  @Mixin private OutputOption output = new OutputOption();

  ManifestAttachCommand(Console console) {
    super(console);
    this.input = new EnvelopeInput(console);
  }

  @Override
  int run()
      throws UsageException,
          RejectedException,
          DecodeException,
          GeneralSecurityException,
          IOException {
    if (payloads.isEmpty() && parts.isEmpty()) {
      throw new UsageException("attach: give --payload URI=FILE or --part PART=FILE");
    }
    SuitEnvelope envelope = input.envelope("manifest attach");
    try {
      for (String payload : payloads) {
        int equals = separator(payload);
        envelope =
            Envelopes.attach(
                envelope,
                payload.substring(0, equals),
                Input.read(payload.substring(equals + 1), console().in()).raw());
      }
      for (String part : parts) {
        int equals = separator(part);
        envelope =
            Envelopes.attach(
                envelope,
                member(part.substring(0, equals)),
                Input.read(part.substring(equals + 1), console().in()).raw());
      }
    } catch (IllegalArgumentException refused) {
      throw new RejectedException("attach: " + refused.getMessage());
    }
    write(envelope, output, "attached", describe(envelope));
    return ExitCode.GOOD;
  }

  private static int separator(String pair) throws UsageException {
    int equals = pair.lastIndexOf('=');
    if (equals < 1 || equals == pair.length() - 1) {
      throw new UsageException("'" + pair + "' is no name and file with = between them");
    }
    return equals;
  }
}
