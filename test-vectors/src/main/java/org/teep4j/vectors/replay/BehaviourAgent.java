package org.teep4j.vectors.replay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.certificate.CertificateTrust;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.ManifestProcessor;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.Procedure;
import org.teep4j.suit.processor.memory.MemoryJournal;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.agent.MemoryAgentStore;
import org.teep4j.teep.agent.TeepAgent;
import org.teep4j.teep.agent.TeepAgentBuilder;
import org.teep4j.teep.agent.TrustedTam;
import org.teep4j.teep.session.SessionEvent;
import org.teep4j.teep.session.TeepAgentApi.Outgoing;
import org.teep4j.vectors.format.BehaviourCase;
import org.teep4j.vectors.format.BehaviourState;

/** An Agent in the state of a case, with its device. */
final class BehaviourAgent implements BehaviourSubject {
  static final URI TAM = URI.create("https://tam.example/tam");

  private static final String FIRST_TOKEN = "0101010101010101";

  private final BehaviourState.AgentState state;
  private final BehaviourMaterial material;
  private final Map<String, VerifiedManifest> manifests;
  private final MemoryStore store = new MemoryStore();
  private final MemoryRegistry registry = new MemoryRegistry();
  private final ScriptedRandom random = new ScriptedRandom();
  private final List<SessionEvent> events = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final TeepAgent agent;

  BehaviourAgent(BehaviourState.AgentState state, BehaviourMaterial material, List<Bytes> messages)
      throws IOException, GeneralSecurityException {
    this.state = state;
    this.material = material;
    this.manifests = material.manifests().all();
    Platform platform = device();
    TeepAgentBuilder builder =
        TeepAgent.builder(new MemoryAgentStore(), platform)
            .tam(tam())
            .random(random)
            .clock(InstantSource.fixed(now()))
            .listener(events::add);
    addKeys(builder);
    if (state.evidence() || lastQuery("attestation bit")) {
      builder.attester(BehaviourVerifiers.EVIDENCE);
    }
    agent = builder.build();
    bringAbout(messages);
  }

  private Instant now() {
    return Instant.ofEpochSecond(state.clock());
  }

  // The device.

  private Platform device() throws IOException, GeneralSecurityException {
    for (VerifiedManifest manifest : manifests.values()) {
      manifest.common().components().forEach(each -> store.with(each));
      manifest.manifestComponentId().ifPresent(each -> store.with(each));
    }
    Platform platform =
        Platform.builder(store, registry, DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
            .journal(new MemoryJournal())
            .fetcher(
                request -> {
                  Bytes content = state.fetchable().get(request.uri());
                  if (content == null) {
                    throw new IOException("unreachable: " + request.uri());
                  }
                  return content.asInputStream();
                })
            .build();
    Map<String, VerifiedManifest> trusted = material.manifests().signedBy(state.signers());
    for (BehaviourState.Installed each : state.installed()) {
      install(each, trusted.values(), new ManifestProcessor(platform));
    }
    return platform;
  }

  /** Installs the manifest of the pack that the state means. */
  private void install(
      BehaviourState.Installed wanted,
      Iterable<VerifiedManifest> trusted,
      ManifestProcessor processor) {
    for (VerifiedManifest manifest : trusted) {
      boolean isIt =
          manifest.sequenceNumber().bits() == wanted.sequenceNumber()
              && manifest
                  .common()
                  .components()
                  .contains(BehaviourMaterial.component(wanted.component()));
      if (isIt && processor.process(manifest, Procedure.UPDATE).isComplete()) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "no manifest installs " + wanted.component() + " " + wanted.sequenceNumber());
  }

  // The Agent.

  private void addKeys(TeepAgentBuilder builder) {
    for (List<List<Long>> suite : state.suites().getOrDefault(material.dialect(), List.of())) {
      long algorithm = suite.get(0).get(1);
      for (String name : candidates()) {
        Optional<CoseSigner> signer = material.signer(name, algorithm);
        if (signer.isPresent() && !keys.contains(name)) {
          builder.signer(signer.get(), material.key(name));
          keys.add(name);
          break;
        }
      }
    }
  }

  /** The Agent's keys, then those of the same name for other algorithms. */
  private List<String> candidates() {
    List<String> candidates = new ArrayList<>(state.keys());
    material.keys().keySet().stream()
        .filter(name -> state.keys().stream().anyMatch(key -> name.startsWith(key + "-")))
        .forEach(candidates::add);
    return candidates;
  }

  private TrustedTam tam() throws GeneralSecurityException {
    CoseKeyResolver trusted = material.resolver(state.trustedTams());
    for (String anchor : state.anchors()) {
      trusted =
          trusted.or(
              CertificateTrust.builder(certificate(material.certificate(anchor)))
                  .withoutRevocation()
                  .unprotectedCertificates()
                  .time(now())
                  .build());
    }
    TrustedTam.Builder builder =
        TrustedTam.builder(TAM, trusted).options(material.peer(state.peer()));
    for (SuitVerifier each : material.suitVerifiers(state.signers())) {
      builder.author(each);
    }
    state.prefix().map(BehaviourMaterial::component).ifPresent(builder::components);
    if (!state.tamVerifiers().isEmpty()) {
      builder.attestation(new BehaviourVerifiers(material, now()).results(state.tamVerifiers()));
    }
    return builder.build();
  }

  private static X509Certificate certificate(Bytes der) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der.toByteArray()));
  }

  // What has happened before.

  private boolean lastQuery(String word) {
    return state.session().lastQuery().map(text -> text.contains(word)).orElse(false);
  }

  private void bringAbout(List<Bytes> messages) throws IOException, GeneralSecurityException {
    for (String each : state.requested()) {
      agent.requestTa(BehaviourMaterial.component(each), null);
    }
    for (String each : state.unneeded()) {
      agent.unrequestTa(BehaviourMaterial.component(each));
    }
    boolean startsInSession =
        state.session().open() && !messages.isEmpty() && !asks(messages.get(0));
    if (state.challengeSent().isPresent()) {
      random.next(state.challengeSent().get());
      agent.processTeepMessage(TAM, query(0));
    } else if (state.session().lastQuery().isPresent()) {
      agent.processTeepMessage(TAM, query(0));
      agent.processEnd(TAM);
    } else if (startsInSession) {
      agent.processTeepMessage(TAM, query(0));
    }
    if (state.session().processError()) {
      agent.processError(TAM);
    }
    events.clear();
  }

  private boolean asks(Bytes message) {
    return BehaviourReply.find(message, material)
        .filter(each -> each.message() instanceof QueryRequest)
        .isPresent();
  }

  /**
   * A QueryRequest of the TAM.
   *
   * @param number makes its token differ from those of others
   */
  private Bytes query(int number) throws GeneralSecurityException {
    if (state.trustedTams().isEmpty()) {
      throw new IllegalArgumentException("a TAM without a trusted key has no session");
    }
    List<CoseSigner> signers = new ArrayList<>();
    List<TeepCipherSuite> suites = new ArrayList<>();
    for (String each : state.trustedTams()) {
      signers.add(material.signer(each));
      suites.add(TeepCipherSuite.sign1(material.signer(each).algorithm()));
    }
    QueryRequest.Builder query =
        QueryRequest.builder()
            .supportedTeepCipherSuites(suites)
            .supportedSuitCoseProfiles(material.dialect().mandatorySuitCoseProfiles());
    if (lastQuery("attestation bit")) {
      query.dataItemRequested(Set.of(DataItem.ATTESTATION));
    } else {
      query
          .dataItemRequested(EnumSet.of(DataItem.TRUSTED_COMPONENTS))
          .token(Bytes.fromHex(FIRST_TOKEN + String.format("%04x", number)));
    }
    return query.build().sign(signers, material.dialect()).encode().toBytes();
  }

  // What happens.

  @Override
  public BehaviourEnd deliver(Bytes message) throws IOException {
    events.clear();
    return BehaviourEnd.of(agent.processTeepMessage(TAM, message));
  }

  @Override
  public BehaviourEnd call(BehaviourCase.Call call) throws IOException {
    Optional<SuitComponentIdentifier> component =
        call.component().map(BehaviourMaterial::component);
    Optional<Outgoing> outgoing =
        switch (call.api()) {
          case "RequestTA" -> agent.requestTa(component.orElseThrow(), call.hint().orElse(null));
          case "UnrequestTA" -> agent.unrequestTa(component.orElseThrow());
          case "RequestPolicyCheck" -> agent.requestPolicyCheck();
          case "ProcessError" -> {
            agent.processError(TAM);
            yield Optional.empty();
          }
          default -> throw new IllegalArgumentException("an Agent has no " + call.api());
        };
    return BehaviourEnd.of(outgoing.flatMap(Outgoing::message))
        .withTam(outgoing.map(Outgoing::tam));
  }

  @Override
  public BehaviourEnd overHttp(BehaviourCase.Action action, List<Bytes> messages)
      throws IOException {
    if (!(action instanceof BehaviourCase.HttpScript script)) {
      throw new IllegalArgumentException("an Agent sends HTTP requests");
    }
    Optional<Outgoing> first =
        state.requested().isEmpty()
            ? agent.requestPolicyCheck()
            : agent.requestTa(BehaviourMaterial.component(state.requested().get(0)), null);
    return new ScriptedHttp(script, messages, this::query).run(agent, first.orElseThrow());
  }

  // What is true afterwards.

  @Override
  public Optional<String> difference(
      BehaviourCase.Statement statement, Optional<BehaviourReply> reply) {
    if (!(statement instanceof BehaviourCase.Installed installed)) {
      throw new IllegalArgumentException("nothing of an Agent");
    }
    Map<String, Long> found = new HashMap<>();
    for (InstalledManifest each : registry.manifests()) {
      for (SuitComponentIdentifier component : each.references()) {
        boolean isManifest = each.id().equals(Optional.of(component));
        if (!isManifest && store.content(component).isPresent()) {
          found.put(BehaviourMaterial.name(component), each.sequenceNumber().bits());
        }
      }
    }
    if (!installed.anyOf().contains(found)) {
      return Optional.of("installed: " + found);
    }
    long reported =
        reply.map(BehaviourJudge::opened).orElse(List.of()).stream()
            .filter(BehaviourJudge::isSuccess)
            .count();
    boolean isReported = reply.map(BehaviourReply::reports).orElse(List.of()).isEmpty();
    return installed.asReported() && !isReported && reported != found.size()
        ? Optional.of("reported: " + reported + ", installed: " + found)
        : Optional.empty();
  }

  @Override
  public List<SessionEvent> events() {
    return events;
  }

  @Override
  public List<String> tamKeys() {
    return state.trustedTams();
  }

  @Override
  public List<String> agentKeys() {
    return keys;
  }

  @Override
  public List<Bytes> known() {
    return state.challengeSent().map(List::of).orElse(List.of());
  }

  @Override
  public URI tamUri() {
    return TAM;
  }
}
