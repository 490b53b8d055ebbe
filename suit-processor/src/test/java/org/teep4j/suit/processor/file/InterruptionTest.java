package org.teep4j.suit.processor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.suit.processor.CommandTarget;
import org.teep4j.suit.processor.Procedure;
import org.teep4j.suit.processor.ProcessListener;
import org.teep4j.suit.processor.ProcessResult;
import org.teep4j.suit.processor.authoring.Author;
import org.teep4j.suit.processor.file.StoppingDisk.Stopped;

/** A procedure that is stopped anywhere and started again ends as if it had not been stopped. */
@Tag("once")
class InterruptionTest {

  private static final UpdateOfManyParts UPDATE = new UpdateOfManyParts(Author.newKey(), 100_000);

  @TempDir Path folder;

  private Path original;
  private Map<String, Object> wanted;
  private List<String> wantedPaths;
  private List<String> changes;

  /** Whether the caller has noted that the procedure is complete, in a place that outlives it. */
  private boolean noted;

  private final ProcessListener caller =
      new ProcessListener() {
        @Override
        public void completed(ProcessResult result) {
          noted = true;
        }
      };

  /** Makes the device before the procedure, and tells how it looks afterwards. */
  private void prepare(Procedure procedure) throws IOException {
    original = folder.resolve("original");
    UPDATE.prepare(original);
    if (procedure == Procedure.UNINSTALL) {
      process(original, Procedure.UPDATE, StoppingDisk.never(), caller);
    }
    Path uninterrupted = copy("uninterrupted");
    StoppingDisk disk = StoppingDisk.never();
    process(uninterrupted, procedure, disk, caller);
    changes = disk.changes();
    wanted = state(uninterrupted);
    wantedPaths = UpdateOfManyParts.paths(uninterrupted);
  }

  private Path copy(String name) throws IOException {
    noted = false;
    Path copy = folder.resolve(name);
    for (String each : UpdateOfManyParts.paths(original)) {
      Files.copy(original.resolve(each), copy.resolve(each));
    }
    return copy;
  }

  private static void process(
      Path device, Procedure procedure, StoppingDisk disk, ProcessListener listener)
      throws IOException {
    try (FilePlatform files = FilePlatform.open(device, id -> true, disk)) {
      ProcessResult result = UPDATE.process(files, procedure, listener);
      assertTrue(result.isComplete(), () -> result.failure().toString());
    }
  }

  private static Map<String, Object> state(Path device) throws IOException {
    try (FilePlatform files = FilePlatform.open(device, id -> true, StoppingDisk.never())) {
      return UpdateOfManyParts.state(files);
    }
  }

  private void assertEnded(Path device, String what) throws IOException {
    assertEquals(wanted, state(device), what);
    assertEquals(wantedPaths, UpdateOfManyParts.paths(device), what);
    UpdateOfManyParts.delete(device);
  }

  @Test
  void uninterruptedUpdateDoesWhatItSays() throws IOException {
    prepare(Procedure.UPDATE);
    assertEquals(Bytes.ofUtf8("old 2"), wanted.get("/app"));
    assertEquals(UPDATE.payload, wanted.get("/app/old"));
    assertEquals(Bytes.ofUtf8("old 2"), wanted.get("/Copy"));
    assertEquals(Bytes.ofUtf8("data"), wanted.get("/data/1"));
    assertEquals(Bytes.ofUtf8("library"), wanted.get("/lib/x"));
    assertEquals(UPDATE.envelope, wanted.get("/manifest"));
    assertEquals(0, wanted.get("journal"));
    assertEquals(
        List.of(
            "",
            "components",
            "components/Copy!1",
            "components/app",
            "components/app+",
            "components/app+/old",
            "components/data+",
            "components/data+/1",
            "components/lib+",
            "components/lib+/m",
            "components/lib+/x",
            "components/manifest",
            "journal",
            "lock",
            "registry.cbor",
            "staged"),
        wantedPaths);
  }

  @Test
  void uninterruptedUninstallationRemovesEverything() throws IOException {
    prepare(Procedure.UNINSTALL);
    assertEquals(
        List.of("", "components", "journal", "lock", "registry.cbor", "staged"), wantedPaths);
  }

  @ParameterizedTest
  @EnumSource(names = {"UPDATE", "UNINSTALL"})
  void stoppedBeforeEachChangeOfTheDisk(Procedure procedure) throws IOException {
    prepare(procedure);
    for (int i = 0; i < changes.size(); i++) {
      for (boolean half : new boolean[] {false, true}) {
        if (half && !changes.get(i).equals("write")) {
          continue;
        }
        String what = i + " " + changes.get(i) + (half ? " in its middle" : "");
        Path device = copy("device");
        StoppingDisk disk = new StoppingDisk(i, half);
        assertThrows(Stopped.class, () -> process(device, procedure, disk, caller), what);
        resume(device, procedure, StoppingDisk.never());
        assertEnded(device, what);
      }
    }
    assertTrue(changes.size() > 50, () -> changes.toString());
  }

  /** Stopped a second time while it goes on, and a third time. */
  @ParameterizedTest
  @EnumSource(names = {"UPDATE", "UNINSTALL"})
  void stoppedSeveralTimes(Procedure procedure) throws IOException {
    prepare(procedure);
    Random random = new Random(1);
    for (int i = 0; i < 30; i++) {
      Path device = copy("device");
      StringBuilder what = new StringBuilder();
      for (int left = 3; left > 0; left--) {
        StoppingDisk disk = new StoppingDisk(random.nextInt(changes.size()), random.nextBoolean());
        try {
          resume(device, procedure, disk);
        } catch (Stopped e) {
          what.append(disk.changes().size()).append(' ').append(e.getMessage()).append("; ");
        }
      }
      resume(device, procedure, StoppingDisk.never());
      assertEnded(device, what.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UPDATE", "UNINSTALL"})
  void stoppedAfterEachCommand(Procedure procedure) throws IOException {
    prepare(procedure);
    int commands = 0;
    while (stopsAfter(commands, procedure)) {
      commands++;
    }
    assertTrue(procedure == Procedure.UNINSTALL || commands > 8, "stopped " + commands + " times");
  }

  private boolean stopsAfter(int commands, Procedure procedure) throws IOException {
    Path device = copy("device");
    ProcessListener listener =
        new ProcessListener() {
          private int left = commands;

          @Override
          public void after(CommandEvent event) {
            if (left-- == 0) {
              throw new Stopped("the next command");
            }
          }

          @Override
          public void completed(ProcessResult result) {
            noted = true;
          }
        };
    boolean stopped = false;
    try {
      process(device, procedure, StoppingDisk.never(), listener);
    } catch (Stopped e) {
      stopped = true;
      resume(device, procedure, StoppingDisk.never());
    }
    assertEnded(device, "after " + commands + " commands");
    return stopped;
  }

  /**
   * Goes on with a procedure, unless the caller knows that it is complete: to process the manifest
   * again would be another procedure.
   */
  private void resume(Path device, Procedure procedure, StoppingDisk disk) throws IOException {
    try (FilePlatform files = FilePlatform.open(device, id -> true, disk)) {
      if (noted) {
        UPDATE.discard(files);
      } else {
        ProcessResult result = UPDATE.process(files, procedure, caller);
        assertTrue(result.isComplete(), () -> result.failure().toString());
      }
    }
  }

  /** What was fetched before the interruption is not fetched again. */
  @Test
  void fetchGoesOnWhereItWas() throws IOException {
    prepare(Procedure.UPDATE);
    List<Long> offsets = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i).equals("write")) {
        Path device = copy("device");
        StoppingDisk disk = new StoppingDisk(i, true);
        assertThrows(Stopped.class, () -> process(device, Procedure.UPDATE, disk, caller));
        UPDATE.fetchedFrom.clear();
        resume(device, Procedure.UPDATE, StoppingDisk.never());
        offsets.addAll(UPDATE.fetchedFrom);
        assertEnded(device, "write " + i);
      }
    }
    // Stopped in the middle of the first and of the second piece.
    assertTrue(offsets.contains(32_768L), offsets::toString);
    assertTrue(offsets.contains(65_536L + (100_000 - 65_536) / 2), offsets::toString);
  }

  @Test
  void progressIsTold() throws IOException {
    prepare(Procedure.UPDATE);
    List<String> told = new ArrayList<>();
    process(
        copy("device"),
        Procedure.UPDATE,
        StoppingDisk.never(),
        new ProcessListener() {
          @Override
          public void progress(CommandTarget target, long bytes, Optional<Uint> size) {
            told.add(target.component() + " " + bytes + " " + size.map(Uint::toString).orElse("?"));
          }
        });
    assertTrue(told.get(0).matches("/lib/m \\d+ \\?"), told::toString);
    assertEquals(List.of("/app 65536 100000", "/app 100000 100000"), told.subList(1, told.size()));
  }

  /** A device that starts what it has, and then goes on with its update. */
  @Test
  void invocationMeanwhileDoesNotHarm() throws IOException {
    prepare(Procedure.UPDATE);
    for (int i = 0; i < changes.size(); i += 7) {
      Path device = copy("device");
      StoppingDisk disk = new StoppingDisk(i, false);
      assertThrows(Stopped.class, () -> process(device, Procedure.UPDATE, disk, caller));
      try (FilePlatform files = FilePlatform.open(device, id -> true, StoppingDisk.never())) {
        UPDATE.process(files, Procedure.INVOCATION, caller);
      }
      resume(device, Procedure.UPDATE, StoppingDisk.never());
      assertEnded(device, i + " " + changes.get(i));
    }
  }
}
