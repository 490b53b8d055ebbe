package org.teep4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
      "Exit codes: 0 success; 1 rejected or failed; 2 wrong usage, or a file cannot"
          + " be read or written.",
      "'teep4j COMMAND --help' describes a command."
    })
public final class Main implements Runnable {
  private static final Map<String, Function<Console, Object>> COMMANDS = new LinkedHashMap<>();

  static {
    // Without it, the content of a response waits until the client has confirmed its head. The
    // server of the JDK looks once, before the first one is made.
    System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    COMMANDS.put("demo", DemoCommand::new);
    COMMANDS.put("replay", ReplayCommand::new);
    COMMANDS.put("inspect", InspectCommand::new);
    COMMANDS.put("diff", DiffCommand::new);
    COMMANDS.put("edn", EdnCommand::new);
    COMMANDS.put("verify", VerifyCommand::new);
    COMMANDS.put("sign", SignCommand::new);
    COMMANDS.put("mac", MacCommand::new);
    COMMANDS.put("encrypt", EncryptCommand::new);
    COMMANDS.put("decrypt", DecryptCommand::new);
    COMMANDS.put("keygen", KeygenCommand::new);
    COMMANDS.put("key", KeyCommand::of);
    COMMANDS.put("manifest", ManifestCommand::of);
    COMMANDS.put("tam", TamCommand::of);
    COMMANDS.put("agent", AgentCommand::of);
    COMMANDS.put("bench", console -> new BenchCommand());
    COMMANDS.put("help", HelpCommand::new);
    COMMANDS.put("completion", CompletionCommand::new);
    COMMANDS.put("man", ManCommand::new);
  }

  /** The commands that are about all others. */
  private static final Set<String> ABOUT_ALL = Set.of("help", "completion", "man");

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
    System.exit(run(Console.system(), args));
  }

  /** Runs the command. */
  static int run(Console console, String... args) {
    CommandLine line = new CommandLine(new Main());
    // Picocli looks at every field of every command that it is told of, for longer than most take
    // to run: it is told of the one that is meant.
    String first = args.length == 0 || ABOUT_ALL.contains(args[0]) ? "" : args[0];
    COMMANDS.forEach(
        (name, command) -> {
          if (name.equals(first) || !COMMANDS.containsKey(first)) {
            line.addSubcommand(name, command.apply(console));
          }
        });
    return run(console, line, args);
  }

  /**
   * Runs a command with the common settings of all commands.
   *
   * @param console the input and output of the command
   * @param line the command
   * @param args the arguments of the command
   * @return an {@link ExitCode}
   */
  public static int run(Console console, CommandLine line, String... args) {
    line.setOut(console.out());
    line.setErr(console.err());
    line.setUsageHelpWidth(Math.max(60, Math.min(100, console.terminal().width())));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(console.terminal().colour() ? Ansi.ON : Ansi.OFF));
    // A name that begins with @ is an ordinary file name, not a file of arguments.
    line.setExpandAtFiles(false);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Integer.class, Main::number);
    line.setParameterExceptionHandler((refused, given) -> misused(console, refused));
    line.setExecutionExceptionHandler((thrown, command, result) -> failed(console, thrown));
    int code = line.execute(args);
    Optional<IOException> lost = console.lost();
    lost.filter(reason -> !isBrokenPipe(reason))
        .ifPresent(
            reason -> console.error("standard output: cannot be written: " + reason.getMessage()));
    console.err().flush();
    return lost.isPresent() ? ExitCode.USAGE : code;
  }

  /** Whether the reader has closed the pipe, as {@code head} does; this is not reported. */
  private static boolean isBrokenPipe(IOException reason) {
    // The message comes from the system; the word is the same in most languages.
    return String.valueOf(reason.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
  }

  private static Integer number(String typed) {
    try {
      return Integer.valueOf(typed);
    } catch (NumberFormatException refused) {
      throw new CommandLine.TypeConversionException(
          "'" + typed + "' is no number from 0 to " + Integer.MAX_VALUE);
    }
  }

  /**
   * Prints the list of commands only if a command is missing; otherwise it would hide the reason.
   */
  private static int misused(Console console, CommandLine.ParameterException refused) {
    CommandLine command = refused.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    boolean lists = !command.getSubcommands().isEmpty();
    if (lists
        && refused instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()) {
      String typed = unmatched.getUnmatched().get(0);
      console.error(name + " has no command '" + typed + "'" + meant(refused));
    } else {
      String meant = meant(refused);
      String advice = meant.isEmpty() ? "; see " + name + " --help" : meant;
      console.error(refused.getMessage() + advice);
    }
    if (lists) {
      command.usage(console.err());
    }
    return ExitCode.USAGE;
  }

  /** What may have been meant by something unknown; empty if nothing is similar. */
  private static String meant(CommandLine.ParameterException refused) {
    if (!(refused instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return "";
    }
    List<String> similar = unmatched.getSuggestions();
    return similar.isEmpty() ? "" : "; did you mean " + similar.get(0) + "?";
  }

  private static int failed(Console console, Exception thrown) {
    console.progress("");
    if (thrown instanceof IOException && console.lost().isPresent()) {
      // This is reported once, at the end.
      return ExitCode.USAGE;
    }
    if (thrown instanceof UsageException || thrown instanceof IOException) {
      console.error(String.valueOf(thrown.getMessage()));
      return ExitCode.USAGE;
    }
    console.error("this should not happen: " + thrown);
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    trace.toString().lines().forEach(line -> console.err().println(Text.safe(line)));
    return ExitCode.REJECTED;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }
}
