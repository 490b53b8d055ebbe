package org.teep4j.teep.tam;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.suit.report.SystemPropertyClaims;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.session.Verdict;

/**
 * What a TAM knows of an Agent when it decides: what the Agent's QueryResponse says, and what it
 * said before.
 *
 * @param agent what the TAM remembers of the Agent, with the attestation of this message
 * @param isAttested whether the Agent counts as attested now
 * @param verdict what was said of the payload in this message, if it had one that was asked for
 * @param installed {@code tc-list}
 * @param requested {@code requested-tc-list}
 * @param unneeded {@code unneeded-manifest-list}
 * @param reports {@code suit-reports}, opened
 */
public record AgentState(
    AgentRecord agent,
    boolean isAttested,
    Optional<Verdict> verdict,
    List<SystemPropertyClaims> installed,
    List<RequestedTcInfo> requested,
    List<SuitComponentIdentifier> unneeded,
    List<SuitReport> reports) {

  /** Copies the lists. */
  public AgentState {
    Objects.requireNonNull(agent);
    Objects.requireNonNull(verdict);
    installed = List.copyOf(installed);
    requested = List.copyOf(requested);
    unneeded = List.copyOf(unneeded);
    reports = List.copyOf(reports);
  }

  /**
   * What is attested of the Agent's device now, by this message or by an earlier one.
   *
   * @return empty if the Agent does not count as attested, or a Verifier has said no more than that
   */
  public Optional<AttestedDevice> device() {
    return isAttested ? agent.device() : Optional.empty();
  }
}
