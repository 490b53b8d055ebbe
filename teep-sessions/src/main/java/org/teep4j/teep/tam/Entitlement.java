package org.teep4j.teep.tam;

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
}
