package org.teep4j.cli;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.author.Envelopes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code teep4j manifest sever}. */
@Command(
    name = "sever",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Move parts of a manifest to the envelope.",
      "",
      "A severed part can be removed from the envelope later, for example the texts before the"
          + " envelope goes to a small device, and the signature stays valid: the manifest contains"
          + " its digest. Sever before you sign, because the manifest changes. These parts can be"
          + " severed: dependency-resolution, payload-fetch, candidate-verification, install, text,"
          + " coswid."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j manifest sever install text -o severed.suit unsigned.suit",
      "  teep4j manifest sever --all -o severed.suit unsigned.suit",
      "",
      "Exit codes: 0 severed; 1 the envelope is malformed or signed, or has no such part; 2 wrong"
          + " usage, or a file cannot be read or written."
    })
final class ManifestSeverCommand extends ManifestTask {
  @Option(names = "--all", description = "Sever every part that can be severed.")
  private boolean all;

  @Mixin private EnvelopeOptions options;
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      paramLabel = "[PART...] ENVELOPE",
      arity = "0..*",
      hideParamSyntax = true,
      description = "Parts to sever, and last the envelope; - is standard input.")
  private List<String> partsAndFile = new ArrayList<>();

  ManifestSeverCommand(Console console) {
    super(console);
    this.options = new EnvelopeOptions(console);
  }

  @Override
  int run()
      throws UsageException,
          RejectedException,
          DecodeException,
          GeneralSecurityException,
          IOException {
    if (partsAndFile.isEmpty()) {
      partsAndFile.add(console().in().orFile(null, "manifest sever"));
    }
    int last = partsAndFile.size() - 1;
    Set<SuitManifestLabel> parts = EnumSet.noneOf(SuitManifestLabel.class);
    for (String name : partsAndFile.subList(0, last)) {
      parts.add(member(name));
    }
    if (parts.isEmpty() != all) {
      throw new UsageException("sever: name the parts, or give --all");
    }
    SuitEnvelope envelope = options.envelope(partsAndFile.get(last));
    if (all) {
      for (SuitManifestLabel label : envelope.unverifiedManifest().labels()) {
        if (label.isSeverable()) {
          parts.add(label);
        }
      }
    }
    SuitEnvelope severed;
    try {
      severed = Envelopes.sever(envelope, parts);
    } catch (IllegalArgumentException refused) {
      throw new RejectedException("sever: " + refused.getMessage());
    }
    write(severed, output, "severed", describe(severed));
    return ExitCode.GOOD;
  }
}
