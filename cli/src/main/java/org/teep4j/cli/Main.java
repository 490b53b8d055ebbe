package org.teep4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code teep4j} command. */
@Command(
    name = "teep4j",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "TEEP messages, SUIT manifests, COSE and CBOR.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 good; 1 rejected or failed; 2 wrong usage or unreadable file.",
      "'teep4j COMMAND --help' tells more of a command."
    })
public final class Main implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  private Main() {}

  /**
   * Runs the command and exits with its code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, false, StandardCharsets.UTF_8);
    Console console =
        new Console(
            new StandardInput(System.in),
            new FileOutputStream(FileDescriptor.out),
            new PrintWriter(out, false, StandardCharsets.UTF_8),
            new PrintWriter(err, true, StandardCharsets.UTF_8),
            Terminal.detect());
    int code = run(console, args);
    console.out().flush();
    System.exit(code);
  }

  /** Runs the command. */
  static int run(Console console, String... args) {
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand(new ReplayCommand(console));
    line.addSubcommand(new InspectCommand(console));
    line.addSubcommand(new VerifyCommand(console));
    line.addSubcommand(new SignCommand(console));
    line.addSubcommand(new MacCommand(console));
    line.addSubcommand(new EncryptCommand(console));
    line.addSubcommand(new DecryptCommand(console));
    line.addSubcommand(new KeygenCommand(console));
    line.addSubcommand(KeyCommand.of(console));
    line.setOut(console.out());
    line.setErr(console.err());
    line.setUsageHelpWidth(Math.max(60, Math.min(100, console.terminal().width())));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(console.terminal().colour() ? Ansi.ON : Ansi.OFF));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler((refused, given) -> misused(console, refused));
    line.setExecutionExceptionHandler((thrown, command, result) -> failed(console, thrown));
    int code = line.execute(args);
    console.out().flush();
    console.err().flush();
    return code;
  }

  /** Where a command is missing, the list of them; otherwise help would hide the reason. */
  private static int misused(Console console, CommandLine.ParameterException refused) {
    CommandLine command = refused.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    console.error(refused.getMessage() + "; see " + name + " --help");
    if (!command.getSubcommands().isEmpty()) {
      command.usage(console.err());
    }
    return ExitCode.USAGE;
  }

  private static int failed(Console console, Exception thrown) {
    console.progress("");
    if (thrown instanceof UsageException || thrown instanceof IOException) {
      console.error(String.valueOf(thrown.getMessage()));
      return ExitCode.USAGE;
    }
    console.error("this should not happen: " + thrown);
    thrown.printStackTrace(console.err());
    return ExitCode.REJECTED;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }
}
