package org.teep4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in an image of its own that {@code jlink} makes, which takes no automatic module. */
class RuntimeImageTest {
  @TempDir private Path folder;

  @Test
  void imageHasTamAndAgent() throws Exception {
    Path image = folder.resolve("image");
    link(image);
    String help = run(image, "agent", "run", "--help");
    assertTrue(help.contains("Run a TEEP Agent once"), help);
    // A TAM and an Agent, with keys on curves, HTTP and a device in memory.
    String demo = run(image, "demo");
    assertTrue(demo.contains("The device afterwards"), demo);
    // secp256k1 is in BouncyCastle alone.
    Path key = folder.resolve("key");
    run(image, "keygen", "--alg", "ES256K", "-o", key.toString());
    assertTrue(Files.exists(key));
  }

  private static void link(Path image) {
    ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
    StringWriter said = new StringWriter();
    int code =
        jlink.run(
            new PrintWriter(said),
            new PrintWriter(said),
            "--module-path",
            modulePath(),
            "--add-modules",
            "org.teep4j.cli,org.bouncycastle.provider,jdk.crypto.ec",
            "--ignore-signing-information",
            "--launcher",
            "teep4j=org.teep4j.cli/org.teep4j.cli.Main",
            "--output",
            image.toString());
    assertEquals(0, code, said::toString);
  }

  /** What is a module by its own descriptor, of all on the class path. */
  private static String modulePath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            place ->
                ModuleFinder.of(Path.of(place)).findAll().stream()
                    .anyMatch(module -> !module.descriptor().isAutomatic()))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private String run(Path image, String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(image.resolve("bin").resolve("teep4j").toString());
    command.addAll(List.of(args));
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), command::toString);
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(out);
    assertEquals(0, process.exitValue(), said);
    return said;
  }
}
