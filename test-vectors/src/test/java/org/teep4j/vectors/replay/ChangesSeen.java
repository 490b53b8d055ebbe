package org.teep4j.vectors.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.ComponentChange;
import org.teep4j.suit.processor.ComponentStore;
import org.teep4j.suit.processor.ContentSink;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.Journal;
import org.teep4j.suit.processor.ManifestRegistry;

/** Notes each call that could change something. */
final class ChangesSeen {
  private final ScenarioState state;
  private final List<String> changes = new ArrayList<>();

  ChangesSeen(ScenarioState state) {
    this.state = state;
  }

  List<String> changes() {
    return List.copyOf(changes);
  }

  ScenarioState state() {
    return new ScenarioState(new Store(), new Registry(), new Notes(), () -> {});
  }

  private final class Store implements ComponentStore {
    @Override
    public boolean supports(SuitComponentIdentifier component) {
      return state.store().supports(component);
    }

    @Override
    public Optional<ContentSource> content(SuitComponentIdentifier component) throws IOException {
      return state.store().content(component);
    }

    @Override
    public ContentSink stage(StagingRequest request) throws IOException {
      changes.add("stage");
      return state.store().stage(request);
    }

    @Override
    public ContentSource staged(String name) throws IOException {
      return state.store().staged(name);
    }

    @Override
    public void discardStaged() throws IOException {
      changes.add("discardStaged");
      state.store().discardStaged();
    }

    @Override
    public void activate(List<ComponentChange> all) throws IOException {
      changes.add("activate");
      state.store().activate(all);
    }
  }

  private final class Registry implements ManifestRegistry {
    @Override
    public List<InstalledManifest> manifests() throws IOException {
      return state.registry().manifests();
    }

    @Override
    public void replace(List<InstalledManifest> manifests) throws IOException {
      changes.add("replace");
      state.registry().replace(manifests);
    }
  }

  private final class Notes implements Journal {
    @Override
    public List<Bytes> records() throws IOException {
      return state.journal().records();
    }

    @Override
    public void append(Bytes entry) throws IOException {
      changes.add("append");
      state.journal().append(entry);
    }

    @Override
    public void clear() throws IOException {
      changes.add("clear");
      state.journal().clear();
    }
  }
}
