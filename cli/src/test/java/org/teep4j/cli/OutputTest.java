package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;

/** Where results go: what is written arrives, and takes the place of nothing else. */
class OutputTest {
  private static final byte[] CONTENT = "content of some length".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private KeyFolder keys;
  private String content;

  @BeforeEach
  void prepare() throws Exception {
    keys = new KeyFolder(folder);
    content = Samples.write(folder, "content", CONTENT);
  }

  // What one key made of a ciphertext is not followed by what the next one makes of it.

  @Test
  void everyKeyStartsAnew() throws Exception {
    String right = keys.keygen("right", "--alg", "A128CBC");
    String message = keys.file("m");
    String apart = keys.file("apart");
    byte[] large = new byte[100_000];
    Samples.write(folder, "content", large);
    KeyFolder.good(
        "encrypt",
        "--unauthenticated",
        "--key",
        right,
        "--detached",
        apart,
        "-o",
        message,
        content);
    // One wrong key in 256 finds padding; none of them may leave anything behind.
    String[] decrypt = {"decrypt", "--unauthenticated", "--detached", apart, message};
    for (int i = 0; i < 3; i++) {
      String wrong = wrongKey(decrypt);
      Run piped = KeyFolder.good(with(decrypt, "--key", wrong, "--key", right));
      assertArrayEquals(large, piped.data);
      String out = keys.file("out");
      KeyFolder.good(with(decrypt, "--key", wrong, "--key", right, "-o", out, "--force"));
      assertArrayEquals(large, Files.readAllBytes(Path.of(out)));
      Run digits = KeyFolder.good(with(decrypt, "--key", wrong, "--key", right, "--hex"));
      assertEquals(2 * large.length + 1, digits.data.length);
      Run refused = Run.of(with(decrypt, "--key", wrong));
      assertEquals(ExitCode.REJECTED, refused.code);
      assertEquals(0, refused.data.length);
    }
  }

  private String wrongKey(String... decrypt) {
    while (true) {
      String wrong = keys.keygen("wrong", "--alg", "A128CBC");
      if (Run.of(with(decrypt, "--key", wrong)).code == ExitCode.REJECTED) {
        return wrong;
      }
    }
  }

  private static String[] with(String[] command, String... more) {
    String[] all = Samples.concat(new String[] {command[0]}, more);
    return Samples.concat(all, List.of(command).subList(1, command.length).toArray(new String[0]));
  }

  // Modes.

  @Test
  void aReplacedFileKeepsItsMode() throws Exception {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    String key = keys.keygen("k", "--alg", "A128GCM");
    String message = keys.file("m");
    KeyFolder.good("encrypt", "--key", key, "-o", message, content);
    Path out = folder.resolve("out");
    for (String mode : new String[] {"rw-------", "rw-r-----", "rw-rw-rw-", "r--------"}) {
      Files.deleteIfExists(out);
      Files.createFile(out);
      Files.setPosixFilePermissions(out, PosixFilePermissions.fromString(mode));
      KeyFolder.good("decrypt", "--key", key, "-o", out.toString(), "--force", message);
      assertArrayEquals(CONTENT, Files.readAllBytes(out));
      assertEquals(mode, mode(out));
      boolean group = mode.startsWith("r--");
      KeyFolder.good("keygen", "--alg", "ES256", "-o", out.toString(), "--force");
      assertEquals(group ? "r--------" : "rw-------", mode(out));
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void aReplacedFileIsReplacedThroughItsLink() throws Exception {
    String key = keys.keygen("k", "--alg", "A128GCM");
    String message = keys.file("m");
    KeyFolder.good("encrypt", "--key", key, "-o", message, content);
    Path out = Files.createFile(folder.resolve("out"));
    Path link = link("link", out);
    KeyFolder.good("decrypt", "--key", key, "-o", link.toString(), "--force", message);
    assertTrue(Files.isSymbolicLink(link));
    assertArrayEquals(CONTENT, Files.readAllBytes(out));
  }

  @Test
  void nothingIsLeftOfAResultThatIsRefused() throws Exception {
    String key = keys.keygen("k", "--alg", "A128GCM");
    String wrong = keys.keygen("wrong", "--alg", "A128GCM");
    String message = keys.file("m");
    KeyFolder.good("encrypt", "--key", key, "-o", message, content);
    Set<Path> before = files();
    Run run = Run.of("decrypt", "--key", wrong, "-o", keys.file("out"), message);
    assertEquals(ExitCode.REJECTED, run.code, run::toString);
    assertEquals(before, files());
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.collect(Collectors.toSet());
    }
  }

  // One place for two things.

  @Test
  void twoResultsDoNotGoToOneFile() throws Exception {
    String key = keys.keygen("k", "--alg", "A128GCM");
    String same = keys.file("same");
    String other = folder.resolve("x/../same").toString();
    Files.createDirectory(folder.resolve("x"));
    Path link = link("link", folder.resolve("same"));
    for (String second : List.of(same, other, link.toString())) {
      twice("keygen", "--alg", "ES256", "-o", same, "--public", second, "--force");
      twice("keygen", "--alg", "ES256", "-o", second, "--public", same, "--force");
      twice("encrypt", "--key", key, "-o", same, "--detached", second, "--force", content);
    }
    assertFalse(Files.exists(Path.of(same)));
    CoseKey before = CoseKey.decode(Bytes.wrap(Files.readAllBytes(Path.of(key))));
    Path hard = Files.createLink(folder.resolve("hard"), Path.of(key));
    twice("keygen", "--alg", "ES256", "-o", key, "--public", hard.toString(), "--force");
    twice("keygen", "--alg", "ES256", "-o", "-", "--public", "-");
    if (Files.exists(Path.of("/dev/stdout"))) {
      twice("keygen", "--alg", "ES256", "-o", "/dev/stdout", "--public", "/dev/stdout");
      twice("keygen", "--alg", "ES256", "-o", "-", "--public", "/dev/fd/1");
      twice("encrypt", "--key", key, "-o", "-", "--detached", "/dev/stdout", content);
    }
    assertEquals(before, CoseKey.decode(Bytes.wrap(Files.readAllBytes(Path.of(key)))));
  }

  private Path link(String name, Path target) throws IOException {
    try {
      return Files.createSymbolicLink(folder.resolve(name), target);
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      assumeTrue(false, "this system has no symbolic links");
      throw noLinks;
    }
  }

  private static void twice(String... args) {
    refused(": two results would go there", args);
  }

  private static void refused(String reason, String... args) {
    Run run = Run.of(args);
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertTrue(run.err.contains(reason), run::toString);
    assertEquals(0, run.data.length);
  }

  @Test
  void noResultTakesThePlaceOfAnInput() throws Exception {
    String pair = keys.pair("pair", "--alg", "ES256");
    String shared = keys.keygen("shared", "--alg", "A128GCM");
    String mac = keys.keygen("mac", "--alg", "HMAC 256/256");
    String sealed = keys.file("sealed");
    String signed = keys.file("signed");
    KeyFolder.good("encrypt", "--key", shared, "-o", sealed, content);
    KeyFolder.good("sign", "--key", pair, "-o", signed, content);
    Path link = link("link", Path.of(pair));
    String[][] commands = {
      {"key", "convert", "--public", "-o", pair, pair},
      {"key", "convert", "--public", "-o", link.toString(), pair},
      {"sign", "--key", pair, "-o", pair, content},
      {"sign", "--key", pair, "-o", content, content},
      {"sign", "--key", pair, "--aad", sealed, "-o", sealed, content},
      {"mac", "--key", mac, "-o", mac, content},
      {"encrypt", "--key", shared, "-o", shared, content},
      {"encrypt", "--key", shared, "-o", "-", "--detached", shared, content},
      {"decrypt", "--key", shared, "-o", shared, sealed},
      {"decrypt", "--key", shared, "-o", sealed, sealed},
      {"verify", "--key", pair, "-o", pair, signed},
      {"verify", "--key", pair, "--countersigner", pair, "-o", signed, signed},
    };
    for (String[] command : commands) {
      refused(": is an input too", Samples.concat(command, "--force"));
    }
  }

  // Output that does not arrive.

  private static final class Full extends OutputStream {
    private final String reason;
    private final int room;
    private int written;

    Full(String reason, int room) {
      this.reason = reason;
      this.room = room;
    }

    @Override
    public void write(int b) throws IOException {
      if (++written > room) {
        throw new IOException(reason);
      }
    }
  }

  private static Run onto(OutputStream full, String... args) {
    StandardOutput data = new StandardOutput(full);
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new StandardInput(new ByteArrayInputStream(new byte[0])),
            data,
            new PrintWriter(data, false, StandardCharsets.UTF_8),
            new PrintWriter(err),
            new Terminal(80, false, false, false));
    return Run.of(console, err, args);
  }

  private List<String[]> everyCommand() throws Exception {
    String pair = keys.pair("pair", "--alg", "ES256");
    String shared = keys.keygen("shared", "--alg", "A128GCM");
    String mac = keys.keygen("mac", "--alg", "HMAC 256/256");
    String sealed = keys.file("sealed");
    String signed = keys.file("signed");
    String digits = Samples.write(folder, "a.hex", "01");
    KeyFolder.good("encrypt", "--key", shared, "-o", sealed, content);
    KeyFolder.good("sign", "--key", pair, "-o", signed, content);
    return List.of(
        new String[] {"--help"},
        new String[] {"--version"},
        new String[] {"sign", "--help"},
        new String[] {"key", "convert", "--help"},
        new String[] {"inspect", signed},
        new String[] {"inspect", "--json", signed},
        new String[] {"verify", "--key", pair, signed},
        new String[] {"verify", "--key", keys.keygen("other", "--alg", "ES256"), signed},
        new String[] {"verify", "--key", pair, "-o", "-", signed},
        new String[] {"sign", "--key", pair, content},
        new String[] {"sign", "--key", pair, "-o", keys.file("new"), "--force", content},
        new String[] {"mac", "--key", mac, content},
        new String[] {"encrypt", "--key", shared, content},
        new String[] {"decrypt", "--key", shared, sealed},
        new String[] {"decrypt", "--key", shared, "--hex", sealed},
        new String[] {"keygen", "--alg", "ES256"},
        new String[] {"key", "convert", "--to", "diag", pair},
        new String[] {"key", "thumbprint", pair},
        new String[] {"replay", digits},
        new String[] {"replay", "--json", digits});
  }

  @Test
  void whatDoesNotArriveIsAnErrorOnce() throws Exception {
    for (String[] command : everyCommand()) {
      for (int room : new int[] {0, 3}) {
        Run run = onto(new Full("No space left on device", room), command);
        assertEquals(ExitCode.USAGE, run.code, () -> String.join(" ", command) + run);
        String line = "teep4j: standard output: cannot be written: No space left on device\n";
        assertTrue(run.err.endsWith(line), run::toString);
        assertEquals(1, run.err.split("cannot be written", -1).length - 1, run::toString);
      }
    }
  }

  @Test
  void whoHasSeenEnoughIsToldNothing() throws Exception {
    for (String[] command : everyCommand()) {
      Run run = onto(new Full("Broken pipe", 3), command);
      assertEquals(ExitCode.USAGE, run.code, () -> String.join(" ", command) + run);
      assertFalse(run.err.contains("cannot be written"), run::toString);
    }
  }

  @Test
  void aFullDeviceIsAnErrorForEachCommand() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")));
    String pair = keys.pair("pair", "--alg", "ES256");
    Run run = Run.of("sign", "--key", pair, "-o", "/dev/full", content);
    assertEquals(ExitCode.USAGE, run.code, run::toString);
    assertTrue(run.err.contains("/dev/full: cannot be written: "), run::toString);
  }
}
