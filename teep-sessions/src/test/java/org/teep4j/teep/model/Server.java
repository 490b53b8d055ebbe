package org.teep4j.teep.model;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSigner;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.Ueid;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.session.EatAttester;
import org.teep4j.teep.session.EatVerifier;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.SessionEvent;
import org.teep4j.teep.tam.AgentRecord;
import org.teep4j.teep.tam.AgentState;
import org.teep4j.teep.tam.AttestationModel;
import org.teep4j.teep.tam.ManifestCatalogue;
import org.teep4j.teep.tam.ManifestSummary;
import org.teep4j.teep.tam.MemoryTamStore;
import org.teep4j.teep.tam.NewestManifestPolicy;
import org.teep4j.teep.tam.OutstandingRequest;
import org.teep4j.teep.tam.ReportedError;
import org.teep4j.teep.tam.ReportedManifest;
import org.teep4j.teep.tam.Tam;
import org.teep4j.teep.tam.TamChange;
import org.teep4j.teep.tam.TamDecision;
import org.teep4j.teep.tam.TamPolicy;
import org.teep4j.teep.tam.TamQuery;
import org.teep4j.teep.tam.TamStore;

/** A TAM with its store and its manifests. It may be made anew, and it may be told to do evil. */
final class Server {

  static final Duration LIFETIME = Duration.ofHours(5);
  static final int MOST_REQUESTS = 6;
  private static final int MOST_PER_AGENT = 2;

  /** A second signature would cost time alone. */
  private static final PeerOptions SINGLE_SIGNATURE =
      new PeerOptions(
          Dialect.RFC, true, PeerOptions.Confirmation.KID, false, true, TeepMessage.MEDIA_TYPE);

  final Owner owner;
  final Faults faults = new Faults();
  final List<SessionEvent> events = new ArrayList<>();
  final Map<Product, Release> newest = new EnumMap<>(Product.class);
  final Map<Product, Set<Tee>> withheld = new EnumMap<>(Product.class);

  /** The TEEs whose Evidence is not good enough. */
  final Set<Tee> suspects = EnumSet.noneOf(Tee.class);

  /** What the next Update has in it, whatever the policy says. */
  Optional<TamDecision.Change> plot = Optional.empty();

  private final InstantSource clock;
  private final ManifestCatalogue catalogue = new ManifestCatalogue();
  private final MemoryTamStore store =
      new MemoryTamStore(MOST_REQUESTS, MOST_PER_AGENT, Tee.values().length);
  private final Set<Bytes> consumed = new HashSet<>();
  private Tam tam;

  Server(Owner owner, InstantSource clock) {
    this.owner = owner;
    this.clock = clock;
    for (Product product : owner.offers()) {
      withheld.put(product, EnumSet.noneOf(Tee.class));
    }
    tam = newTam();
  }

  /** Notes what is consumed, also if nobody hears of it because the power fails. */
  private final class Store implements TamStore {
    @Override
    public Optional<OutstandingRequest> find(Bytes id) {
      return store.find(id);
    }

    @Override
    public Optional<AgentRecord> agent(Bytes thumbprint) {
      return store.agent(thumbprint);
    }

    @Override
    public boolean apply(TamChange change) throws IOException {
      faults.before();
      boolean done = store.apply(change);
      if (done) {
        change.consumed().ifPresent(consumed::add);
      }
      faults.after();
      return done;
    }

    @Override
    public int purge(Instant now) {
      return store.purge(now);
    }
  }

  /** What the TAM has got itself into, or what its policy says. */
  private final class Policy implements TamPolicy {
    private final NewestManifestPolicy honest =
        NewestManifestPolicy.builder(catalogue, Server.this::mayHave)
            .query(query())
            .attestationRequired(owner == Owner.BLUE)
            .build();

    @Override
    public TamQuery query() {
      return owner == Owner.BLUE
          ? TamQuery.trustedComponents(AttestationModel.BACKGROUND_CHECK).attestingUnknownKeys()
          : TamQuery.trustedComponents(AttestationModel.NONE);
    }

    @Override
    public TamDecision decide(AgentState state) {
      return plot.isPresent() ? plot.get() : honest.decide(state);
    }
  }

  private boolean mayHave(AgentState agent, VerifiedManifest manifest) {
    Set<Tee> without = withheld.get(Release.ofDigest(manifest.digest()).component());
    return without.stream()
        .noneMatch(tee -> tee.key.thumbprint().equals(agent.agent().thumbprint()));
  }

  boolean grants(Tee tee, Product product) {
    return !withheld.getOrDefault(product, EnumSet.allOf(Tee.class)).contains(tee);
  }

  void publish(Product product) {
    long next = newest.containsKey(product) ? newest.get(product).sequence() + 1 : 1;
    Release release = Release.of(owner, product, next);
    catalogue.add(release.manifest());
    newest.put(product, release);
  }

  void restart() {
    faults.disarm();
    tam = newTam();
  }

  private Tam newTam() {
    try {
      Tam.Builder builder =
          Tam.builder(new Store(), new Policy())
              .key(owner.key)
              .key(owner.otherKey)
              .clock(clock)
              .requestLifetime(LIFETIME)
              .peer(SINGLE_SIGNATURE)
              .listener(events::add);
      if (owner == Owner.BLUE) {
        builder.verifier(
            EatVerifier.ofEvidence(
                CoseKeyResolver.of(tees(tee -> tee.attestation)), clock, this::objection));
      } else {
        builder.trustedAgents(CoseKeyResolver.of(tees(tee -> tee.key)));
      }
      if (owner == Owner.GREEN) {
        builder.attester(
            EatAttester.of(
                EatClaims.builder().ueid(Device.ueid(Tee.ONE)).build(),
                CoseSigner.of(owner.attestation),
                clock));
      }
      return builder.build();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Optional<String> objection(EatClaims claims) {
    for (Tee suspect : suspects) {
      Optional<Ueid> ueid = Optional.of(Device.ueid(suspect));
      if (claims.ueid().equals(ueid)) {
        return Optional.of("this TEE is suspected");
      }
    }
    return Optional.empty();
  }

  private static List<CoseKey> tees(Function<Tee, CoseKey> key) {
    return Arrays.stream(Tee.values()).map(key).map(each -> each.toPublic()).toList();
  }

  Outcome receive(Optional<Bytes> message) {
    return Outcome.of(
        () -> message.isPresent() ? tam.processTeepMessage(message.get()) : tam.processConnect(),
        faults,
        events);
  }

  /** What is known of a TEE, apart from when it was seen and how often it was asked. */
  record Known(
      Optional<CoseKey> attestedKey,
      Optional<Instant> attestedUntil,
      List<ManifestSummary> installed,
      List<ReportedManifest> reports,
      Optional<ReportedError> lastError) {

    private static Known of(AgentRecord record) {
      return new Known(
          record.attestedKey(),
          record.attestedUntil(),
          record.installed(),
          record.reports(),
          record.lastError());
    }
  }

  Optional<Known> known(Tee tee) {
    return store.agent(tee.key.thumbprint()).map(Known::of);
  }

  /** Whether a token or challenge was used. */
  boolean hasConsumed(Bytes id) {
    return consumed.contains(id);
  }

  void purge() {
    store.purge(clock.instant());
  }

  int size() {
    return store.size();
  }
}
