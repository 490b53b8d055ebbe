package org.teep4j.teep.agent;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.author.Component;
import org.teep4j.suit.author.ManifestAuthor;
import org.teep4j.suit.author.Source;
import org.teep4j.suit.processor.ComponentStore;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.Journal;
import org.teep4j.suit.processor.ManifestRegistry;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.memory.MemoryJournal;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.SessionEvent;

/** A device with an Agent, its TAMs and its authors. */
final class World {

  static final CoseKey AGENT = key(CoseAlgorithm.ESP256);
  static final Peer TAM = new Peer("https://tam.example/tam");
  static final Peer OTHER_TAM = new Peer("https://other.example/tam");
  static final CoseKey AUTHOR = key(CoseAlgorithm.ESP256);
  static final CoseKey OTHER_AUTHOR = key(CoseAlgorithm.ESP256);
  static final Instant START = Instant.parse("2026-12-01T00:00:00Z");

  final MemoryStore store = new MemoryStore();
  final MemoryRegistry registry = new MemoryRegistry();
  final MemoryJournal journal = new MemoryJournal();
  final MemoryAgentStore agentStore = new MemoryAgentStore();
  final Map<String, Bytes> server = new HashMap<>();
  final List<SessionEvent> events = new ArrayList<>();
  final Random random = new Random(1);
  Instant now = START;
  UnaryOperator<Platform.Builder> device = builder -> builder;
  Consumer<TeepAgentBuilder> setting = builder -> {};
  UnaryOperator<TrustedTam.Builder> trust = builder -> builder;
  TeepAgent agent;

  World() {
    for (String name : List.of("app", "other", "data")) {
      for (String domain : List.of("one", "two")) {
        store.with(id(domain, name));
        store.with(id(domain, name + ".suit"));
      }
    }
    agent = newAgent();
  }

  /** A TAM, as the Agent's other side. */
  static final class Peer {
    final URI uri;
    final CoseKey key = key(CoseAlgorithm.ESP256);
    final CoseKey edKey = key(CoseAlgorithm.ED25519);
    private int tokens;

    Peer(String uri) {
      this.uri = URI.create(uri);
    }

    Bytes newToken() {
      tokens++;
      return Bytes.ofUtf8("token-" + (100 + tokens) + "-" + uri.getHost().charAt(0));
    }

    Bytes sign(TeepMessage message) {
      return World.sign(message, key);
    }

    QueryRequest.Builder query(DataItem... items) {
      QueryRequest.Builder request =
          QueryRequest.builder()
              .supportedTeepCipherSuites(
                  List.of(TeepCipherSuite.SIGN1_ESP256, TeepCipherSuite.SIGN1_ED25519))
              .supportedSuitCoseProfiles(Dialect.RFC.mandatorySuitCoseProfiles())
              .dataItemRequested(Set.of(items));
      return Set.of(items).contains(DataItem.ATTESTATION) ? request : request.token(newToken());
    }

    Update.Builder update(SuitEnvelope... manifests) {
      return Update.builder().token(newToken()).manifests(List.of(manifests));
    }
  }

  TeepAgent newAgent() {
    return newAgent(store, agentStore, registry, journal);
  }

  TeepAgent newAgent(
      ComponentStore components,
      AgentStore used,
      ManifestRegistry usedRegistry,
      Journal usedJournal) {
    Platform.Builder platform =
        Platform.builder(components, usedRegistry, DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
            .journal(usedJournal)
            .fetcher(
                request -> {
                  Bytes content = server.get(request.uri());
                  if (content == null) {
                    throw new IOException("cannot be reached: " + request.uri());
                  }
                  return content.slice((int) request.offset()).asInputStream();
                });
    try {
      TeepAgentBuilder builder =
          TeepAgent.builder(used, device.apply(platform).build())
              .key(AGENT)
              .random(random)
              .clock(() -> now)
              .listener(events::add)
              .tam(
                  trust
                      .apply(
                          TrustedTam.builder(TAM.uri, CoseVerifier.of(TAM.key.toPublic()))
                              .author(verifier(AUTHOR)))
                      .build());
      setting.accept(builder);
      return builder.build();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  void restart() {
    agent = newAgent();
  }

  /** Sends a message of the TAM, and reads the answer. */
  TeepMessage send(TeepMessage message) throws Exception {
    return reply(TAM.sign(message)).orElseThrow();
  }

  Optional<TeepMessage> reply(Bytes message) throws Exception {
    return reply(TAM, message);
  }

  Optional<TeepMessage> reply(Peer peer, Bytes message) throws Exception {
    Optional<Bytes> reply = agent.processTeepMessage(peer.uri, message);
    return reply.isEmpty() ? Optional.empty() : Optional.of(read(reply.get()));
  }

  static TeepMessage read(Bytes message) throws Exception {
    return TeepMessage.verify(message, CoseVerifier.of(AGENT.toPublic()), Dialect.RFC);
  }

  /** Opens a session, so that an Update is taken. */
  void query() throws Exception {
    send(TAM.query().build());
  }

  TeepMessage update(SuitEnvelope... manifests) throws Exception {
    query();
    return send(TAM.update(manifests).build());
  }

  Optional<Bytes> content(SuitComponentIdentifier component) {
    return store.components().get(component);
  }

  void sleep(Duration duration) {
    now = now.plus(duration);
  }

  static SuitEnvelope manifest(String domain, String name, long sequence, String content)
      throws GeneralSecurityException {
    return signed(
        ManifestAuthor.ofSequenceNumber(sequence)
            .manifestComponentId(id(domain, name + ".suit"))
            .component(
                Component.of(id(domain, name), Source.integrated("#tc", Bytes.ofUtf8(content))))
            .uninstallable(),
        AUTHOR);
  }

  static SuitEnvelope signed(ManifestAuthor author, CoseKey key) throws GeneralSecurityException {
    return author.envelope().signer(CoseSigner.of(key)).build();
  }

  static Bytes sign(TeepMessage message, CoseKey key) {
    try {
      CoseSign1 signed = message.sign(CoseSigner.of(key), Dialect.RFC);
      return Bytes.wrap(signed.encode().toByteArray());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static SuitVerifier verifier(CoseKey author) throws GeneralSecurityException {
    return SuitVerifier.of(CoseVerifier.of(author.toPublic()));
  }

  static SuitComponentIdentifier id(String... segments) {
    return SuitComponentIdentifier.ofText(segments);
  }

  static CoseKey key(CoseAlgorithm algorithm) {
    try {
      return CoseKeys.generate(algorithm);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
