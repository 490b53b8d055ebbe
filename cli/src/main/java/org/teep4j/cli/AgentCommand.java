package org.teep4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code teep4j agent}. */
@Command(
    name = "agent",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Run a TEEP Agent on a device whose components are files.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "'teep4j agent COMMAND --help' describes a command."})
final class AgentCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  static CommandLine of(Console console) {
    return new CommandLine(new AgentCommand()).addSubcommand(new AgentRunCommand(console));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }
}
