package org.teep4j.teep.tam;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.report.SuitReportOpener;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.session.Attester;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.Verdict;

/** What a TAM was built with. */
record TamSettings(
    TamStore store,
    TamPolicy policy,
    List<TamKey> keys,
    CoseKeyResolver trustedAgents,
    Attestations attestations,
    Optional<Attester> attester,
    SuitReportOpener reportOpener,
    List<SuitCoseProfile> profiles,
    PeerOptions peer,
    Duration requestLifetime,
    Duration attestationLifetime,
    int mostRetries,
    Duration retryWindow,
    int largestMessage,
    SecureRandom random,
    InstantSource clock) {

  /** Bytes of a token or challenge; the sizes that hardware takes as a nonce include it. */
  private static final int NONCE_SIZE = 32;

  Instant now() {
    return clock.instant();
  }

  Instant deadline() {
    return now().plus(requestLifetime);
  }

  /** A token or challenge. It is never repeated, because it is random and long. */
  Bytes freshId() {
    byte[] id = new byte[NONCE_SIZE];
    random.nextBytes(id);
    return Bytes.wrap(id);
  }

  List<TeepCipherSuite> suites() {
    return keys.stream().map(TamKey::suite).toList();
  }

  TamKey key(TeepCipherSuite suite) {
    return keys.stream().filter(key -> key.suite().equals(suite)).findFirst().orElseThrow();
  }

  /** Until when a verdict of now holds. */
  Instant attestedUntil(Verdict.Affirmed verdict) {
    Instant longest = now().plus(attestationLifetime);
    return verdict.expiry().filter(longest::isAfter).orElse(longest);
  }

  /** How many QueryRequests were sent in reply to an Agent lately. */
  int retries(AgentRecord agent) {
    return agent.lastSeen().plus(retryWindow).isBefore(now()) ? 0 : agent.retries();
  }
}
