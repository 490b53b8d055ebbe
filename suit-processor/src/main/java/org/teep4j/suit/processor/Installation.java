package org.teep4j.suit.processor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.VerifiedManifest;

/** The installed manifests as they will be after the commit point. */
final class Installation {

  private final Map<Optional<SuitComponentIdentifier>, InstalledManifest> manifests =
      new LinkedHashMap<>();

  /** The manifests of the running procedure, by where they are stored. */
  private final Map<Optional<SuitComponentIdentifier>, ManifestFrame> running =
      new LinkedHashMap<>();

  Installation(ManifestRegistry registry) throws IOException {
    for (InstalledManifest each : registry.manifests()) {
      manifests.put(each.id(), each);
    }
  }

  /** Notes that a manifest takes part in the procedure. */
  void enter(ManifestFrame frame) {
    running.put(frame.home(), frame);
  }

  Optional<Uint> sequenceNumber(ManifestFrame frame) {
    return Optional.ofNullable(manifests.get(frame.home())).map(InstalledManifest::sequenceNumber);
  }

  Optional<InstalledManifest> installed(SuitComponentIdentifier home) {
    return Optional.ofNullable(manifests.get(Optional.of(home)));
  }

  /**
   * Whether a manifest that takes no part in the procedure refers to a component. The procedure's
   * own manifests and their predecessors do not protect a component from it.
   */
  boolean isProtected(SuitComponentIdentifier component) {
    return manifests.values().stream()
        .anyMatch(each -> !running.containsKey(each.id()) && each.references().contains(component));
  }

  /** Ends the reference of a manifest to a component. */
  void unlink(ManifestFrame frame, SuitComponentIdentifier component) {
    InstalledManifest old = manifests.get(frame.home());
    if (old != null) {
      Set<SuitComponentIdentifier> references = new HashSet<>(old.references());
      references.remove(component);
      put(old, references);
    }
  }

  private void put(InstalledManifest old, Set<SuitComponentIdentifier> references) {
    manifests.put(
        old.id(),
        new InstalledManifest(
            old.id(), old.sequenceNumber(), old.version(), old.digest(), references));
  }

  boolean isReferenced(SuitComponentIdentifier component) {
    return manifests.values().stream().anyMatch(each -> each.references().contains(component));
  }

  void remove(Optional<SuitComponentIdentifier> home) {
    manifests.remove(home);
  }

  /** Registers all manifests of a procedure that has installed them. */
  void install() {
    for (ManifestFrame frame : running.values()) {
      VerifiedManifest manifest = frame.manifest();
      Set<SuitComponentIdentifier> references = new LinkedHashSet<>();
      for (long index : frame.indexes()) {
        frame.component(index).ifPresent(references::add);
      }
      manifests.put(
          frame.home(),
          new InstalledManifest(
              frame.home(),
              manifest.sequenceNumber(),
              manifest.setVersion(),
              manifest.digest(),
              references));
    }
  }

  List<InstalledManifest> manifests() {
    return new ArrayList<>(manifests.values());
  }
}
