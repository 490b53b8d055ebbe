package org.teep4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code teep4j manifest}. */
@Command(
    name = "manifest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Make, change, check and try SUIT manifests.",
      "",
      "A manifest tells a device what to install and how. It travels in an envelope, together with"
          + " its signatures and, if wanted, with the payloads."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "From a description to a signed update:",
      "  teep4j manifest create --example integrated > update.yaml",
      "  teep4j manifest create -o unsigned.suit update.yaml",
      "  teep4j manifest lint unsigned.suit",
      "  teep4j manifest sign --key author.jwk -o update.suit unsigned.suit",
      "  teep4j manifest verify --key author.pub update.suit",
      "  teep4j manifest process --key author.pub --device device.json --store device update.suit",
      "",
      "'teep4j manifest COMMAND --help' describes a command."
    })
final class ManifestCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  static CommandLine of(Console console) {
    return new CommandLine(new ManifestCommand())
        .addSubcommand(new ManifestCreateCommand(console))
        .addSubcommand(new ManifestSignCommand(console))
        .addSubcommand(new ManifestSeverCommand(console))
        .addSubcommand(new ManifestAttachCommand(console))
        .addSubcommand(new ManifestExtractCommand(console))
        .addSubcommand(new ManifestEncryptCommand(console))
        .addSubcommand(new ManifestVerifyCommand(console))
        .addSubcommand(new ManifestLintCommand(console))
        .addSubcommand(new ManifestShowCommand(console))
        .addSubcommand(new ManifestProcessCommand(console))
        .addSubcommand(new ManifestReportCommand(console));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }
}
