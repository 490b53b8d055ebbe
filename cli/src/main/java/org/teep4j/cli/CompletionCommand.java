package org.teep4j.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code teep4j completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Print a script that completes commands and options in bash and zsh.",
      "",
      "It is made of the commands of this version."
    },
    footer = {
      "",
      "Examples:",
      "  source <(teep4j completion)",
      "  teep4j completion > ~/.local/share/bash-completion/completions/teep4j"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CommandLine all = spec.root().commandLine();
    console.out().print(AutoComplete.bash(all.getCommandName(), all));
    return ExitCode.GOOD;
  }
}
