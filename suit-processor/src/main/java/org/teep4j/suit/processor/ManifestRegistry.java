package org.teep4j.suit.processor;

import java.io.IOException;
import java.util.List;

/** Keeps what a device remembers of its installed manifests, over restarts. */
public interface ManifestRegistry {

  /**
   * All installed manifests.
   *
   * @return at most one for an identifier
   * @throws IOException if the registry cannot be read
   */
  List<InstalledManifest> manifests() throws IOException;

  /**
   * Replaces everything by new content, entirely or not at all. After a crash the processor may
   * call it again with the same content.
   *
   * @param manifests all installed manifests
   * @throws IOException if the registry cannot be written
   */
  void replace(List<InstalledManifest> manifests) throws IOException;
}
