package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys in a PKCS #11 token. The token is made in a folder of its own and thrown away. SoftHSM finds
 * it by an environment variable, so that the work is done by a process of its own: {@link
 * OnSoftHsm}.
 */
@EnabledIfSystemProperty(
    named = "teep4j.softhsm",
    matches = ".+",
    disabledReason =
        "needs SoftHSM 2: install softhsm2, and give -Dteep4j.softhsm=/usr/lib/softhsm/libsofthsm2.so")
class SoftHsmTest {

  @Test
  void keysThatNeverLeaveTheTokenAreUsed(@TempDir Path folder) throws Exception {
    Path tokens = Files.createDirectory(folder.resolve("tokens"));
    Path configuration =
        Files.writeString(
            folder.resolve("softhsm2.conf"),
            "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
    run(
        configuration,
        List.of(
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            "teep4j",
            "--so-pin",
            "so-" + OnSoftHsm.PIN,
            "--pin",
            OnSoftHsm.PIN));
    Path provider =
        Files.writeString(
            folder.resolve("pkcs11.cfg"),
            OnSoftHsm.configuration(System.getProperty("teep4j.softhsm")));
    List<String> lines =
        run(
            configuration,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OnSoftHsm.class.getName(),
                provider.toString()));
    lines.forEach(System.out::println);
    assertEquals(OnSoftHsm.EXPECTED, lines);
  }

  private static List<String> run(Path configuration, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
    builder.environment().put("SOFTHSM2_CONF", configuration.toString());
    File output = File.createTempFile("output", ".txt", configuration.getParent().toFile());
    Process process = builder.redirectErrorStream(true).redirectOutput(output).start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("no end of " + command);
    }
    List<String> lines = Files.readAllLines(output.toPath(), StandardCharsets.UTF_8);
    assertEquals(0, process.exitValue(), () -> command.get(0) + ": " + lines);
    return lines;
  }
}
