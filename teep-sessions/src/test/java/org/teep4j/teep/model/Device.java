package org.teep4j.teep.model;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.Ueid;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.memory.MemoryJournal;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;
import org.teep4j.teep.agent.AgentSettings;
import org.teep4j.teep.agent.AgentStore;
import org.teep4j.teep.agent.GuardedStores;
import org.teep4j.teep.agent.TeepAgent;
import org.teep4j.teep.agent.TeepAgentBuilder;
import org.teep4j.teep.agent.TrustedTam;
import org.teep4j.teep.session.EatAttester;
import org.teep4j.teep.session.EatVerifier;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.SessionEvent;
import org.teep4j.teep.session.TeepAgentApi.Outgoing;

/** A TEE with what it keeps, and its Agent, which may be made anew at any time. */
final class Device {

  static final Duration SESSION = Duration.ofHours(1);

  final Faults faults = new Faults();
  final List<SessionEvent> events = new ArrayList<>();

  /** The values that the Agent keeps, by name. */
  final Map<String, Bytes> values = new TreeMap<>();

  private final Tee tee;
  private final InstantSource clock;
  private final MemoryStore store = new MemoryStore();
  private final MemoryRegistry registry = new MemoryRegistry();
  private final MemoryJournal journal = new MemoryJournal();
  private final Random random = new Random(1);
  private TeepAgent agent;

  Device(Tee tee, InstantSource clock) {
    this.tee = tee;
    this.clock = clock;
    for (Product product : Product.values()) {
      store.with(product.id).with(product.place);
    }
    agent = newAgent();
  }

  /** Nothing but bytes outlives the Agent. */
  private final class Values implements AgentStore {
    @Override
    public Optional<Bytes> load(String name) {
      return Optional.ofNullable(values.get(name));
    }

    @Override
    public void save(String name, Segments value) {
      values.put(name, Bytes.wrap(value.toByteArray()));
    }

    @Override
    public void remove(String name) {
      values.remove(name);
    }
  }

  void restart() {
    faults.disarm();
    agent = newAgent();
  }

  private TeepAgent newAgent() {
    try {
      Platform platform =
          Platform.builder(
                  new GuardedStores.Components(store, faults),
                  new GuardedStores.Registry(registry, faults),
                  DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
              .journal(new GuardedStores.Recording(journal, faults))
              .build();
      TeepAgentBuilder builder =
          TeepAgent.builder(new GuardedStores.OfAgent(new Values(), faults), platform)
              .key(tee.key)
              .attester(attester())
              .random(random)
              .clock(clock)
              .settings(settings())
              .listener(events::add);
      for (Owner tam : Owner.TAMS) {
        builder.tam(trust(tam));
      }
      return builder.build();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** As by default, but a TAM may be contacted again at once. */
  private static AgentSettings settings() {
    AgentSettings defaults = AgentSettings.defaults();
    return new AgentSettings(
        defaults.maxMessageSize(),
        defaults.maxManifests(),
        defaults.maxReportSize(),
        defaults.maxRounds(),
        defaults.maxAttestationRounds(),
        defaults.maxRequested(),
        defaults.rememberedUpdates(),
        SESSION,
        defaults.attestationResultLifetime(),
        Duration.ofSeconds(1));
  }

  private EatAttester attester() throws GeneralSecurityException {
    EatClaims claims = EatClaims.builder().ueid(ueid(tee)).build();
    return EatAttester.of(claims, CoseSigner.of(tee.attestation), clock)
        .withConfirmation(PeerOptions.Confirmation.COSE_KEY);
  }

  static Ueid ueid(Tee tee) {
    byte[] name = new byte[16];
    name[0] = (byte) (tee == Tee.ONE ? 1 : 2);
    return Ueid.of(Ueid.Type.RAND, Bytes.wrap(name));
  }

  private TrustedTam trust(Owner tam) throws GeneralSecurityException {
    TrustedTam.Builder trust =
        TrustedTam.builder(
                tam.uri, CoseKeyResolver.of(List.of(tam.key.toPublic(), tam.otherKey.toPublic())))
            .author(SuitVerifier.of(CoseVerifier.of(tam.author.toPublic())));
    tam.prefixes().forEach(trust::components);
    if (tam == Owner.GREEN) {
      trust.attestation(
          EatVerifier.ofEvidence(
              CoseVerifier.of(tam.attestation.toPublic()), clock, claims -> Optional.empty()));
    }
    return trust.build();
  }

  // What can be called.

  Outcome receive(Owner tam, Bytes message) {
    return Outcome.of(() -> agent.processTeepMessage(tam.uri, message), faults, events);
  }

  Outcome end(Owner tam, boolean isFailure) {
    return Outcome.of(
        () -> {
          if (isFailure) {
            agent.processError(tam.uri);
          } else {
            agent.processEnd(tam.uri);
          }
          return Optional.empty();
        },
        faults,
        events);
  }

  /** A call that may want a session. */
  @FunctionalInterface
  interface Wish {
    Optional<Outgoing> of(TeepAgent agent) throws IOException;
  }

  /** Makes a call, and returns the letter that it wants to be sent. */
  Optional<Letter> wish(Wish call) {
    List<Letter> letters = new ArrayList<>();
    Outcome.of(
        () -> {
          call.of(agent)
              .ifPresent(
                  outgoing -> letters.add(Letter.toTam(at(outgoing), tee, outgoing.message())));
          return Optional.empty();
        },
        faults,
        events);
    return letters.stream().findFirst();
  }

  private static Owner at(Outgoing outgoing) {
    return Owner.TAMS.stream()
        .filter(tam -> tam.uri.equals(outgoing.tam()))
        .findFirst()
        .orElseThrow();
  }

  // What can be seen.

  /** The installed manifests, by place. */
  Map<Product, Release> installed() {
    Map<Product, Release> installed = new EnumMap<>(Product.class);
    for (InstalledManifest each : registry.manifests()) {
      Release release = Release.ofDigest(each.digest());
      installed.put(Product.at(each.id().orElseThrow()).orElseThrow(), release);
    }
    return installed;
  }

  Optional<Bytes> content(Product product) {
    return store.components().get(product.id);
  }

  boolean hasManifest(Product place) {
    return store.components().get(place.place).isPresent();
  }
}
