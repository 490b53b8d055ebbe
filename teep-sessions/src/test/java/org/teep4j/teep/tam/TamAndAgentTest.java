package org.teep4j.teep.tam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.memory.MemoryJournal;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;
import org.teep4j.teep.agent.MemoryAgentStore;
import org.teep4j.teep.agent.TeepAgent;
import org.teep4j.teep.agent.TrustedTam;

/** A TAM and an Agent of this library understand each other. */
class TamAndAgentTest {

  private static final URI URI_OF_TAM = URI.create("https://tam.example/tam");

  private final TamWorld world = new TamWorld();
  private final MemoryRegistry registry = new MemoryRegistry();

  TamAndAgentTest() {
    world.catalogue.add(TamWorld.hello(5));
  }

  private TeepAgent agent() throws Exception {
    MemoryStore contents = new MemoryStore();
    contents.with(TamWorld.HELLO, Optional.empty());
    contents.with(TamWorld.HELLO_MANIFEST, Optional.empty());
    Platform platform =
        Platform.builder(contents, registry, DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
            .journal(new MemoryJournal())
            .build();
    TrustedTam tam =
        TrustedTam.builder(
                URI_OF_TAM,
                CoseKeyResolver.of(List.of(TamWorld.TAM.toPublic(), TamWorld.TAM_ED.toPublic())))
            .author(SuitVerifier.of(CoseVerifier.of(TamWorld.AUTHOR.toPublic())))
            .build();
    return TeepAgent.builder(new MemoryAgentStore(), platform)
        .tam(tam)
        .clock(() -> world.now)
        .key(TamWorld.AGENT)
        .attester((challenge, key) -> FakeVerifier.evidence(challenge.orElse(Bytes.empty()), key))
        .build();
  }

  @ParameterizedTest
  @EnumSource(
      value = AttestationModel.class,
      names = {"NONE", "BACKGROUND_CHECK"})
  @DisplayName("TAM 1 to 9: a session of a TAM with an Agent ends with an installed manifest")
  void session(AttestationModel model) throws Exception {
    Tam tam =
        world.tam(
            policy ->
                policy
                    .query(TamQuery.trustedComponents(model))
                    .attestationRequired(model != AttestationModel.NONE),
            settings -> {});
    TeepAgent agent = agent();
    agent.requestTa(TamWorld.HELLO, null);
    int messages = 0;
    Optional<Bytes> toAgent = tam.processConnect();
    while (toAgent.isPresent()) {
      assertTrue(messages++ < 5, "the session does not end");
      Optional<Bytes> toTam = agent.processTeepMessage(URI_OF_TAM, toAgent.get());
      toAgent = toTam.isEmpty() ? Optional.empty() : tam.processTeepMessage(toTam.get());
    }
    assertEquals(2, messages, () -> world.events.toString());
    assertEquals(1, world.agent(TamWorld.AGENT).installed().size());
    assertEquals(1, registry.manifests().size());
  }
}
