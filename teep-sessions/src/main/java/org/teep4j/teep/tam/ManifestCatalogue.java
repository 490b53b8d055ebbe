package org.teep4j.teep.tam;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.VerifiedManifest;

/**
 * The newest manifest of each component. Whose signature counts was decided when the manifests were
 * verified. Thread-safe.
 */
public final class ManifestCatalogue {

  private final Map<SuitComponentIdentifier, VerifiedManifest> byComponent = new HashMap<>();
  private final Map<SuitComponentIdentifier, VerifiedManifest> byManifestId = new HashMap<>();

  /** An empty catalogue. */
  public ManifestCatalogue() {}

  /**
   * Adds a manifest, which takes the place of an older one for the same component or with the same
   * manifest component identifier.
   *
   * @param manifest the manifest; its envelope is what Agents get
   * @throws IllegalArgumentException if it installs no component, or its sequence number is not
   *     higher than that of each manifest whose place it takes: Agents refuse a lower number, and
   *     some also an equal one
   */
  public synchronized void add(VerifiedManifest manifest) {
    ManifestSummary summary = ManifestSummary.of(manifest);
    if (summary.components().isEmpty()) {
      throw new IllegalArgumentException("the manifest installs no component");
    }
    summary.components().forEach(component -> requireNewer(manifest, byComponent.get(component)));
    summary.manifestComponentId().ifPresent(id -> requireNewer(manifest, byManifestId.get(id)));
    summary.components().forEach(component -> byComponent.put(component, manifest));
    summary.manifestComponentId().ifPresent(id -> byManifestId.put(id, manifest));
  }

  private static void requireNewer(VerifiedManifest manifest, @Nullable VerifiedManifest current) {
    if (current != null && manifest.sequenceNumber().compareTo(current.sequenceNumber()) <= 0) {
      throw new IllegalArgumentException(
          "sequence number "
              + manifest.sequenceNumber()
              + " is not higher than "
              + current.sequenceNumber());
    }
  }

  /**
   * No Agent gets this manifest any more.
   *
   * @param manifest a manifest; nothing happens if it is not in the catalogue
   */
  public synchronized void remove(VerifiedManifest manifest) {
    byComponent.values().removeIf(manifest::equals);
    byManifestId.values().removeIf(manifest::equals);
  }

  /**
   * The manifest that installs a component.
   *
   * @param component the component
   * @return the newest manifest, or empty
   */
  public synchronized Optional<VerifiedManifest> newest(SuitComponentIdentifier component) {
    return Optional.ofNullable(byComponent.get(component));
  }

  /**
   * The manifest that is stored at a place.
   *
   * @param manifestComponentId {@code suit-manifest-component-id}
   * @return the newest manifest, or empty
   */
  public synchronized Optional<VerifiedManifest> storedAt(
      SuitComponentIdentifier manifestComponentId) {
    return Optional.ofNullable(byManifestId.get(manifestComponentId));
  }
}
