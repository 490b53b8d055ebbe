package org.teep4j.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.author.Component;
import org.teep4j.suit.author.ManifestAuthor;
import org.teep4j.suit.author.Source;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.memory.MemoryJournal;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.agent.MemoryAgentStore;
import org.teep4j.teep.agent.TeepAgent;
import org.teep4j.teep.agent.TrustedTam;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.tam.Entitlement;
import org.teep4j.teep.tam.ManifestCatalogue;
import org.teep4j.teep.tam.MemoryTamStore;
import org.teep4j.teep.tam.NewestManifestPolicy;
import org.teep4j.teep.tam.Tam;

/** A TAM, and devices that have it install a component. Everything is in memory. */
final class SessionParties {

  private static final URI TAM = URI.create("https://tam.example/tam");
  private static final SuitComponentIdentifier COMPONENT = SuitComponentIdentifier.ofText("app");
  private static final SuitComponentIdentifier MANIFEST =
      SuitComponentIdentifier.ofText("app.suit");

  /** A QueryRequest with one signature: the Agent's suite is known. */
  private static final PeerOptions PEER =
      new PeerOptions(
          Dialect.RFC, true, PeerOptions.Confirmation.KID, false, true, TeepMessage.MEDIA_TYPE);

  private final UnaryOperator<CoseVerifier> verifiers;
  private final Tam tam;
  private final TrustedTam trust;
  private final CoseSigner agentSigner;
  private final CoseKey agentKey;

  /**
   * A TAM with one manifest.
   *
   * @param payload what it installs
   * @param signers what signs messages instead
   * @param verifiers what verifies messages and the manifest instead
   */
  SessionParties(
      Bytes payload, UnaryOperator<CoseSigner> signers, UnaryOperator<CoseVerifier> verifiers)
      throws Exception {
    this.verifiers = verifiers;
    CoseKey author = CoseKeys.generate(CoseAlgorithm.ESP256);
    CoseKey tamKey = named();
    agentKey = named();
    agentSigner = signers.apply(CoseSigner.of(agentKey));
    ManifestCatalogue catalogue = new ManifestCatalogue();
    catalogue.add(manifest(payload, author).verify(CoseVerifier.of(author.toPublic())));
    tam =
        Tam.builder(
                new MemoryTamStore(),
                NewestManifestPolicy.builder(catalogue, Entitlement.EVERYTHING).build())
            .peer(PEER)
            .signer(signers.apply(CoseSigner.of(tamKey)), tamKey.toPublic())
            .key(CoseKeys.generate(CoseAlgorithm.ED25519))
            .trustedAgents(CoseKeyResolver.ofVerifiers(List.of(verifier(agentKey))))
            .build();
    trust =
        TrustedTam.builder(TAM, verifier(tamKey))
            .options(PEER)
            .author(SuitVerifier.of(verifier(author)))
            .build();
  }

  private static CoseKey named() throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.ESP256);
    return key.withKeyId(key.thumbprint());
  }

  private CoseVerifier verifier(CoseKey key) throws Exception {
    return verifiers.apply(CoseVerifier.of(key.toPublic()));
  }

  private static SuitEnvelope manifest(Bytes payload, CoseKey author) throws Exception {
    return ManifestAuthor.ofSequenceNumber(1)
        .manifestComponentId(MANIFEST)
        .component(Component.of(COMPONENT, Source.integrated("#tc", payload)))
        .envelope()
        .signer(CoseSigner.of(author))
        .build();
  }

  /**
   * A new device asks for the component: the connection, QueryRequest, QueryResponse, Update,
   * Success.
   *
   * @return what was installed
   */
  Bytes exchange() throws IOException {
    MemoryStore store = new MemoryStore().with(COMPONENT).with(MANIFEST);
    Platform platform =
        Platform.builder(
                store, new MemoryRegistry(), DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
            .journal(new MemoryJournal())
            .build();
    TeepAgent agent =
        TeepAgent.builder(new MemoryAgentStore(), platform)
            .signer(agentSigner, agentKey)
            .tam(trust)
            .build();
    if (agent.requestTa(COMPONENT, null).isEmpty()) {
      throw new IllegalStateException("the Agent knows no TAM");
    }
    Bytes queryRequest = tam.processConnect().orElseThrow();
    Bytes queryResponse = agent.processTeepMessage(TAM, queryRequest).orElseThrow();
    Bytes update = tam.processTeepMessage(queryResponse).orElseThrow();
    Bytes success = agent.processTeepMessage(TAM, update).orElseThrow();
    if (tam.processTeepMessage(success).isPresent()) {
      throw new IllegalStateException("the TAM answers a Success");
    }
    agent.processEnd(TAM);
    return store.components().getOrDefault(COMPONENT, Optional.empty()).orElseThrow();
  }
}
