package org.teep4j.teep.agent;

import java.io.IOException;
import java.io.InputStream;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Uint;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseDigest;
import org.teep4j.cose.VerificationException;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.report.SuitCapabilityReport.ComponentCapability;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SystemPropertyClaims;

/**
 * The part of a device that a TAM may see and change, as it is now: components with a prefix of the
 * TAM, but for those that a manifest of a foreign author has installed. No manifest that this TAM
 * sends can name another component, nor can its dependencies.
 */
final class TrustDomain {

  private final Platform device;
  private final TrustedTam tam;
  private final List<TrustedTam> all;
  private final int maxManifestSize;
  private final List<InstalledManifest> own = new ArrayList<>();
  private final Set<SuitComponentIdentifier> foreign = new HashSet<>();

  private TrustDomain(Platform device, TrustedTam tam, List<TrustedTam> all, int maxManifestSize) {
    this.device = device;
    this.tam = tam;
    this.all = all;
    this.maxManifestSize = maxManifestSize;
  }

  /** The domain of a TAM among those of all TAMs. */
  static TrustDomain of(AgentConfig config, TrustedTam tam) throws IOException {
    TrustDomain domain =
        new TrustDomain(config.platform(), tam, config.tams(), config.settings().maxMessageSize());
    domain.divide(config.platform().registry().manifests());
    return domain;
  }

  private void divide(List<InstalledManifest> manifests) throws IOException {
    for (InstalledManifest manifest : manifests) {
      if (isOwn(manifest)) {
        own.add(manifest);
      } else {
        manifest.id().ifPresent(foreign::add);
        foreign.addAll(manifest.references());
      }
    }
    // What manifests of both sides need, both may see.
    own.forEach(manifest -> foreign.removeAll(manifest.references()));
    own.forEach(manifest -> manifest.id().ifPresent(foreign::remove));
  }

  private boolean isOwn(InstalledManifest manifest) throws IOException {
    if (!manifest.id().map(tam::covers).orElse(true)
        || !manifest.references().stream().allMatch(tam::covers)) {
      return false;
    }
    List<TrustedTam> rivals =
        all.stream()
            .filter(each -> each != tam && manifest.id().map(each::covers).orElse(true))
            .toList();
    if (rivals.isEmpty() || isSignedFor(manifest, tam)) {
      return true;
    }
    for (TrustedTam rival : rivals) {
      if (isSignedFor(manifest, rival)) {
        return false;
      }
    }
    return true; // nobody trusts its author any more
  }

  private boolean isSignedFor(InstalledManifest manifest, TrustedTam candidate) throws IOException {
    try {
      return stored(manifest, candidate).isPresent();
    } catch (VerificationException | DecodeException e) {
      return false;
    }
  }

  /**
   * The stored envelope of an installed manifest.
   *
   * @return empty if it is not stored
   * @throws VerificationException if no author of the TAM has signed it
   */
  Optional<VerifiedManifest> stored(InstalledManifest manifest)
      throws IOException, VerificationException, DecodeException {
    return stored(manifest, tam);
  }

  private Optional<VerifiedManifest> stored(InstalledManifest manifest, TrustedTam candidate)
      throws IOException, VerificationException, DecodeException {
    if (manifest.id().isEmpty() || candidate.authors().isEmpty()) {
      return Optional.empty();
    }
    Optional<ContentSource> content = device.store().content(manifest.id().get());
    if (content.isEmpty() || content.get().length() > maxManifestSize) {
      return Optional.empty();
    }
    try (InputStream in = content.get().open()) {
      Bytes envelope = Bytes.wrap(in.readNBytes((int) content.get().length()));
      return Optional.of(SuitEnvelope.decode(envelope).verifyAny(candidate.authors()));
    }
  }

  /** Whether the TAM may see and change a component. */
  boolean admits(SuitComponentIdentifier component) {
    return tam.covers(component) && !foreign.contains(component);
  }

  /** What the TAM may know of the components that a device supports; at least one. */
  List<ComponentCapability> visible(List<ComponentCapability> capabilities) {
    List<ComponentCapability> visible = new ArrayList<>();
    for (ComponentCapability each : capabilities) {
      SuitComponentIdentifier component = each.identifier();
      if (admits(component)) {
        visible.add(each);
      } else if (each.isPrefix()) {
        tam.prefixes().stream()
            .filter(prefix -> TrustedTam.startsWith(prefix, component))
            .map(prefix -> new ComponentCapability(prefix, true))
            .forEach(visible::add);
      }
    }
    if (visible.isEmpty()) {
      tam.prefixes().forEach(prefix -> visible.add(new ComponentCapability(prefix, true)));
    }
    return visible;
  }

  /** The device as manifests of this TAM see it. */
  Platform platform(Trouble trouble) {
    return device.toBuilder(new DomainStore(device.store(), this, trouble))
        .fetcher(trouble.noting(device.fetcher()))
        .dependencies(tam.authors())
        .build();
  }

  /** A manifest that the TAM may unlink. */
  Optional<InstalledManifest> manifest(SuitComponentIdentifier id) {
    return own.stream().filter(each -> each.id().filter(id::equals).isPresent()).findFirst();
  }

  /** Whether this very manifest is installed. */
  boolean isInstalled(VerifiedManifest manifest) {
    return own.stream()
        .anyMatch(
            each ->
                each.id().equals(manifest.manifestComponentId())
                    && each.digest().equals(manifest.digest()));
  }

  /** Whether a component is installed: a manifest refers to it, and its content is there. */
  boolean isInstalled(SuitComponentIdentifier component) throws IOException {
    return !referringTo(component).isEmpty() && isPresent(component);
  }

  /** Whether a report is about a manifest of this TAM. */
  boolean isAbout(SuitReport report) {
    return own.stream().anyMatch(each -> each.digest().equals(report.reference().manifestDigest()));
  }

  /** Whether another manifest needs what a manifest is stored in. */
  boolean isNeeded(SuitComponentIdentifier id) {
    return own.stream().anyMatch(each -> each.references().contains(id));
  }

  /** The manifests of this TAM that refer to a component. */
  List<InstalledManifest> referringTo(SuitComponentIdentifier component) {
    return own.stream().filter(each -> each.references().contains(component)).toList();
  }

  /** Whether a component has content. */
  boolean isPresent(SuitComponentIdentifier component) throws IOException {
    return admits(component)
        && device.store().supports(component)
        && device.store().content(component).isPresent();
  }

  /**
   * The installed Trusted Components: components with the digest and size of their content, and
   * manifests with the digest and version of the manifest.
   */
  List<SystemPropertyClaims> components() throws IOException {
    Map<SuitComponentIdentifier, SystemPropertyClaims> claims = new LinkedHashMap<>();
    for (InstalledManifest manifest : own) {
      for (SuitComponentIdentifier component : manifest.references().stream().sorted().toList()) {
        if (manifest(component).isEmpty() && !claims.containsKey(component)) {
          claims(component).ifPresent(each -> claims.put(component, each));
        }
      }
    }
    for (InstalledManifest manifest : own) {
      manifest
          .id()
          .ifPresent(
              id ->
                  claims.put(
                      id,
                      new SystemPropertyClaims(
                          id,
                          SuitParameters.builder()
                              .set(SuitParameter.IMAGE_DIGEST, manifest.digest())
                              .build())));
    }
    return List.copyOf(claims.values());
  }

  private Optional<SystemPropertyClaims> claims(SuitComponentIdentifier component)
      throws IOException {
    Optional<ContentSource> content =
        isPresent(component) ? device.store().content(component) : Optional.empty();
    if (content.isEmpty()) {
      return Optional.empty();
    }
    SuitParameters properties =
        SuitParameters.builder()
            .set(SuitParameter.IMAGE_DIGEST, sha256(content.get()))
            .set(SuitParameter.IMAGE_SIZE, Uint.of(content.get().length()))
            .build();
    return Optional.of(new SystemPropertyClaims(component, properties));
  }

  private static SuitDigest sha256(ContentSource content) throws IOException {
    try (InputStream in = content.open()) {
      CoseDigest digest = CoseDigest.of(CoseAlgorithm.SHA_256).update(in);
      return new SuitDigest(SuitDigestAlgorithm.SHA_256, digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
