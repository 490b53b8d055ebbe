package org.teep4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.teep4j.vectors.TestVector;
import org.teep4j.vectors.VectorKind;
import org.teep4j.vectors.load.BuiltInVectors;

/**
 * Runs typical uses of the commands once, so that the launcher gets an archive of the required
 * classes. Not a command.
 */
final class Rehearsal {
  private Rehearsal() {}

  /**
   * Runs all of it.
   *
   * @param args nothing
   */
  public static void main(String[] args) throws IOException {
    for (TestVector vector : BuiltInVectors.load("teep-26").vectors()) {
      if (vector.kind() != VectorKind.PAYLOAD) {
        run("inspect", "--hex", HexFormat.of().formatHex(vector.bytes()));
      }
    }
    Path folder = Files.createTempDirectory("teep4j");
    List<Path> files =
        List.of(folder.resolve("key"), folder.resolve("public"), folder.resolve("signed"));
    String key = files.get(0).toString();
    String signed = files.get(2).toString();
    try {
      run("keygen", "--alg", "ESP256", "-o", key, "--public", files.get(1).toString());
      run("sign", "--key", key, "-o", signed, files.get(1).toString());
      run("verify", "--key", files.get(1).toString(), signed);
      run("inspect", signed);
    } finally {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.delete(folder);
    }
  }

  private static void run(String... args) {
    Console nowhere =
        new Console(
            new StandardInput(InputStream.nullInputStream()),
            OutputStream.nullOutputStream(),
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(Writer.nullWriter()),
            Terminal.detect());
    int code = Main.run(nowhere, args);
    if (code != ExitCode.GOOD) {
      throw new IllegalStateException(String.join(" ", args) + " ended with " + code);
    }
  }
}
