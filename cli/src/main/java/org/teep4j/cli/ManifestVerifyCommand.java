package org.teep4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.cose.VerificationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code teep4j manifest verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Verify an envelope: signature, digests, payloads.",
      "",
      "The signature or MAC must be by one of the keys. The digest of the manifest, of severed"
          + " parts and of payloads in the envelope are compared with the manifest."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j manifest verify --key author.pub update.suit",
      "  teep4j manifest verify --all --key vendor.pub --key operator.pub update.suit",
      "",
      "Exit codes: 0 verified with one of the keys, or with --all by every key; 1 not verified; 2"
          + " wrong usage, or a file cannot be read."
    })
final class ManifestVerifyCommand extends ManifestTask {
  @Option(
      names = "--key",
      paramLabel = "KEYFILE",
      required = true,
      description = "Trusted key: COSE_Key, JWK or PEM. Can be repeated.")
  private List<String> keyFiles = new ArrayList<>();

  @Option(names = "--all", description = "Require that every key verifies.")
  private boolean all;

  @Mixin private EnvelopeInput envelope;

  ManifestVerifyCommand(Console console) {
    super(console);
    this.envelope = new EnvelopeInput(console);
  }

  @Override
  int run() throws UsageException {
    List<KeyFile> keys = KeyFile.readCandidates(keyFiles, console());
    DecodeOptions most = envelope.limits();
    Input input = envelope.input("manifest verify");
    Terminal terminal = console().terminal();
    Findings findings = new Findings(terminal);
    String refusal;
    String excerpt = "";
    try {
      new EnvelopeCheck(keys).verify(input.bytes(), most, all, findings);
      findings
          .lines()
          .print(console().out(), Text.safe(input.name()) + ": " + terminal.green("verified"));
      return ExitCode.GOOD;
    } catch (VerificationException | RejectedException refused) {
      refusal = String.valueOf(refused.getMessage());
    } catch (DecodeException malformed) {
      Refusal located = Refusal.of(malformed, input.bytes());
      refusal = located.line();
      excerpt = located.excerpt(input.bytes());
    }
    Fields rejected = new Fields(terminal);
    rejected.add("reason", refusal);
    rejected.print(console().out(), Text.safe(input.name()) + ": " + terminal.red("NOT VERIFIED"));
    console().out().print(excerpt);
    return ExitCode.REJECTED;
  }
}
