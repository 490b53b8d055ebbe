package org.teep4j.teep.agent;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseSigner;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.ProcessListener;
import org.teep4j.suit.processor.ProcessorPolicy;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.teep.FreshnessMechanism;
import org.teep4j.teep.session.Attester;
import org.teep4j.teep.session.SessionListener;

/** What an Agent is made of; the builder has the meanings. */
record AgentConfig(
    Platform platform,
    List<TrustedTam> tams,
    AgentKeys keys,
    @Nullable Attester attester,
    List<FreshnessMechanism> mechanisms,
    @Nullable CoseSigner reportSigner,
    List<SuitCoseProfile> profiles,
    Supplier<List<SuitReport>> bootReports,
    ProcessorPolicy policy,
    ProcessListener processListener,
    AgentSettings settings,
    RandomGenerator random,
    InstantSource clock,
    SessionListener listener) {

  private static final int CHALLENGE_LENGTH = 32;

  static final RandomGenerator SECURE = new SecureRandom();

  Instant now() {
    return clock.instant();
  }

  Bytes newChallenge() {
    byte[] challenge = new byte[CHALLENGE_LENGTH];
    random.nextBytes(challenge);
    return Bytes.wrap(challenge);
  }

  Optional<Attester> attesterFor(TrustedTam tam) {
    return tam.attester().or(() -> Optional.ofNullable(attester));
  }
}
