package org.teep4j.teep.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitCommandCode;
import org.teep4j.suit.SuitCommandSequence;
import org.teep4j.suit.SuitCommon;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitCondition;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.SuitDirective;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitManifestLabel;
import org.teep4j.suit.SuitParameter;
import org.teep4j.suit.SuitParameters;
import org.teep4j.suit.SuitRepPolicy;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.memory.MemoryJournal;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;
import org.teep4j.teep.agent.MemoryAgentStore;
import org.teep4j.teep.agent.TeepAgent;
import org.teep4j.teep.agent.TrustedTam;
import org.teep4j.teep.tam.Entitlement;
import org.teep4j.teep.tam.ManifestCatalogue;
import org.teep4j.teep.tam.MemoryTamStore;
import org.teep4j.teep.tam.NewestManifestPolicy;
import org.teep4j.teep.tam.Tam;

/** A TAM installs, updates and removes a component of a device, over HTTP. */
class RealSessionTest {

  private static final SuitComponentIdentifier HELLO = SuitComponentIdentifier.ofText("hello");
  private static final SuitComponentIdentifier MANIFEST =
      SuitComponentIdentifier.ofText("hello.suit");

  private final CoseKey tamKey = key(CoseAlgorithm.ESP256);
  private final CoseKey otherTamKey = key(CoseAlgorithm.ED25519);
  private final CoseKey agentKey = key(CoseAlgorithm.ESP256);
  private final CoseKey author = key(CoseAlgorithm.ESP256);
  private final ManifestCatalogue catalogue = new ManifestCatalogue();
  private volatile Instant now = Instant.parse("2026-12-01T00:00:00Z");
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final MemoryStore device =
      new MemoryStore().with(HELLO, Optional.empty()).with(MANIFEST, Optional.empty());

  private static CoseKey key(CoseAlgorithm algorithm) {
    try {
      return CoseKeys.generate(algorithm);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private VerifiedManifest manifest(long sequence, String content)
      throws GeneralSecurityException, DecodeException {
    Bytes payload = Bytes.ofUtf8(content);
    SuitParameters image =
        SuitParameters.builder()
            .set(
                SuitParameter.IMAGE_DIGEST,
                SuitDigest.compute(SuitDigestAlgorithm.SHA_256, Segments.of(payload)))
            .build();
    SuitParameters source = SuitParameters.builder().set(SuitParameter.URI, "#hello").build();
    SuitManifest manifest =
        SuitManifest.builder(
                sequence,
                SuitCommon.of(HELLO)
                    .withSharedSequence(
                        SuitCommandSequence.of(new SuitDirective.OverrideParameters(image))))
            .manifestComponentId(MANIFEST)
            .sequence(
                SuitManifestLabel.INSTALL,
                SuitCommandSequence.of(
                    new SuitDirective.OverrideParameters(source),
                    new SuitDirective.Simple(SuitCommandCode.DIRECTIVE_FETCH, SuitRepPolicy.NONE),
                    new SuitCondition(SuitCommandCode.CONDITION_IMAGE_MATCH, SuitRepPolicy.NONE)))
            .sequence(
                SuitManifestLabel.UNINSTALL,
                SuitCommandSequence.of(
                    new SuitDirective.Simple(SuitCommandCode.DIRECTIVE_UNLINK, SuitRepPolicy.NONE)))
            .build();
    return SuitEnvelope.builder(manifest)
        .integratedPayload("#hello", payload)
        .build()
        .sign(CoseSigner.of(author))
        .verify(CoseVerifier.of(author.toPublic()));
  }

  private Tam tam() throws GeneralSecurityException {
    return Tam.builder(
            new MemoryTamStore(),
            NewestManifestPolicy.builder(catalogue, Entitlement.EVERYTHING).build())
        .key(tamKey)
        .key(otherTamKey)
        .trustedAgents(CoseKeyResolver.of(List.of(agentKey.toPublic())))
        .clock(() -> now)
        .listener(event -> events.add("TAM " + event))
        .build();
  }

  private TeepAgent agent(URI tam) throws GeneralSecurityException {
    Platform platform =
        Platform.builder(
                device, new MemoryRegistry(), DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
            .journal(new MemoryJournal())
            .build();
    return TeepAgent.builder(new MemoryAgentStore(), platform)
        .key(agentKey)
        .tam(
            TrustedTam.builder(
                    tam, CoseKeyResolver.of(List.of(tamKey.toPublic(), otherTamKey.toPublic())))
                .author(SuitVerifier.of(CoseVerifier.of(author.toPublic())))
                .build())
        .clock(() -> now)
        .listener(event -> events.add("Agent " + event))
        .build();
  }

  private String content() throws IOException {
    return device
        .components()
        .get(HELLO)
        .map(bytes -> new String(bytes.toByteArray(), UTF_8))
        .orElse("nothing");
  }

  @Test
  void componentIsInstalledUpdatedAndRemoved() throws Exception {
    catalogue.add(manifest(1, "Hello, TEE!"));
    try (TeepHttpServer server =
        TeepHttpServer.builder(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .handle("/tam", TeepHttpHandler.builder(tam()).build())
            .start()) {
      URI uri = URI.create("http://localhost:" + server.address().getPort() + "/tam");
      TeepBroker broker =
          TeepBroker.builder(TeepHttpClient.builder().build()).tee("tee", agent(uri)).build();
      assertEquals(List.of(), broker.resume("tee"));
      assertComplete(List.of(broker.requestTa("tee", HELLO, null).orElseThrow()));
      assertEquals("Hello, TEE!", content(), events::toString);
      assertEquals(Optional.empty(), broker.requestTa("tee", HELLO, null)); // it is installed
      assertEquals(List.of(), broker.requestPolicyCheck("tee")); // too soon for this Agent
      catalogue.add(manifest(2, "Hello again!"));
      now = now.plus(Duration.ofDays(2));
      assertComplete(broker.requestPolicyCheck("tee"));
      assertEquals("Hello again!", content(), events::toString);
      assertComplete(List.of(broker.unrequestTa("tee", HELLO).orElseThrow()));
      assertEquals("nothing", content(), events::toString);
    }
  }

  private void assertComplete(List<SessionResult> results) {
    assertEquals(1, results.size());
    assertTrue(results.get(0).isComplete(), () -> results + " " + events);
  }
}
