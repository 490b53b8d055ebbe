package org.teep4j.suit.processor.memory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.cose.ContentSource;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.ComponentChange;
import org.teep4j.suit.processor.ComponentStore;
import org.teep4j.suit.processor.ContentSink;
import org.teep4j.suit.report.SuitCapabilityReport.ComponentCapability;

/**
 * Components in memory. The store has the components that {@link #with} names, and refuses a
 * manifest for another one: a new store has none, so name each that a manifest is to install,
 * without content.
 *
 * <pre>{@code
 * MemoryStore store = new MemoryStore().with(component, Optional.empty());
 * }</pre>
 */
public final class MemoryStore implements ComponentStore {

  private final Map<SuitComponentIdentifier, Optional<Bytes>> components = new LinkedHashMap<>();
  private final Map<String, Bytes> staged = new HashMap<>();

  /** Takes content; if its size is known, in one array of that size, which is not copied. */
  private static final class Buffer extends ByteArrayOutputStream {

    /** A manifest may state a larger size than the payload has. */
    private static final int LARGEST_AT_ONCE = 1 << 24;

    private static final int SMALLEST = 32;

    Buffer(Optional<Uint> size) {
      super(size.isEmpty() ? SMALLEST : clamped(size.get()));
    }

    private static int clamped(Uint size) {
      Uint most = Uint.of(LARGEST_AT_ONCE);
      return (int) (size.compareTo(most) < 0 ? size : most).bits();
    }

    Bytes content() {
      return count == buf.length ? Bytes.wrap(buf) : Bytes.wrap(toByteArray());
    }
  }

  /** The changes that were made last, unless something was staged or discarded since. */
  private List<ComponentChange> made = List.of();

  /** Makes a store without components. */
  public MemoryStore() {}

  /**
   * Adds a component without content, or takes the content of one away.
   *
   * @param component the identifier
   * @return this store
   */
  public MemoryStore with(SuitComponentIdentifier component) {
    components.put(component, Optional.empty());
    return this;
  }

  /**
   * Adds a component with its content, or replaces its content.
   *
   * @param component the identifier
   * @param content the content, referenced
   * @return this store
   */
  public MemoryStore with(SuitComponentIdentifier component, Bytes content) {
    components.put(component, Optional.of(content));
    return this;
  }

  /** Replaces the content of some components. */
  void putAll(Map<SuitComponentIdentifier, Optional<Bytes>> contents) {
    components.putAll(contents);
  }

  /**
   * The content of all components.
   *
   * @return a copy: contents by component, empty where a component has none
   */
  public Map<SuitComponentIdentifier, Optional<Bytes>> components() {
    return new LinkedHashMap<>(components);
  }

  @Override
  public boolean supports(SuitComponentIdentifier component) {
    return components.containsKey(component);
  }

  @Override
  public List<ComponentCapability> capabilities() {
    return components.keySet().stream().map(id -> new ComponentCapability(id, false)).toList();
  }

  @Override
  public Optional<ContentSource> content(SuitComponentIdentifier component) {
    return components.getOrDefault(component, Optional.empty()).map(ContentSource::of);
  }

  @Override
  public ContentSink stage(StagingRequest request) {
    made = List.of();
    Buffer out = new Buffer(request.size());
    return new ContentSink() {
      @Override
      public OutputStream stream() {
        return out;
      }

      @Override
      public void complete() {
        staged.put(request.name(), out.content());
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public ContentSource staged(String name) throws IOException {
    Bytes content = staged.get(name);
    if (content == null) {
      throw new IOException("nothing is staged as " + name);
    }
    return ContentSource.of(content);
  }

  @Override
  public void discardStaged() {
    staged.clear();
    made = List.of();
  }

  @Override
  public void activate(List<ComponentChange> changes) throws IOException {
    if (changes.equals(made)) {
      return; // a processor that was interrupted asks again
    }
    Map<SuitComponentIdentifier, Optional<Bytes>> after = components();
    for (ComponentChange change : changes) {
      if (change instanceof ComponentChange.Staged content) {
        if (!staged.containsKey(content.name())) {
          throw new IOException("nothing is staged as " + content.name());
        }
        after.put(change.component(), Optional.of(staged.get(content.name())));
      } else if (change instanceof ComponentChange.Moved moved) {
        after.put(change.component(), components.getOrDefault(moved.from(), Optional.empty()));
      } else {
        after.put(change.component(), Optional.empty());
      }
    }
    components.putAll(after);
    made = List.copyOf(changes);
  }
}
