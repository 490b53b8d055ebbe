package org.teep4j.teep.tam;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Uint;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.report.SystemPropertyClaims;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.session.Verdict;

/**
 * Every Agent gets the newest manifest of each component that it requests, has or must have, if it
 * may have it and does not have it already. What it calls unneeded is unlinked.
 */
public final class NewestManifestPolicy implements TamPolicy {

  private final ManifestCatalogue catalogue;
  private final Entitlement entitlement;
  private final TamQuery query;
  private final boolean attestationRequired;
  private final Set<SuitComponentIdentifier> required;
  private final Set<SuitComponentIdentifier> remedies;
  private final boolean passResult;

  private NewestManifestPolicy(Builder builder) {
    catalogue = builder.catalogue;
    entitlement = builder.entitlement;
    query = builder.query;
    attestationRequired = builder.attestationRequired;
    required = builder.required;
    remedies = builder.remedies;
    passResult = builder.passResult;
  }

  /**
   * Starts a policy.
   *
   * @param catalogue the manifests; read at each decision
   * @param entitlement who may have which of them
   */
  public static Builder builder(ManifestCatalogue catalogue, Entitlement entitlement) {
    return new Builder(catalogue, entitlement);
  }

  @Override
  public TamQuery query() {
    return query;
  }

  @Override
  public TamDecision decide(AgentState state) {
    if (attestationRequired && !state.isAttested()) {
      return withoutAttestation(state);
    }
    Set<VerifiedManifest> manifests = new LinkedHashSet<>();
    for (RequestedTcInfo request : state.requested()) {
      newest(state, request.componentId())
          .filter(manifest -> satisfies(manifest, request))
          .ifPresent(manifests::add);
    }
    for (SystemPropertyClaims claims : state.installed()) {
      newest(state, claims.componentId())
          .filter(manifest -> !isUnneeded(state, manifest))
          .filter(manifest -> isOutdated(state, claims, manifest))
          .ifPresent(manifests::add);
    }
    manifests.addAll(missing(state, required));
    return new TamDecision.Change(List.copyOf(manifests), unneeded(state, manifests), passResult);
  }

  private TamDecision withoutAttestation(AgentState state) {
    if (state.verdict().isEmpty()) {
      return new TamDecision.Attest();
    }
    List<VerifiedManifest> repair = missing(state, remedies);
    if (!repair.isEmpty()) {
      return TamDecision.Change.install(repair);
    }
    String reason =
        state.verdict().get() instanceof Verdict.Refused refused ? refused.reason() : "";
    return new TamDecision.Refuse(
        TeepErrorCode.ERR_ATTESTATION_REQUIRED, "attestation failed: " + reason);
  }

  private Optional<VerifiedManifest> newest(AgentState state, SuitComponentIdentifier component) {
    return catalogue.newest(component).filter(manifest -> entitlement.mayHave(state, manifest));
  }

  private static boolean satisfies(VerifiedManifest manifest, RequestedTcInfo request) {
    Uint lowest = request.tcManifestSequenceNumber().orElse(Uint.ZERO);
    return manifest.sequenceNumber().compareTo(lowest) >= 0;
  }

  /** The number that was reported decides; without it the digest of the image, if both name one. */
  private static boolean isOutdated(
      AgentState state, SystemPropertyClaims claims, VerifiedManifest newest) {
    Optional<ManifestSummary> known = state.agent().installedFor(claims.componentId());
    int order = known.map(it -> it.sequenceNumber().compareTo(newest.sequenceNumber())).orElse(0);
    if (order != 0) {
      return order < 0;
    }
    Optional<SuitDigest> image = claims.value(SuitParameter.IMAGE_DIGEST);
    Set<SuitDigest> images = ImageDigests.of(newest);
    return image.isPresent() && !images.isEmpty() ? !images.contains(image.get()) : known.isEmpty();
  }

  private List<VerifiedManifest> missing(
      AgentState state, Set<SuitComponentIdentifier> components) {
    return components.stream()
        .filter(component -> !isListed(state, component))
        .map(component -> newest(state, component))
        .flatMap(Optional::stream)
        .filter(manifest -> !isKnown(state, manifest))
        .distinct()
        .toList();
  }

  private static boolean isListed(AgentState state, SuitComponentIdentifier component) {
    return state.installed().stream().anyMatch(claims -> claims.componentId().equals(component));
  }

  private static boolean isKnown(AgentState state, VerifiedManifest manifest) {
    return state.agent().installed().stream()
        .anyMatch(known -> known.digest().equals(manifest.digest()));
  }

  private List<SuitComponentIdentifier> unneeded(
      AgentState state, Set<VerifiedManifest> manifests) {
    return state.unneeded().stream()
        .distinct()
        .filter(id -> mayUnlink(state, id, manifests))
        .toList();
  }

  /** A manifest is unlinked if this TAM has it, and neither installs nor requires it. */
  private boolean mayUnlink(
      AgentState state, SuitComponentIdentifier id, Set<VerifiedManifest> manifests) {
    return catalogue
        .storedAt(id)
        .filter(manifest -> entitlement.mayHave(state, manifest))
        .filter(manifest -> !manifests.contains(manifest))
        .filter(manifest -> isUnneeded(state, manifest))
        .isPresent();
  }

  private boolean isUnneeded(AgentState state, VerifiedManifest manifest) {
    return manifest.manifestComponentId().filter(state.unneeded()::contains).isPresent()
        && ManifestSummary.of(manifest).components().stream().noneMatch(required::contains);
  }

  /** Builds a {@link NewestManifestPolicy}. */
  public static final class Builder {

    private final ManifestCatalogue catalogue;
    private final Entitlement entitlement;
    private TamQuery query = TamQuery.trustedComponents(AttestationModel.NONE);
    private boolean attestationRequired;
    private Set<SuitComponentIdentifier> required = Set.of();
    private Set<SuitComponentIdentifier> remedies = Set.of();
    private boolean passResult;

    private Builder(ManifestCatalogue catalogue, Entitlement entitlement) {
      this.catalogue = Objects.requireNonNull(catalogue);
      this.entitlement = Objects.requireNonNull(entitlement);
    }

    /**
     * Sets what the first QueryRequest asks for.
     *
     * @param value by default the installed Trusted Components, without attestation
     */
    public Builder query(TamQuery value) {
      query = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Sets whether only attested Agents get something. An Agent that is not attested is asked for
     * it by a second QueryRequest, unless the first has done so.
     *
     * @param value false by default
     */
    public Builder attestationRequired(boolean value) {
      attestationRequired = value;
      return this;
    }

    /**
     * Sets the components that every Agent must have which may have them.
     *
     * @param components none by default
     */
    public Builder required(Set<SuitComponentIdentifier> components) {
      required = Set.copyOf(components);
      return this;
    }

    /**
     * Sets the components that an Agent gets if it fails to attest, so that it can succeed later.
     *
     * @param components for example firmware; none by default
     */
    public Builder remedies(Set<SuitComponentIdentifier> components) {
      remedies = Set.copyOf(components);
      return this;
    }

    /**
     * Sets whether an Agent gets the Attestation Result about it, to present it to others.
     *
     * @param value false by default
     */
    public Builder passResult(boolean value) {
      passResult = value;
      return this;
    }

    /** Builds the policy. */
    public NewestManifestPolicy build() {
      return new NewestManifestPolicy(this);
    }
  }
}
