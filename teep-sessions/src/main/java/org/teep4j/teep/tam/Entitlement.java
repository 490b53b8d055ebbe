package org.teep4j.teep.tam;

import java.util.function.Predicate;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.VerifiedManifest;

/** Which Agents may have which manifest: by device class, by group, by anything. */
@FunctionalInterface
public interface Entitlement {

  /** Every Agent may have every manifest. */
  Entitlement EVERYTHING = (agent, manifest) -> true;

  /**
   * Whether an Agent may have a manifest.
   *
   * @param agent what is known of the Agent
   * @param manifest the manifest
   */
  boolean mayHave(AgentState agent, VerifiedManifest manifest);

  /**
   * This entitlement, except that a component is for certain devices only: for a class of devices,
   * or for those that a Verifier trusts.
   *
   * <pre>{@code
   * Entitlement.EVERYTHING.restrict(
   *     wallet, device -> device.isModel(MAKER, MODEL) && device.isAtLeast(TrustTier.AFFIRMING));
   * }</pre>
   *
   * @param component a component
   * @param devices for which devices it is; an Agent that is not attested, or of whose device no
   *     Verifier says anything, does not get it
   */
  default Entitlement restrict(
      SuitComponentIdentifier component, Predicate<AttestedDevice> devices) {
    return (agent, manifest) ->
        mayHave(agent, manifest)
            && (!ManifestSummary.of(manifest).components().contains(component)
                || agent.device().filter(devices).isPresent());
  }
}
