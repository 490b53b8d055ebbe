package org.teep4j.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.author.Envelopes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code teep4j manifest extract}. */
@Command(
    name = "extract",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Take a payload or a severed part out of an envelope.",
      "",
      "Nothing is verified. Without a name, what the envelope carries is listed."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j manifest extract update.suit",
      "  teep4j manifest extract --name install -o install.cbor update.suit",
      "  teep4j manifest extract --name '#app.bin' -o app.bin --rest small.suit update.suit",
      "",
      "Exit codes: 0 extracted; 1 the envelope is malformed, or has nothing of that name; 2 wrong"
          + " usage, or a file cannot be read or written."
    })
final class ManifestExtractCommand extends ManifestTask {
  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Key of a payload, or a severed part: install, text …")
  private @Nullable String name;

  @Option(
      names = "--rest",
      paramLabel = "FILE",
      description = "File for the envelope without what was extracted.")
  private @Nullable String rest;

  @Mixin private EnvelopeInput input;
  @Mixin private OutputOption output = new OutputOption();

  ManifestExtractCommand(Console console) {
    super(console);
    this.input = new EnvelopeInput(console);
  }

  @Override
  int run() throws UsageException, RejectedException, DecodeException, IOException {
    SuitEnvelope envelope = input.envelope("manifest extract");
    if (name == null) {
      if (rest != null || !output.isStandardOutput()) {
        throw new UsageException("extract: --name is missing");
      }
      list(envelope);
      return ExitCode.GOOD;
    }
    Bytes payload = envelope.unverifiedIntegratedPayloads().get(name);
    SuitEnvelope smaller;
    Bytes content;
    if (payload != null) {
      content = payload;
      smaller = Envelopes.without(envelope, name);
    } else {
      SuitManifestLabel part = part(envelope, name);
      content = Envelopes.severedMember(envelope, part).orElseThrow();
      smaller = envelope.withoutSevered(part);
    }
    try (OutputFile to = output.open(console())) {
      content.writeTo(to.stream());
      to.complete();
    }
    if (rest != null) {
      try (OutputFile to = output.open(console(), rest, false, false)) {
        smaller.encode().writeTo(to.stream());
        to.complete();
      }
    }
    if (!output.isStandardOutput() && (rest == null || !Places.isStandardOutput(rest))) {
      Fields fields = new Fields(console().terminal());
      fields.add("what", name + ", " + Text.count(content.length(), "byte", "bytes"));
      fields.print(console().out(), Text.safe(output.file()) + ": extracted, not verified");
    }
    return ExitCode.GOOD;
  }

  private static SuitManifestLabel part(SuitEnvelope envelope, String name)
      throws RejectedException {
    for (SuitManifestLabel part : envelope.unverifiedSeveredMembers().keySet()) {
      if (part.shortName().equals(name) || part.cddlName().equals(name)) {
        return part;
      }
    }
    throw new RejectedException(
        "the envelope has no payload and no severed part called '" + name + "'");
  }

  private void list(SuitEnvelope envelope) {
    envelope
        .unverifiedSeveredMembers()
        .forEach((part, item) -> line(part.shortName(), item.length()));
    envelope
        .unverifiedIntegratedPayloads()
        .forEach((key, payload) -> line(Text.safe(key), payload.length()));
  }

  private void line(String what, int size) {
    console().out().println(what + "  " + Text.count(size, "byte", "bytes"));
  }
}
