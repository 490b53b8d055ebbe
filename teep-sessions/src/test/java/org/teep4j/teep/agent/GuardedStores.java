package org.teep4j.teep.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.ComponentChange;
import org.teep4j.suit.processor.ComponentStore;
import org.teep4j.suit.processor.ContentSink;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.Journal;
import org.teep4j.suit.processor.ManifestRegistry;

/** Everything that a device with an Agent writes to, with somebody who may prevent each write. */
public final class GuardedStores {

  private GuardedStores() {}

  /** Is asked before each write, and told of it. What it throws is what the writer sees. */
  public interface Guard {
    void before() throws IOException;

    default void after() throws IOException {}
  }

  /** The store of the Agent. */
  public record OfAgent(AgentStore store, Guard guard) implements AgentStore {
    @Override
    public Optional<Bytes> load(String name) throws IOException {
      return store.load(name);
    }

    @Override
    public void save(String name, Segments value) throws IOException {
      guard.before();
      store.save(name, value);
      guard.after();
    }

    @Override
    public void remove(String name) throws IOException {
      guard.before();
      store.remove(name);
      guard.after();
    }
  }

  /** The registry of installed manifests. */
  public record Registry(ManifestRegistry registry, Guard guard) implements ManifestRegistry {
    @Override
    public List<InstalledManifest> manifests() throws IOException {
      return registry.manifests();
    }

    @Override
    public void replace(List<InstalledManifest> manifests) throws IOException {
      guard.before();
      registry.replace(manifests);
      guard.after();
    }
  }

  /** The journal of the manifest processor. */
  public record Recording(Journal journal, Guard guard) implements Journal {
    @Override
    public List<Bytes> records() throws IOException {
      return journal.records();
    }

    @Override
    public void append(Bytes entry) throws IOException {
      guard.before();
      journal.append(entry);
      guard.after();
    }

    @Override
    public void clear() throws IOException {
      guard.before();
      journal.clear();
      guard.after();
    }
  }

  /** The components. Content is staged by two writes: it is begun, and it is complete. */
  public record Components(ComponentStore store, Guard guard) implements ComponentStore {
    @Override
    public boolean supports(SuitComponentIdentifier component) {
      return store.supports(component);
    }

    @Override
    public Optional<ContentSource> content(SuitComponentIdentifier component) throws IOException {
      return store.content(component);
    }

    @Override
    public ContentSink stage(StagingRequest request) throws IOException {
      guard.before();
      return new Sink(store.stage(request), guard);
    }

    @Override
    public ContentSource staged(String name) throws IOException {
      return store.staged(name);
    }

    @Override
    public void discardStaged() throws IOException {
      guard.before();
      store.discardStaged();
      guard.after();
    }

    @Override
    public void activate(List<ComponentChange> changes) throws IOException {
      guard.before();
      store.activate(changes);
      guard.after();
    }
  }

  private record Sink(ContentSink sink, Guard guard) implements ContentSink {
    @Override
    public OutputStream stream() {
      return sink.stream();
    }

    @Override
    public long position() {
      return sink.position();
    }

    @Override
    public void complete() throws IOException {
      guard.before();
      sink.complete();
      guard.after();
    }

    @Override
    public void close() throws IOException {
      sink.close();
    }
  }
}
