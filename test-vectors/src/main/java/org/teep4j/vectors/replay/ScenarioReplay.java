package org.teep4j.vectors.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.processor.ProcessListener;
import org.teep4j.vectors.format.Scenario;
import org.teep4j.vectors.format.ScenarioPack;

/** Replays scenarios for a SUIT manifest processor. */
final class ScenarioReplay {
  private static final String MUST = "must";
  private static final String SHOULD = "should";

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
    pack.unreadable()
        .forEach(
            (scenario, why) ->
                results.add(result(scenario, Outcome.FAILED, List.of(), "read", List.of(why))));
    return new SetReplay(name, pack.title(), pack.count(), results);
  }

  private static ReplayResult run(Scenario scenario, Optional<Path> folder) {
    String level = scenario.must() ? MUST : SHOULD;
    try (ScenarioState state =
        folder.isPresent()
            ? ScenarioState.inNewFolder(scenario, folder.get())
            : ScenarioState.inMemory(scenario)) {
      ScenarioRun run = new ScenarioRun(scenario, ProcessListener.NONE);
      run.run(state);
      if (scenario.must() && !run.wrong().isEmpty()) {
        return result(scenario.name(), Outcome.FAILED, run.shown(), level, run.wrong());
      }
      List<String> differences = new ArrayList<>(run.wrong());
      differences.addAll(run.unusual());
      return differences.isEmpty()
          ? result(scenario.name(), Outcome.PASSED, run.shown(), "", List.of())
          : result(scenario.name(), Outcome.DIFFERENT, run.shown(), SHOULD, differences);
    } catch (IOException | GeneralSecurityException | DecodeException e) {
      return result(scenario.name(), Outcome.FAILED, List.of(), level, List.of(e.toString()));
    } catch (RuntimeException | StackOverflowError broken) {
      // An unexpected exception is a failure of the library.
      String why = "threw " + broken;
      return result(scenario.name(), Outcome.FAILED, List.of(), level, List.of(why));
    }
  }

  private static ReplayResult result(
      String id, Outcome outcome, List<String> shown, String level, List<String> differences) {
    return new ReplayResult(
        id,
        outcome,
        shown,
        differences.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new ReplayFailure(
                    level, String.join("; ", differences), OptionalLong.empty(), Optional.empty())),
        List.of(),
        Optional.empty());
  }
}
