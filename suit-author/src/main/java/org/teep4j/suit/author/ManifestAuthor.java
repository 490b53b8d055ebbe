package org.teep4j.suit.author;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDependencyMetadata;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitEnvelopeBuilder;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitText;
import org.teep4j.suit.SuitVersion;

/**
 * Makes a manifest from what should happen to its components. The command sequences are those of
 * the templates in draft-ietf-suit-manifest, Section 7, and draft-ietf-suit-trust-domains, Section
 * 8. Methods return the author; not safe for use by several threads.
 *
 * <p>Digests and sizes are computed from the payloads. Commands for dependencies come before those
 * for components, because all dependencies must be there before any payload is fetched. If the
 * manifest has several components, each sequence begins with {@code set-component-index}.
 */
public final class ManifestAuthor {

  private final Uint sequenceNumber;
  private final List<Component> components = new ArrayList<>();
  private final List<Dependency> dependencies = new ArrayList<>();
  private final Set<SuitManifestLabel> severed = new LinkedHashSet<>();
  private @Nullable SuitComponentIdentifier identifier;
  private @Nullable SuitVersion version;
  private @Nullable String referenceUri;
  private @Nullable SuitText text;
  private @Nullable Bytes coswid;
  private boolean uninstallable;

  private ManifestAuthor(Uint sequenceNumber) {
    this.sequenceNumber = sequenceNumber;
  }

  /**
   * Starts a manifest.
   *
   * @param sequenceNumber {@code suit-manifest-sequence-number}: greater than that of the manifest
   *     that this one replaces; not negative
   * @return an author without components
   * @throws IllegalArgumentException if the number is negative
   */
  public static ManifestAuthor ofSequenceNumber(long sequenceNumber) {
    return new ManifestAuthor(Uint.of(sequenceNumber));
  }

  /**
   * Starts a manifest.
   *
   * @param sequenceNumber {@code suit-manifest-sequence-number}: greater than that of the manifest
   *     that this one replaces
   * @return an author without components
   */
  public static ManifestAuthor ofSequenceNumber(Uint sequenceNumber) {
    return new ManifestAuthor(sequenceNumber);
  }

  /**
   * Adds a component.
   *
   * @param component the component, and what should happen to it
   * @return this author
   */
  public ManifestAuthor component(Component component) {
    components.add(component);
    return this;
  }

  /**
   * Adds a dependency.
   *
   * @param dependency the other manifest
   * @return this author
   */
  public ManifestAuthor dependency(Dependency dependency) {
    dependencies.add(dependency);
    return this;
  }

  /**
   * Sets {@code suit-manifest-component-id}: where the device keeps this manifest.
   *
   * @param component the component
   * @return this author
   */
  public ManifestAuthor manifestComponentId(SuitComponentIdentifier component) {
    identifier = component;
    return this;
  }

  /**
   * Sets {@code suit-set-version}.
   *
   * @param value the version of all components together
   * @return this author
   */
  public ManifestAuthor setVersion(SuitVersion value) {
    version = value;
    return this;
  }

  /**
   * Sets {@code suit-reference-uri}.
   *
   * @param uri where the full manifest can be found
   * @return this author
   */
  public ManifestAuthor referenceUri(String uri) {
    referenceUri = uri;
    return this;
  }

  /**
   * Sets {@code suit-text}.
   *
   * @param value texts for people
   * @return this author
   */
  public ManifestAuthor text(SuitText value) {
    text = value;
    return this;
  }

  /**
   * Sets {@code suit-coswid}.
   *
   * @param encoded an encoded {@code concise-swid-tag} (RFC 9393), not checked
   * @return this author
   */
  public ManifestAuthor coswid(Bytes encoded) {
    coswid = encoded;
    return this;
  }

  /**
   * The manifest can be uninstalled: its section {@code suit-uninstall} unlinks all dependencies
   * and components (draft-ietf-suit-trust-domains, Section 6).
   *
   * @return this author
   */
  public ManifestAuthor uninstallable() {
    uninstallable = true;
    return this;
  }

  /**
   * Moves members to the envelope, where they can be removed without breaking the signature. A
   * member that the manifest does not have is ignored.
   *
   * @param members severable members
   * @return this author
   * @throws IllegalArgumentException if a member is not severable
   */
  public ManifestAuthor sever(SuitManifestLabel... members) {
    for (SuitManifestLabel member : members) {
      if (!member.isSeverable()) {
        throw new IllegalArgumentException("not severable: " + member.cddlName());
      }
      severed.add(member);
    }
    return this;
  }

  /**
   * Moves every severable member that the manifest has to the envelope.
   *
   * @return this author
   */
  public ManifestAuthor severAll() {
    for (SuitManifestLabel member : SuitManifestLabel.values()) {
      if (member.isSeverable()) {
        severed.add(member);
      }
    }
    return this;
  }

  /**
   * The manifest in full, nothing severed.
   *
   * @return the manifest
   * @throws IllegalArgumentException if two components have the same identifier, or there is
   *     neither a component nor a dependency
   */
  public SuitManifest manifest() {
    Map<SuitComponentIdentifier, Long> indexes = indexes();
    Sequences sequences = new Sequences(indexes.size() > 1);
    Templates templates = new Templates(sequences, indexes::get);
    dependencies.forEach(templates::dependency);
    components.forEach(templates::component);
    if (uninstallable) {
      dependencies.forEach(dependency -> templates.unlink(dependency.identifier()));
      for (Component component : components) {
        templates.unlink(component.identifier());
        component.source().flatMap(Source::staging).ifPresent(templates::unlink);
        component.loadedInto().ifPresent(templates::unlink);
      }
    }
    SortedMap<Long, SuitDependencyMetadata> metadata = new TreeMap<>();
    for (Dependency dependency : dependencies) {
      metadata.put(indexes.get(dependency.identifier()), dependency.metadata());
    }
    SuitManifest.Builder manifest =
        SuitManifest.builder(
            sequenceNumber,
            new SuitCommon(
                List.copyOf(indexes.keySet()), metadata, sequences.builtShared(), Map.of()));
    sequences.addTo(manifest);
    return addMembers(manifest).build();
  }

  private SuitManifest.Builder addMembers(SuitManifest.Builder manifest) {
    if (identifier != null) {
      manifest.manifestComponentId(identifier);
    }
    if (version != null) {
      manifest.setVersion(version);
    }
    if (referenceUri != null) {
      manifest.referenceUri(referenceUri);
    }
    if (text != null) {
      manifest.text(text);
    }
    if (coswid != null) {
      manifest.coswid(coswid);
    }
    return manifest;
  }

  /** Each component, and those that it is staged in and loaded into, in the order of addition. */
  private Map<SuitComponentIdentifier, Long> indexes() {
    Map<SuitComponentIdentifier, Long> indexes = new LinkedHashMap<>();
    for (Component component : components) {
      number(component.identifier(), indexes);
      component.source().flatMap(Source::staging).ifPresent(other -> number(other, indexes));
      component.loadedInto().ifPresent(other -> number(other, indexes));
    }
    dependencies.forEach(dependency -> number(dependency.identifier(), indexes));
    if (indexes.isEmpty()) {
      throw new IllegalArgumentException("a manifest has a component or a dependency");
    }
    return indexes;
  }

  private static void number(
      SuitComponentIdentifier component, Map<SuitComponentIdentifier, Long> indexes) {
    if (indexes.putIfAbsent(component, (long) indexes.size()) != null) {
      throw new IllegalArgumentException("two components are called " + component);
    }
  }

  /**
   * An envelope with the manifest, its severed members and all integrated payloads, not signed yet.
   *
   * @return a builder; add a signer and build
   * @throws IllegalArgumentException as {@link #manifest()}, or if two payloads have the same key
   */
  public SuitEnvelopeBuilder envelope() {
    SuitManifest manifest = manifest();
    SuitEnvelopeBuilder envelope = SuitEnvelope.builder(manifest);
    for (SuitManifestLabel member : severed) {
      if (manifest.labels().contains(member)) {
        envelope.sever(member);
      }
    }
    for (Dependency dependency : dependencies) {
      dependency.payload().ifPresent(bytes -> envelope.integratedPayload(dependency.uri(), bytes));
    }
    for (Component component : components) {
      component
          .source()
          .ifPresent(source -> source.payloads().forEach(envelope::integratedPayload));
    }
    return envelope;
  }
}
