package org.teep4j.vectors.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.processor.ComponentStore;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.Journal;
import org.teep4j.suit.processor.ManifestRegistry;
import org.teep4j.suit.processor.file.FilePlatform;
import org.teep4j.suit.processor.memory.MemoryJournal;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;
import org.teep4j.vectors.format.Scenario;

/** What the device of a scenario keeps from one procedure to the next: in memory, or in files. */
record ScenarioState(
    ComponentStore store, ManifestRegistry registry, Journal journal, Closing closing)
    implements AutoCloseable {

  /** Releases the files. */
  @FunctionalInterface
  interface Closing {
    void close() throws IOException;
  }

  static ScenarioState inMemory(Scenario scenario) throws IOException {
    MemoryStore store = new MemoryStore();
    for (Scenario.Component each : scenario.components()) {
      store.with(each.id());
      each.content().ifPresent(content -> store.with(each.id(), content));
    }
    ScenarioState state =
        new ScenarioState(store, new MemoryRegistry(), new MemoryJournal(), () -> {});
    state.registry.replace(installed(scenario));
    return state;
  }

  /** Makes the files of a device before the first procedure. */
  static ScenarioState inNewFolder(Scenario scenario, Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw new IOException("not empty: " + folder);
        }
      }
    }
    try (FilePlatform files = FilePlatform.open(folder)) {
      for (Scenario.Component each : scenario.components()) {
        if (each.content().isPresent()) {
          Path file = files.store().file(each.id());
          Files.createDirectories(file.getParent());
          Files.write(file, each.content().get().toByteArray());
        }
      }
      files.registry().replace(installed(scenario));
    }
    return inFolder(scenario, folder);
  }

  /** Opens the files of a device. */
  static ScenarioState inFolder(Scenario scenario, Path folder) throws IOException {
    Set<SuitComponentIdentifier> known =
        scenario.components().stream().map(Scenario.Component::id).collect(Collectors.toSet());
    FilePlatform files = FilePlatform.open(folder, known::contains);
    return new ScenarioState(files.store(), files.registry(), files.journal(), files::close);
  }

  private static List<InstalledManifest> installed(Scenario scenario) {
    SuitDigest unknown = new SuitDigest(SuitDigestAlgorithm.SHA_256, Bytes.wrap(new byte[32]));
    return scenario.installed().stream()
        .map(
            each ->
                new InstalledManifest(
                    each.id(), each.sequenceNumber(), Optional.empty(), unknown, Set.of()))
        .toList();
  }

  /** The content of each component of the scenario. */
  Map<SuitComponentIdentifier, Optional<Bytes>> contents(Scenario scenario) throws IOException {
    Map<SuitComponentIdentifier, Optional<Bytes>> contents = new LinkedHashMap<>();
    for (Scenario.Component each : scenario.components()) {
      Optional<ContentSource> source = store.content(each.id());
      if (source.isPresent()) {
        try (InputStream in = source.get().open()) {
          contents.put(each.id(), Optional.of(Bytes.wrap(in.readAllBytes())));
        }
      } else {
        contents.put(each.id(), Optional.empty());
      }
    }
    return contents;
  }

  @Override
  public void close() throws IOException {
    closing.close();
  }
}
