package org.teep4j.teep.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseSigner;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.Ueid;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.memory.MemoryJournal;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.agent.MemoryAgentStore;
import org.teep4j.teep.agent.TeepAgent;
import org.teep4j.teep.agent.TeepAgentBuilder;
import org.teep4j.teep.session.EatAttester;

/** A TEE with components and an Agent that can attest it. */
final class RealTee {

  final CoseKey key;
  final CoseKey attestationKey = RealTam.key(CoseAlgorithm.ESP256);
  final Ueid ueid;
  final List<String> events = Collections.synchronizedList(new ArrayList<>());

  private final MemoryStore store = new MemoryStore();

  /** A TEE that has one cipher suite. */
  RealTee(TeepCipherSuite suite, Ueid ueid, SuitComponentIdentifier... components) {
    key = RealTam.key(suite);
    this.ueid = ueid;
    for (SuitComponentIdentifier each : components) {
      store.with(each).with(RealTam.manifestOf(each));
    }
  }

  TeepAgent agent(InstantSource clock, Consumer<TeepAgentBuilder> settings)
      throws GeneralSecurityException {
    Platform platform =
        Platform.builder(
                store, new MemoryRegistry(), DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
            .journal(new MemoryJournal())
            .build();
    TeepAgentBuilder builder =
        TeepAgent.builder(new MemoryAgentStore(), platform)
            .key(key)
            .attester(
                EatAttester.of(
                    EatClaims.builder().ueid(ueid).build(), CoseSigner.of(attestationKey), clock))
            .clock(clock)
            .listener(event -> events.add(event.toString()));
    settings.accept(builder);
    return builder.build();
  }

  String content(SuitComponentIdentifier component) {
    return store
        .components()
        .get(component)
        .map(bytes -> new String(bytes.toByteArray(), UTF_8))
        .orElse("nothing");
  }
}
