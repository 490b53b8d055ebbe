package org.teep4j.vectors.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.teep4j.vectors.VectorFile;
import org.teep4j.vectors.VectorFormat;

/**
 * Scenarios for a SUIT manifest processor.
 *
 * @param file the file
 * @param title what the scenarios are
 * @param scenarios the scenarios, in the order of the file
 * @param unreadable why a scenario cannot be run, by its name
 */
public record ScenarioPack(
    Path file, String title, List<Scenario> scenarios, Map<String, String> unreadable)
    implements VectorFile {

  public ScenarioPack {
    scenarios = List.copyOf(scenarios);
  }

  @Override
  public VectorFormat format() {
    return VectorFormat.SUIT_SCENARIOS;
  }

  @Override
  public int count() {
    return scenarios.size() + unreadable.size();
  }
}
