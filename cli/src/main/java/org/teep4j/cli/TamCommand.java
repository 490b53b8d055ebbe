package org.teep4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code teep4j tam}. */
@Command(
    name = "tam",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Run a TAM, or find out what another one speaks.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "'teep4j tam COMMAND --help' describes a command."})
final class TamCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  static CommandLine of(Console console) {
    return new CommandLine(new TamCommand())
        .addSubcommand(new TamServeCommand(console))
        .addSubcommand(new TamDoctorCommand(console));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }
}
