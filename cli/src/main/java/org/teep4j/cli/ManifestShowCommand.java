package org.teep4j.cli;

import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.author.ManifestOutline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code teep4j manifest show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Show what a manifest does, section by section.",
      "",
      "Nothing is verified. The number before a command is its place: the bytes before it in its"
          + " section, as reports and 'teep4j manifest lint' count them. For the exact encoding use"
          + " 'teep4j inspect'."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j manifest show update.suit",
      "",
      "Exit codes: 0 shown; 1 the envelope is malformed; 2 wrong usage, or a file cannot be read."
    })
final class ManifestShowCommand extends ManifestTask {
  @Mixin private EnvelopeInput input;

  ManifestShowCommand(Console console) {
    super(console);
    this.input = new EnvelopeInput(console);
  }

  @Override
  int run() throws UsageException, RejectedException, DecodeException {
    String name = input.name("manifest show");
    SuitEnvelope envelope = input.envelope("manifest show");
    Terminal terminal = console().terminal();
    describe(envelope)
        .print(
            console().out(),
            terminal.bold(name.equals(StandardInput.NAME) ? "standard input" : Text.safe(name)));
    console().out().println(terminal.yellow("NOT VERIFIED: origin and integrity are unknown."));
    new ManifestListing(ManifestOutline.of(envelope), console()).print();
    return ExitCode.GOOD;
  }
}
