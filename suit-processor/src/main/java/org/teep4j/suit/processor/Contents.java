package org.teep4j.suit.processor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;

/** The components as the procedure sees them: what is active, and what it has staged above that. */
final class Contents {

  /** What a component contains. Compared by identity: equal bytes may be different contents. */
  abstract static sealed class Content {

    private final Map<Long, Bytes> digests = new HashMap<>();

    /** Content that is active in a component. */
    static final class Active extends Content {
      private final SuitComponentIdentifier component;

      Active(SuitComponentIdentifier component) {
        this.component = component;
      }
    }

    /** Content that this procedure has staged. */
    static final class Staged extends Content {
      private final String name;

      Staged(String name) {
        this.name = name;
      }
    }

    /** No content; after {@link Contents#remove} none any more. */
    static final class Nothing extends Content {
      private final boolean removed;

      Nothing(boolean removed) {
        this.removed = removed;
      }
    }

    /** Keeps a digest that was computed while the content was written. */
    void know(SuitDigest digest) {
      digests.put(digest.algorithmId(), digest.bytes());
    }
  }

  private final ComponentStore store;
  private final Map<SuitComponentIdentifier, Content> known = new LinkedHashMap<>();
  private final List<ComponentChange> made = new ArrayList<>();

  Contents(ComponentStore store) {
    this.store = store;
  }

  Content content(SuitComponentIdentifier component) throws IOException {
    Content content = known.get(component);
    if (content == null) {
      content =
          store.content(component).isPresent()
              ? new Content.Active(component)
              : new Content.Nothing(false);
      known.put(component, content);
    }
    return content;
  }

  boolean isPresent(SuitComponentIdentifier component) throws IOException {
    return !(content(component) instanceof Content.Nothing);
  }

  void put(SuitComponentIdentifier component, Content content) {
    known.put(component, content);
  }

  void remove(SuitComponentIdentifier component) {
    known.put(component, new Content.Nothing(true));
  }

  void swap(SuitComponentIdentifier one, SuitComponentIdentifier other) throws IOException {
    Content first = content(one);
    known.put(one, content(other));
    known.put(other, first instanceof Content.Nothing ? new Content.Nothing(true) : first);
  }

  Optional<ContentSource> source(SuitComponentIdentifier component) throws IOException {
    Content content = content(component);
    if (content instanceof Content.Active active) {
      return store.content(active.component);
    }
    return content instanceof Content.Staged staged
        ? Optional.of(store.staged(staged.name))
        : Optional.empty();
  }

  /**
   * The digest of a component, with the algorithm of another digest. It is computed once for each
   * content.
   *
   * @return empty if the component has no content
   * @throws VerificationException if the algorithm is not supported
   */
  Optional<SuitDigest> digest(SuitComponentIdentifier component, SuitDigest like)
      throws IOException, VerificationException {
    Optional<ContentSource> source = source(component);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    Content content = content(component);
    Bytes digest = content.digests.get(like.algorithmId());
    if (digest == null) {
      digest = Digests.of(source.get(), like);
      content.digests.put(like.algorithmId(), digest);
    }
    return Optional.of(new SuitDigest(like.algorithmId(), digest, List.of()));
  }

  /** A digest of a component that is known without reading the component. */
  Optional<SuitDigest> knownDigest(SuitComponentIdentifier component, SuitDigest like) {
    Content content = known.get(component);
    Bytes digest = content == null ? null : content.digests.get(like.algorithmId());
    return digest == null
        ? Optional.empty()
        : Optional.of(new SuitDigest(like.algorithmId(), digest, List.of()));
  }

  /** All that the procedure changes: what is active already, and what has to become active. */
  List<ComponentChange> changes() {
    List<ComponentChange> changes = new ArrayList<>(made);
    changes.addAll(pending());
    return changes;
  }

  /** What has to become active. */
  List<ComponentChange> pending() {
    List<ComponentChange> changes = new ArrayList<>();
    known.forEach(
        (component, content) -> {
          if (content instanceof Content.Staged staged) {
            changes.add(new ComponentChange.Staged(component, staged.name));
          } else if (content instanceof Content.Nothing nothing && nothing.removed) {
            changes.add(new ComponentChange.Removed(component));
          } else if (content instanceof Content.Active active
              && !active.component.equals(component)) {
            changes.add(new ComponentChange.Moved(component, active.component));
          }
        });
    return changes;
  }

  /** What has become active before the commit point. */
  List<ComponentChange> made() {
    return made;
  }

  /** After all changes have been made: everything is active. */
  void activated() {
    made.addAll(pending());
    known.clear();
  }
}
