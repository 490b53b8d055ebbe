package org.teep4j.teep.tam;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.VerifiedManifest;

/**
 * Which manifest it is, in a few bytes.
 *
 * @param digest the digest of the manifest, which its signature covers
 * @param sequenceNumber {@code suit-manifest-sequence-number}
 * @param manifestComponentId {@code suit-manifest-component-id}, where the manifest itself is
 *     stored
 * @param components the components that it installs
 */
public record ManifestSummary(
    SuitDigest digest,
    Uint sequenceNumber,
    Optional<SuitComponentIdentifier> manifestComponentId,
    List<SuitComponentIdentifier> components) {

  /** Copies the list. */
  public ManifestSummary {
    Objects.requireNonNull(digest);
    Objects.requireNonNull(sequenceNumber);
    Objects.requireNonNull(manifestComponentId);
    components = List.copyOf(components);
  }

  /**
   * The summary of a manifest.
   *
   * @param manifest the manifest
   */
  public static ManifestSummary of(VerifiedManifest manifest) {
    return new ManifestSummary(
        manifest.digest(),
        manifest.sequenceNumber(),
        manifest.manifestComponentId(),
        installedBy(manifest));
  }

  private static List<SuitComponentIdentifier> installedBy(VerifiedManifest manifest) {
    List<SuitComponentIdentifier> all = manifest.common().components();
    List<SuitComponentIdentifier> installed = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (!manifest.common().dependencies().containsKey((long) i)) {
        installed.add(all.get(i));
      }
    }
    return installed;
  }

  /** Whether this manifest takes the place of another one. */
  boolean replaces(ManifestSummary other) {
    boolean isStoredThere =
        manifestComponentId.isPresent() && manifestComponentId.equals(other.manifestComponentId);
    return isStoredThere || components.equals(other.components);
  }
}
