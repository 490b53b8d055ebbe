package org.teep4j.suit.processor.memory;

import java.util.List;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.ManifestRegistry;

/** Remembers installed manifests in memory. */
public final class MemoryRegistry implements ManifestRegistry {

  private List<InstalledManifest> manifests = List.of();

  /** Makes a registry of a device that has installed nothing. */
  public MemoryRegistry() {}

  @Override
  public List<InstalledManifest> manifests() {
    return manifests;
  }

  @Override
  public void replace(List<InstalledManifest> all) {
    manifests = List.copyOf(all);
  }
}
