package org.teep4j.teep.tam;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.session.SessionEvent.Kind;
import org.teep4j.teep.session.Verdict;

/** Records verdicts that come after the message with the Evidence was answered. */
record LateVerdicts(TamSettings settings, Events events) {

  boolean deliver(Bytes challenge, Verdict verdict) throws IOException {
    if (verdict instanceof Verdict.Later) {
      throw new IllegalArgumentException("this is not a verdict yet");
    }
    Optional<OutstandingRequest> pending =
        new Waiting(settings).find(challenge, Set.of(OutstandingRequest.Kind.VERIFICATION));
    if (pending.isEmpty()) {
      return false;
    }
    return verdict instanceof Verdict.Affirmed affirmed
        ? affirm(pending.get(), affirmed)
        : refuse(pending.get(), (Verdict.Refused) verdict);
  }

  private boolean affirm(OutstandingRequest pending, Verdict.Affirmed verdict) throws IOException {
    boolean isKnown = pending.agent().isPresent();
    if (isKnown ? !pending.agent().get().equals(verdict.thumbprint()) : verdict.key().isEmpty()) {
      return false;
    }
    AgentRecord agent = agent(verdict.thumbprint());
    return apply(
        pending,
        agent.attested(
            settings.attestedUntil(verdict),
            isKnown ? agent.attestedKey() : verdict.key(),
            verdict.statement()),
        Kind.ATTESTED,
        "a Verifier affirms the key");
  }

  private boolean refuse(OutstandingRequest pending, Verdict.Refused verdict) throws IOException {
    if (pending.agent().isEmpty()) {
      return settings
          .store()
          .apply(new TamChange(Optional.of(pending.id()), List.of(), Optional.empty()));
    }
    return apply(
        pending, agent(pending.agent().get()).notAttested(), Kind.NOT_ATTESTED, verdict.reason());
  }

  private AgentRecord agent(Bytes thumbprint) throws IOException {
    return settings
        .store()
        .agent(thumbprint)
        .orElseGet(() -> AgentRecord.of(thumbprint, settings.now()));
  }

  private boolean apply(OutstandingRequest pending, AgentRecord agent, Kind kind, String why)
      throws IOException {
    boolean applied =
        settings
            .store()
            .apply(new TamChange(Optional.of(pending.id()), List.of(), Optional.of(agent)));
    if (applied) {
      events.tell(kind, Optional.empty(), Optional.of(agent.thumbprint()), why);
    }
    return applied;
  }
}
