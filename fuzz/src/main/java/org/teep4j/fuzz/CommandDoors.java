package org.teep4j.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.teep4j.cli.CommandDoor;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.CoseKeys;

/** The command, with the input as its file. */
final class CommandDoors {
  /**
   * What picocli takes for a command line, which grows with the options of all commands; notation,
   * as {@link Budget#NOTATION}, and output.
   */
  private static final Budget COMMAND = new Budget(768, 3 << 19);

  private CommandDoors() {}

  static List<Door<?>> all() {
    return List.of(
        Door.binary("inspect", input -> run(input, "inspect", "FILE")).within(COMMAND).slow(40),
        Door.binary("inspect-json", input -> run(input, "inspect", "--json", "FILE"))
            .within(COMMAND)
            .slow(40),
        Door.binary("command-key", input -> run(input, "key", "thumbprint", "FILE"))
            .within(COMMAND)
            .slow(40),
        Door.binary("command-verify", input -> run(input, "verify", "--key", "KEY", "FILE"))
            .within(COMMAND)
            .slow(40),
        Door.binary("manifest-create", input -> run(input, "manifest", "create", "FILE"))
            .within(AuthorDoors.LINT)
            .slow(40),
        Door.binary("manifest-show", input -> run(input, "manifest", "show", "FILE"))
            .within(AuthorDoors.LINT)
            .slow(40));
  }

  private static int run(byte[] input, String... args) throws IOException, DecodeException {
    Path file = Scratch.file("input");
    Path key = Scratch.file("key.pem");
    Files.write(file, input);
    if (!Files.exists(key)) {
      Files.write(key, Text.bytes(CoseKeys.toPem(FixedKeys.SIGNING.toPublic())));
    }
    String[] named = args.clone();
    for (int i = 0; i < named.length; i++) {
      named[i] =
          named[i].equals("FILE")
              ? file.toString()
              : named[i].equals("KEY") ? key.toString() : named[i];
    }
    StringWriter err = new StringWriter();
    int code = CommandDoor.run(new PrintWriter(Writer.nullWriter()), new PrintWriter(err), named);
    if (err.toString().contains("this should not happen")) {
      throw new AssertionError(err.toString());
    }
    if (code != 0) {
      throw new DecodeException(Reason.SYNTAX, 0, "exit code " + code);
    }
    return code;
  }
}
