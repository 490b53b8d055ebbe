package org.teep4j.cli;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitEnvelope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code teep4j manifest sign}. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sign the manifest in an envelope.",
      "",
      "Each key adds a signature, or a MAC if the key is symmetric; those that are there stay. The"
          + " digest of the manifest is checked before. Keys are not asked whether they may sign:"
          + " devices decide whom they trust."
    },
    footer = {
      "",
      "Examples:",
      "  teep4j manifest sign --key author.jwk -o update.suit unsigned.suit",
      "",
      "Exit codes: 0 signed; 1 the envelope is malformed, or its digest wrong; 2 wrong usage, a key"
          + " cannot sign, or a file cannot be read or written."
    })
final class ManifestSignCommand extends ManifestTask {
  @Option(
      names = "--key",
      paramLabel = "KEYFILE",
      required = true,
      description =
          "Private key of the author, or a shared symmetric key: COSE_Key, JWK or PEM. Can be"
              + " repeated.")
  private List<String> keyFiles = new ArrayList<>();

  @Mixin private EnvelopeInput input;
  @Mixin private OutputOption output = new OutputOption();

  @Mixin
  @SuppressWarnings("UnusedVariable") // read by picocli
  private PassphraseOption passphrase;

  ManifestSignCommand(Console console) {
    super(console);
    this.input = new EnvelopeInput(console);
    this.passphrase = new PassphraseOption(console.in());
  }

  @Override
  int run()
      throws UsageException,
          RejectedException,
          DecodeException,
          GeneralSecurityException,
          IOException {
    List<KeyFile> keys = KeyFile.readAll(keyFiles, console().in());
    SuitEnvelope envelope = input.envelope("manifest sign");
    Signed signed = sign(envelope, keys);
    Fields fields = describe(signed.envelope());
    signed.addTo(fields);
    write(signed.envelope(), output, "signed", fields);
    return ExitCode.GOOD;
  }
}
