package org.teep4j.cli;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import org.teep4j.cli.demo.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code teep4j demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Watch a TAM and a device install, update and delete Trusted Components.",
      "",
      "Both run in this process, with new keys, and talk over HTTP on this machine. Each message is"
          + " decoded and shown as it passes; nothing is left behind."
    },
    footer = {
      "",
      "Exit codes: 0 everything came as it must; 1 something did not; 2 wrong usage, or this"
          + " machine has no loopback network."
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = {"-v", "--verbose"},
      description = "Show each message whole, in diagnostic notation.")
  private boolean verbose;

  @Mixin private PeerOption peer = new PeerOption();

  private final Console console;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, IOException, GeneralSecurityException {
    return new Demo(console, peer.options(), verbose).run() ? ExitCode.GOOD : ExitCode.REJECTED;
  }
}
