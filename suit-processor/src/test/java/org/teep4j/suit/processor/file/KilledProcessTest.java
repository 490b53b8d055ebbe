package org.teep4j.suit.processor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.cose.CoseKey;
import org.teep4j.suit.processor.Procedure;
import org.teep4j.suit.processor.ProcessListener;
import org.teep4j.suit.processor.authoring.Author;

/** A process that is really killed, at times that nobody chose, ends as if it had not been. */
@Tag("once")
class KilledProcessTest {

  private static final int KILLS = Integer.getInteger("teep4j.kills", 6);

  @TempDir Path folder;

  @Test
  void killedProcessGoesOn() throws Exception {
    CoseKey key = Author.newKey();
    UpdateOfManyParts update = new UpdateOfManyParts(key, DeviceProcess.PAYLOAD);
    Path uninterrupted = folder.resolve("uninterrupted");
    update.prepare(uninterrupted);
    Path device = folder.resolve("device");
    update.prepare(device);
    try (FilePlatform files = FilePlatform.open(uninterrupted)) {
      assertTrue(update.process(files, Procedure.UPDATE, ProcessListener.NONE).isComplete());
    }
    Random random = new Random();
    List<String> told = new ArrayList<>();
    for (int kills = 0; kills < KILLS; kills++) {
      told.add(run(device, key, "4", random.nextInt(500)));
    }
    assertTrue(run(device, key, "0", -1).endsWith(DeviceProcess.DONE), told::toString);
    try (FilePlatform one = FilePlatform.open(uninterrupted);
        FilePlatform other = FilePlatform.open(device)) {
      assertEquals(UpdateOfManyParts.state(one), UpdateOfManyParts.state(other), told::toString);
    }
    assertEquals(UpdateOfManyParts.paths(uninterrupted), UpdateOfManyParts.paths(device));
  }

  /** Runs a process, and kills it some time after it has begun; returns what it said. */
  private static String run(Path device, CoseKey key, String pause, int killAfter)
      throws IOException, InterruptedException {
    Process process =
        Child.start(
            List.of(),
            DeviceProcess.class,
            device.toString(),
            key.encode().toBytes().toHex(),
            pause);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      StringBuilder said = new StringBuilder(killAfter + " ms: ");
      String first = lines.readLine();
      said.append(first);
      if (killAfter >= 0) {
        Thread.sleep(killAfter);
        process.toHandle().destroyForcibly(); // leaves what it has said
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.append("; ").append(line);
      }
      process.waitFor();
      assertEquals(DeviceProcess.BEGUN, first, said::toString);
      return said.toString();
    } finally {
      process.destroyForcibly();
    }
  }
}
