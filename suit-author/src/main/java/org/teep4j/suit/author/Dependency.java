package org.teep4j.suit.author;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDependencyMetadata;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifestLabel;

/**
 * Another manifest that a manifest fetches, verifies and processes (draft-ietf-suit-trust-domains,
 * Section 8.1). Immutable: each method returns a changed copy.
 *
 * <p>Its digest and its sections are taken from its envelope. They are not verified: an author
 * trusts the envelope that he refers to, or verifies it first.
 */
public final class Dependency {

  private final SuitComponentIdentifier identifier;
  private final SuitDigest digest;
  private final Set<SuitManifestLabel> sections;
  private final String uri;
  private final @Nullable Bytes payload;
  private final SuitDependencyMetadata metadata;
  private final boolean shared;

  private Dependency(
      SuitComponentIdentifier identifier,
      SuitDigest digest,
      Set<SuitManifestLabel> sections,
      String uri,
      @Nullable Bytes payload,
      SuitDependencyMetadata metadata,
      boolean shared) {
    this.identifier = identifier;
    this.digest = digest;
    this.sections = sections;
    this.uri = uri;
    this.payload = payload;
    this.metadata = metadata;
    this.shared = shared;
  }

  /**
   * A dependency that the device fetches.
   *
   * @param identifier the component that keeps the envelope of the dependency
   * @param envelope the envelope of the dependency
   * @param uri where the envelope is fetched from
   * @return the dependency
   * @throws DecodeException if the manifest in the envelope is malformed
   * @throws IllegalArgumentException if the URI is empty or only a fragment
   */
  public static Dependency download(
      SuitComponentIdentifier identifier, SuitEnvelope envelope, String uri)
      throws DecodeException {
    return of(identifier, envelope, Source.requireRemote(uri), null);
  }

  /**
   * A dependency whose envelope is in the envelope of the dependent (draft-ietf-suit-trust-domains,
   * Section 8.1.1).
   *
   * @param identifier the component that keeps the envelope of the dependency
   * @param envelope the envelope of the dependency; it is written untagged
   * @param key its key in the envelope of the dependent, which is also its URI
   * @return the dependency
   * @throws DecodeException if the manifest in the envelope is malformed
   * @throws IllegalArgumentException if the key is empty
   */
  public static Dependency integrated(
      SuitComponentIdentifier identifier, SuitEnvelope envelope, String key)
      throws DecodeException {
    Bytes payload = envelope.withTag(false).encode().toBytes();
    return of(identifier, envelope, Source.requireUri(key), payload);
  }

  private static Dependency of(
      SuitComponentIdentifier identifier,
      SuitEnvelope envelope,
      String uri,
      @Nullable Bytes payload)
      throws DecodeException {
    return new Dependency(
        identifier,
        envelope.unverifiedAuthentication().digest(),
        Set.copyOf(envelope.unverifiedManifest().labels()),
        uri,
        payload,
        SuitDependencyMetadata.none(),
        false);
  }

  /**
   * Sets {@code suit-dependency-prefix}: the identifiers of the dependency's components begin with
   * it on this device.
   *
   * @param prefix the prefix
   * @return the changed dependency
   */
  public Dependency withPrefix(SuitComponentIdentifier prefix) {
    return new Dependency(
        identifier,
        digest,
        sections,
        uri,
        payload,
        SuitDependencyMetadata.ofPrefix(prefix),
        shared);
  }

  /**
   * Other manifests can depend on the same manifest. Its envelope is fetched only if the device
   * does not have it, because a device must not overwrite a component that others refer to
   * (draft-ietf-suit-trust-domains, Section 5.6.5).
   *
   * @return the changed dependency
   */
  public Dependency shared() {
    return new Dependency(identifier, digest, sections, uri, payload, metadata, true);
  }

  /**
   * The component that keeps the envelope of the dependency.
   *
   * @return the identifier
   */
  public SuitComponentIdentifier identifier() {
    return identifier;
  }

  SuitDigest digest() {
    return digest;
  }

  /** Whether the dependency has a section that the dependent must process. */
  boolean has(SuitManifestLabel section) {
    return sections.contains(section);
  }

  String uri() {
    return uri;
  }

  Optional<Bytes> payload() {
    return Optional.ofNullable(payload);
  }

  SuitDependencyMetadata metadata() {
    return metadata;
  }

  boolean isShared() {
    return shared;
  }

  /** The identifier and the digest of the manifest. */
  @Override
  public String toString() {
    return "Dependency[" + identifier + ", " + digest + "]";
  }
}
