package org.teep4j.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code teep4j man}. */
@Command(
    name = "man",
    mixinStandardHelpOptions = true,
    description = {
      "Print the manual page, with every command and option.",
      "",
      "It is made of the same texts as --help."
    },
    footer = {"", "Examples:", "  teep4j man | man -l -", "  teep4j man > teep4j.1"})
final class ManCommand implements Callable<Integer> {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  ManCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().print(new ManPage(spec.root()).text());
    return ExitCode.GOOD;
  }
}
