package org.teep4j.suit.processor;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDependencyMetadata;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitStep;
import org.teep4j.suit.VerifiedManifest;

/** A manifest while a procedure runs: the root, or a dependency at its place in the tree. */
final class ManifestFrame {

  private final VerifiedManifest manifest;
  private final List<Long> path;
  private final Optional<SuitComponentIdentifier> prefix;

  /** Where the manifest is stored; empty for a root that does not say. */
  private final Optional<SuitComponentIdentifier> home;

  private final SuitCommon common;
  private final Map<SuitManifestLabel, List<SuitStep>> sections =
      new EnumMap<>(SuitManifestLabel.class);
  private @Nullable List<SuitStep> shared;

  /** The dependencies that passed dependency-integrity, by index. */
  private final Map<Long, Dependency> dependencies = new HashMap<>();

  /** The indexes of dependencies that were processed in the current section. */
  private final Set<Long> processed = new HashSet<>();

  /**
   * A dependency that was verified.
   *
   * @param content what the component contained then; if it contains anything else, the dependency
   *     is not verified any more
   */
  record Dependency(ManifestFrame frame, Contents.Content content) {}

  private ManifestFrame(
      VerifiedManifest manifest,
      List<Long> path,
      Optional<SuitComponentIdentifier> prefix,
      Optional<SuitComponentIdentifier> home) {
    this.manifest = manifest;
    this.path = List.copyOf(path);
    this.prefix = prefix;
    this.home = home;
    this.common = manifest.common();
  }

  static ManifestFrame root(VerifiedManifest manifest) {
    return new ManifestFrame(manifest, List.of(), Optional.empty(), manifest.manifestComponentId());
  }

  /**
   * The frame of a dependency. A prefix is put before its component identifiers. If the index lies
   * behind the components, as in all published examples, the prefix is the identifier of the
   * component that contains the envelope, and nothing is put before.
   */
  ManifestFrame dependency(long index, VerifiedManifest dependency) {
    List<Long> longer = new ArrayList<>(path);
    longer.add(index);
    Optional<SuitComponentIdentifier> own =
        index < common.components().size() ? prefixOf(index) : Optional.empty();
    Optional<SuitComponentIdentifier> nested = own.isPresent() ? own.map(this::prefixed) : prefix;
    return new ManifestFrame(dependency, longer, nested, component(index));
  }

  private SuitComponentIdentifier prefixed(SuitComponentIdentifier id) {
    if (prefix.isEmpty()) {
      return id;
    }
    List<Bytes> segments = new ArrayList<>(prefix.get().segments());
    segments.addAll(id.segments());
    return new SuitComponentIdentifier(segments);
  }

  VerifiedManifest manifest() {
    return manifest;
  }

  List<Long> path() {
    return path;
  }

  boolean isRoot() {
    return path.isEmpty();
  }

  Optional<SuitComponentIdentifier> home() {
    return home;
  }

  SuitCommon common() {
    return common;
  }

  private Optional<SuitComponentIdentifier> prefixOf(long index) {
    SuitDependencyMetadata metadata = common.dependencies().get(index);
    return metadata == null ? Optional.empty() : metadata.prefix();
  }

  boolean isDependency(long index) {
    return common.dependencies().containsKey(index);
  }

  /** The identifier at an index, with all prefixes; empty if nothing is declared there. */
  Optional<SuitComponentIdentifier> component(long index) {
    if (index >= 0 && index < common.components().size()) {
      return Optional.of(prefixed(common.components().get((int) index)));
    }
    return prefixOf(index).map(this::prefixed);
  }

  /** All indexes: the components in their order, then dependencies behind them. */
  List<Long> indexes() {
    List<Long> indexes = new ArrayList<>();
    for (long i = 0; i < common.components().size(); i++) {
      indexes.add(i);
    }
    for (long index : common.dependencies().keySet()) {
      if (index >= common.components().size()) {
        indexes.add(index);
      }
    }
    return indexes;
  }

  CommandTarget target(long index, SuitComponentIdentifier component) {
    return new CommandTarget(manifest, path, index, component);
  }

  /** The commands of the shared sequence. */
  List<SuitStep> shared() {
    if (shared == null) {
      shared = common.sharedSequence().map(SuitCommandSequence::steps).orElse(List.of());
    }
    return shared;
  }

  /** The commands of a section; empty if the manifest does not have it. */
  List<SuitStep> section(SuitManifestLabel label) {
    return sections.computeIfAbsent(
        label,
        wanted -> manifest.sequence(wanted).map(SuitCommandSequence::steps).orElse(List.of()));
  }

  boolean has(SuitManifestLabel label) {
    return manifest.labels().contains(label);
  }

  Map<Long, Dependency> dependencies() {
    return dependencies;
  }

  Set<Long> processed() {
    return processed;
  }
}
