package org.teep4j.vectors.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.Journal;
import org.teep4j.suit.processor.ProcessListener;
import org.teep4j.vectors.format.Scenario;
import org.teep4j.vectors.format.ScenarioPack;
import org.teep4j.vectors.load.BuiltInVectors;

/** The scenarios on files, stopped and started again. */
@Tag("once")
class ScenarioFilesTest {
  private static final ScenarioPack PACK = (ScenarioPack) BuiltInVectors.scenarios();

  /** Waiting for a disk takes most of the time, and many systems have a folder without one. */
  static final class Diskless implements TempDirFactory {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.isWritable(SHARED_MEMORY)
          ? Files.createTempDirectory(SHARED_MEMORY, "teep4j")
          : Files.createTempDirectory("teep4j");
    }
  }

  @TempDir(factory = Diskless.class)
  private Path folder;

  @Test
  void filesEndAsMemoryDoes() {
    assertEquals(
        List.of(),
        OwnScenariosTest.differences(
            ScenarioReplay.of("own", PACK, Optional.of(folder.resolve("devices")))));
  }

  /** What a device has in the end. */
  private record End(
      Map<SuitComponentIdentifier, Optional<Bytes>> contents,
      Set<InstalledManifest> installed,
      List<Bytes> journal) {}

  /** The program ends at once; no code of the processor handles this. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Stops behind one of its records. */
  private static final class StoppingJournal implements Journal {
    private final Journal journal;
    private int left;
    private int written;

    private StoppingJournal(Journal journal, int left) {
      this.journal = journal;
      this.left = left;
    }

    @Override
    public List<Bytes> records() throws IOException {
      return journal.records();
    }

    @Override
    public void append(Bytes entry) throws IOException {
      journal.append(entry);
      written++;
      left--;
      if (left == 0) {
        throw new Stopped();
      }
    }

    @Override
    public void clear() throws IOException {
      journal.clear();
    }
  }

  private static boolean isComplete(Scenario scenario) {
    return scenario.steps().stream().allMatch(step -> step.expected().result().equals("complete"));
  }

  @Test
  void stoppedBehindEachRecordItEndsTheSame() throws Exception {
    int stops = 0;
    for (Scenario scenario : PACK.scenarios()) {
      if (isComplete(scenario)) {
        Path device = folder.resolve(scenario.name());
        int[] records = new int[1];
        End wanted = run(scenario, device.resolve("whole"), 0, records);
        assertEquals(List.of(), wanted.journal(), scenario.name());
        for (int stop = 1; stop <= records[0]; stop++) {
          String what = scenario.name() + ", stopped behind record " + stop;
          assertEquals(
              wanted, run(scenario, device.resolve("stop-" + stop), stop, new int[1]), what);
          stops++;
        }
      }
    }
    assertTrue(stops > 500, stops + " stops");
  }

  /** Runs all steps; the device is opened anew behind each, and behind a stop. */
  private static End run(Scenario scenario, Path device, int stop, int[] records) throws Exception {
    ScenarioRun run = new ScenarioRun(scenario, ProcessListener.NONE);
    ScenarioState.inNewFolder(scenario, device).close();
    int left = stop;
    for (Scenario.Step step : scenario.steps()) {
      boolean stopped = true;
      while (stopped) {
        try (ScenarioState state = ScenarioState.inFolder(scenario, device)) {
          StoppingJournal journal = new StoppingJournal(state.journal(), left);
          stopped = false;
          try {
            ScenarioRun.End end = run.process(step, with(state, journal));
            assertEquals("complete", end.word(), scenario.name() + ": " + end.message());
          } catch (Stopped e) {
            stopped = true;
          }
          left = stopped ? 0 : Math.max(0, left - journal.written);
          records[0] += journal.written;
        }
      }
    }
    try (ScenarioState state = ScenarioState.inFolder(scenario, device)) {
      return new End(
          state.contents(scenario),
          Set.copyOf(state.registry().manifests()),
          state.journal().records());
    }
  }

  private static ScenarioState with(ScenarioState state, Journal journal) {
    return new ScenarioState(state.store(), state.registry(), journal, () -> {});
  }

  // What is refused before the first command.

  private static final Set<String> REFUSED =
      Set.of(
          "auth-none",
          "auth-stranger",
          "auth-other-digest",
          "auth-other-manifest",
          "auth-digest-alone-differs",
          "auth-mac-of-another",
          "encoding-version-0",
          "encoding-version-2",
          "sequence-lower",
          "sequence-64-bits",
          "sequence-without-id",
          "component-unknown",
          "component-unknown-unused",
          "component-count-1",
          "index-first-in-section",
          "index-first-in-shared",
          "severed-needed",
          "severed-one-of-two",
          "severed-exchanged",
          "command-unknown",
          "command-unknown-later",
          "command-custom-unhandled",
          "parameter-unknown",
          "acl-manifest");

  @Test
  void whatIsRefusedTouchesNothing() throws Exception {
    List<String> found = new ArrayList<>();
    for (Scenario scenario : PACK.scenarios()) {
      if (REFUSED.contains(scenario.name())) {
        found.add(scenario.name());
        ScenarioRun run = new ScenarioRun(scenario, ProcessListener.NONE);
        try (ScenarioState state = ScenarioState.inMemory(scenario)) {
          ChangesSeen seen = new ChangesSeen(state);
          ScenarioRun.End end = run.process(scenario.steps().get(0), seen.state());
          assertEquals("abort", end.word(), scenario.name());
          assertEquals(List.of(), seen.changes(), scenario.name());
          assertEquals(List.of(), run.fetchedAndInvoked(), scenario.name());
        }
      }
    }
    assertEquals(
        REFUSED.stream().sorted().toList(),
        found.stream().sorted(Comparator.naturalOrder()).toList());
  }
}
