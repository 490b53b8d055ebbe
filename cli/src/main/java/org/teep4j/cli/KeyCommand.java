package org.teep4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code teep4j key}. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "Convert keys, list them and print their thumbprints.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "'teep4j key COMMAND --help' describes a command."})
final class KeyCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  static CommandLine of(Console console) {
    return new CommandLine(new KeyCommand())
        .addSubcommand(new KeyConvertCommand(console))
        .addSubcommand(new KeyListCommand(console))
        .addSubcommand(new KeyThumbprintCommand(console));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }
}
