package org.teep4j.cli.session;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teep4j.cli.manifest.PolicyDescription;
import org.teep4j.cli.manifest.PolicyDescription.Attestation;
import org.teep4j.cli.manifest.PolicyDescription.Group;
import org.teep4j.eat.TrustTier;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.teep.tam.AgentState;
import org.teep4j.teep.tam.AttestationModel;
import org.teep4j.teep.tam.Entitlement;
import org.teep4j.teep.tam.ManifestCatalogue;
import org.teep4j.teep.tam.ManifestSummary;
import org.teep4j.teep.tam.NewestManifestPolicy;
import org.teep4j.teep.tam.TamDecision;
import org.teep4j.teep.tam.TamPolicy;
import org.teep4j.teep.tam.TamQuery;

/**
 * Gives each group of Agents the newest manifests of its components. The manifests may be replaced
 * at any time.
 */
public final class GroupPolicy implements TamPolicy {
  private final PolicyDescription description;
  private final Attestation attestation;
  private volatile Rules rules;

  /** A policy for each group, in their order, and one for Agents that are in none. */
  private record Rules(Map<Group, TamPolicy> groups, TamPolicy others) {}

  /**
   * A policy that has nothing to offer yet.
   *
   * @param description the groups
   * @param attestation when Agents are asked for attestation
   */
  public GroupPolicy(PolicyDescription description, Attestation attestation) {
    this.description = description;
    this.attestation = attestation;
    this.rules = rules(new ManifestCatalogue());
  }

  /**
   * Offers other manifests from now on.
   *
   * @param catalogue the manifests
   */
  public void use(ManifestCatalogue catalogue) {
    rules = rules(catalogue);
  }

  /**
   * What a Verifier must say at least of a device that some group takes.
   *
   * @return the worst tier
   */
  public TrustTier lowestTier() {
    return description.lowestTier();
  }

  private Rules rules(ManifestCatalogue catalogue) {
    Map<Group, TamPolicy> groups = new LinkedHashMap<>();
    for (Group group : description.groups()) {
      groups.put(
          group,
          policy(catalogue, (agent, manifest) -> mayHave(group, manifest))
              .required(group.mustHave())
              .build());
    }
    return new Rules(groups, policy(catalogue, (agent, manifest) -> false).build());
  }

  private NewestManifestPolicy.Builder policy(
      ManifestCatalogue catalogue, Entitlement entitlement) {
    return NewestManifestPolicy.builder(catalogue, entitlement)
        .query(query())
        .attestationRequired(attestation == Attestation.ALWAYS);
  }

  private static boolean mayHave(Group group, VerifiedManifest manifest) {
    return ManifestSummary.of(manifest).components().stream().allMatch(group::mayHave);
  }

  @Override
  public TamQuery query() {
    return switch (attestation) {
      case NEVER -> TamQuery.trustedComponents(AttestationModel.NONE);
      case UNKNOWN_KEYS -> TamQuery.trustedComponents(AttestationModel.NONE).attestingUnknownKeys();
      case ALWAYS ->
          TamQuery.trustedComponents(AttestationModel.BACKGROUND_CHECK).attestingUnknownKeys();
    };
  }

  @Override
  public TamDecision decide(AgentState state) throws IOException {
    Rules now = rules;
    for (Map.Entry<Group, TamPolicy> each : now.groups().entrySet()) {
      if (each.getKey().includes(state.agent().thumbprint(), state.device())) {
        return each.getValue().decide(state);
      }
    }
    return now.others().decide(state);
  }
}
