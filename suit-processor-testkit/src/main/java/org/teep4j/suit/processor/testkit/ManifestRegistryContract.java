package org.teep4j.suit.processor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitVersion;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.ManifestRegistry;

/**
 * What every {@link ManifestRegistry} promises. A test of a registry extends this class and says
 * how to open it.
 */
public abstract class ManifestRegistryContract {

  private static final InstalledManifest EVERYTHING =
      new InstalledManifest(
          Optional.of(SuitComponentIdentifier.ofText("a", "b")),
          Uint.MAX_VALUE,
          Optional.of(SuitVersion.of(1, -2, 3)),
          digest("everything"),
          Set.of(SuitComponentIdentifier.ofText("x"), SuitComponentIdentifier.of(Bytes.empty())));
  private static final InstalledManifest LITTLE =
      new InstalledManifest(
          Optional.empty(), Uint.ZERO, Optional.empty(), digest("little"), Set.of());

  private static SuitDigest digest(String text) {
    // Registries compare nothing with it.
    return new SuitDigest(SuitDigestAlgorithm.SHA_256.id(), Bytes.ofUtf8(text), List.of());
  }

  /** A test, of which JUnit makes an object for each method. */
  protected ManifestRegistryContract() {}

  /**
   * Opens the registry of the current test, which is empty at the first call. Each later call is a
   * restart of the device: what an earlier call has returned is not used any more.
   */
  protected abstract ManifestRegistry open() throws IOException;

  private static void assertHas(ManifestRegistry registry, InstalledManifest... manifests)
      throws IOException {
    List<InstalledManifest> found = registry.manifests();
    assertEquals(Set.of(manifests), Set.copyOf(found));
    assertEquals(manifests.length, found.size());
  }

  @Test
  protected void newRegistryIsEmpty() throws IOException {
    assertHas(open());
  }

  @Test
  protected void manifestsComeBackWhole() throws IOException {
    ManifestRegistry registry = open();
    registry.replace(List.of(EVERYTHING, LITTLE));
    assertHas(registry, EVERYTHING, LITTLE);
    assertHas(open(), EVERYTHING, LITTLE);
  }

  @Test
  protected void everythingIsReplaced() throws IOException {
    ManifestRegistry registry = open();
    registry.replace(List.of(EVERYTHING));
    registry.replace(List.of(LITTLE));
    registry.replace(List.of(LITTLE));
    assertHas(registry, LITTLE);
    assertHas(open(), LITTLE);
    open().replace(List.of());
    assertHas(open());
  }

  /** The list that a call has returned does not change. */
  @Test
  protected void manifestsAreThoseAtTheCall() throws IOException {
    ManifestRegistry registry = open();
    registry.replace(List.of(EVERYTHING));
    List<InstalledManifest> before = registry.manifests();
    registry.replace(List.of(LITTLE));
    assertEquals(List.of(EVERYTHING), before);
  }
}
