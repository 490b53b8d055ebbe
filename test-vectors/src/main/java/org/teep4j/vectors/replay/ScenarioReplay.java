package org.teep4j.vectors.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.processor.ProcessListener;
import org.teep4j.vectors.format.Scenario;
import org.teep4j.vectors.format.ScenarioPack;

/** Replays scenarios for a SUIT manifest processor. */
final class ScenarioReplay {
  private ScenarioReplay() {}

  /**
   * Runs all scenarios of a pack.
   *
   * @param name the name of the set
   * @param store a folder for the devices; empty for devices in memory
   */
  static SetReplay of(String name, ScenarioPack pack, Optional<Path> store) {
    List<ReplayResult> results =
        new ArrayList<>(
            pack.scenarios().parallelStream()
                .map(each -> run(each, store.map(folder -> folder.resolve(each.name()))))
                .toList());
    pack.unreadable().forEach((scenario, why) -> results.add(Levels.unreadable(scenario, why)));
    return new SetReplay(name, pack.title(), pack.count(), results);
  }

  private static ReplayResult run(Scenario scenario, Optional<Path> folder) {
    try (ScenarioState state =
        folder.isPresent()
            ? ScenarioState.inNewFolder(scenario, folder.get())
            : ScenarioState.inMemory(scenario)) {
      ScenarioRun run = new ScenarioRun(scenario, ProcessListener.NONE);
      run.run(state);
      if (scenario.must() && !run.wrong().isEmpty()) {
        return Levels.result(scenario.name(), true, run.shown(), run.wrong());
      }
      List<String> differences = new ArrayList<>(run.wrong());
      differences.addAll(run.unusual());
      return Levels.result(scenario.name(), false, run.shown(), differences);
    } catch (IOException | GeneralSecurityException | DecodeException e) {
      return Levels.failed(scenario.name(), scenario.must(), e.toString());
    } catch (RuntimeException | StackOverflowError broken) {
      // An unexpected exception is a failure of the library.
      return Levels.failed(scenario.name(), scenario.must(), "threw " + broken);
    }
  }
}
