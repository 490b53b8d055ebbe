package org.teep4j.vectors.replay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.http.TeepHttpHandler;
import org.teep4j.teep.http.TeepHttpRequest;
import org.teep4j.teep.http.TeepHttpResponse;
import org.teep4j.teep.session.SessionEvent;
import org.teep4j.teep.tam.AgentRecord;
import org.teep4j.teep.tam.AttestationModel;
import org.teep4j.teep.tam.ManifestCatalogue;
import org.teep4j.teep.tam.ManifestSummary;
import org.teep4j.teep.tam.MemoryTamStore;
import org.teep4j.teep.tam.NewestManifestPolicy;
import org.teep4j.teep.tam.OutstandingRequest;
import org.teep4j.teep.tam.Tam;
import org.teep4j.teep.tam.TamChange;
import org.teep4j.teep.tam.TamQuery;
import org.teep4j.teep.tam.TamStore;
import org.teep4j.vectors.format.BehaviourCase;
import org.teep4j.vectors.format.BehaviourState;

/** A TAM in the state of a case. */
final class BehaviourTam implements BehaviourSubject {
  private static final long LIFETIME = Duration.ofHours(24).toSeconds();
  private static final int LARGEST = 1 << 18;

  private final BehaviourState.TamState state;
  private final BehaviourMaterial material;
  private final Map<String, VerifiedManifest> manifests;
  private final MemoryTamStore store = new MemoryTamStore();
  private final List<SessionEvent> events = new ArrayList<>();
  private final Tam tam;
  private final Map<String, AgentRecord> before;

  BehaviourTam(BehaviourState.TamState state, BehaviourMaterial material, List<Bytes> messages)
      throws IOException, GeneralSecurityException {
    this.state = state;
    this.material = material;
    this.manifests = material.manifests().all();
    Tam.Builder builder =
        Tam.builder(state.storeFails() ? new FailingStore() : store, policy())
            .trustedAgents(material.resolver(state.trustedAgents()))
            .peer(material.peer(state.peer()))
            .requestLifetime(Duration.ofSeconds(lifetime()))
            .random(new ScriptedRandom())
            .clock(InstantSource.fixed(now()))
            .listener(events::add);
    for (String key : state.keys()) {
      builder.signer(material.signer(key), material.key(key));
    }
    new BehaviourVerifiers(material, now()).addTo(builder, state, messages);
    if (state.evidence()) {
      builder.attester(BehaviourVerifiers.EVIDENCE);
    }
    tam = builder.build();
    remember();
    before = records();
  }

  private Instant now() {
    return Instant.ofEpochSecond(state.clock());
  }

  private long lifetime() {
    return state.policy().tokenLifetime().orElse(LIFETIME);
  }

  // The state before.

  private NewestManifestPolicy policy() {
    ManifestCatalogue catalogue = new ManifestCatalogue();
    state.offers().forEach(name -> catalogue.add(manifest(name)));
    BehaviourState.Policy wanted = state.policy();
    Set<SuitComponentIdentifier> permitted = components(state.components());
    return NewestManifestPolicy.builder(
            catalogue, (agent, manifest) -> permitted.containsAll(manifest.common().components()))
        .query(query())
        .attestationRequired(wanted.attestationRequired())
        .required(components(wanted.required()))
        .remedies(components(wanted.remedies()))
        .passResult(wanted.passResult())
        .build();
  }

  private static Set<SuitComponentIdentifier> components(List<String> names) {
    return names.stream().map(BehaviourMaterial::component).collect(Collectors.toSet());
  }

  private TamQuery query() {
    BehaviourState.Policy wanted = state.policy();
    Set<DataItem> items = items(wanted.items().orElse(2));
    boolean challenges =
        wanted.attestationRequired()
            || items.contains(DataItem.ATTESTATION)
            || state.outstanding().stream().anyMatch(BehaviourState.Outstanding::challenge);
    AttestationModel model =
        switch (wanted.model().orElse(challenges ? "background check" : "none")) {
          case "passport" -> AttestationModel.PASSPORT;
          case "background check" -> AttestationModel.BACKGROUND_CHECK;
          default -> AttestationModel.NONE;
        };
    return new TamQuery(items, model, wanted.attestUnknownKeys());
  }

  private Set<DataItem> items(long bits) {
    Set<DataItem> items = EnumSet.noneOf(DataItem.class);
    for (DataItem item : DataItem.values()) {
      if ((bits >> item.number(material.dialect()) & 1) == 1) {
        items.add(item);
      }
    }
    return items;
  }

  private VerifiedManifest manifest(String name) {
    VerifiedManifest manifest = manifests.get(name);
    if (manifest == null) {
      throw new IllegalArgumentException("the manifest " + name + " has no good signature");
    }
    return manifest;
  }

  private List<ManifestSummary> summaries(List<String> names) {
    return names.stream().map(name -> ManifestSummary.of(manifest(name))).toList();
  }

  private void remember() throws IOException {
    for (BehaviourState.Outstanding each : state.outstanding()) {
      Instant deadline = now().plusSeconds(lifetime() - each.age());
      Optional<Bytes> agent = each.to().map(name -> material.key(name).thumbprint());
      OutstandingRequest request =
          each.message().equals("update")
              ? OutstandingRequest.update(
                  each.id(), agent.orElseThrow(), summaries(each.manifests()), List.of(), deadline)
              : OutstandingRequest.queryRequest(each.id(), items(each.items()), deadline);
      store.apply(TamChange.opening(request));
    }
    for (BehaviourState.Device each : state.devices()) {
      CoseKey key = material.key(each.key());
      boolean isTrusted = state.trustedAgents().contains(each.key());
      store.apply(
          new TamChange(
              Optional.empty(),
              List.of(),
              Optional.of(
                  new AgentRecord(
                      key.thumbprint(),
                      now(),
                      isTrusted ? Optional.empty() : Optional.of(key.toPublic()),
                      each.attested().isPresent()
                          ? Optional.of(Instant.ofEpochSecond(each.attested().getAsLong()))
                          : Optional.empty(),
                      Optional.empty(),
                      summaries(each.installed()),
                      List.of(),
                      Optional.empty(),
                      0))));
    }
  }

  private Map<String, AgentRecord> records() {
    Map<String, AgentRecord> records = new HashMap<>();
    material
        .keys()
        .forEach(
            (name, key) ->
                store.agent(key.thumbprint()).ifPresent(record -> records.put(name, record)));
    return records;
  }

  // What happens.

  @Override
  public BehaviourEnd deliver(Bytes message) {
    events.clear();
    try {
      return BehaviourEnd.of(tam.processTeepMessage(message));
    } catch (IOException e) {
      return BehaviourEnd.of(Optional.empty()).withStatus(503);
    }
  }

  @Override
  public BehaviourEnd call(BehaviourCase.Call call) throws IOException {
    if (!call.api().equals("ProcessConnect")) {
      throw new IllegalArgumentException("a TAM has no " + call.api());
    }
    return BehaviourEnd.of(tam.processConnect());
  }

  @Override
  public BehaviourEnd overHttp(BehaviourCase.Action action, List<Bytes> messages)
      throws IOException {
    if (!(action instanceof BehaviourCase.HttpRequest request)) {
      throw new IllegalArgumentException("a TAM answers HTTP requests");
    }
    for (Bytes earlier : messages.subList(0, Math.max(0, messages.size() - 1))) {
      deliver(earlier);
    }
    Bytes content =
        request.excess().isPresent()
            ? Bytes.wrap(new byte[LARGEST + request.excess().getAsInt()])
            : messages.isEmpty() ? Bytes.empty() : messages.get(messages.size() - 1);
    TeepHttpResponse response =
        TeepHttpHandler.builder(tam)
            .maxMessageSize(LARGEST)
            .build()
            .handle(new Request(request, content));
    Map<String, List<String>> headers =
        response.fields().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
    Optional<Bytes> reply =
        Optional.of(response.content()).filter(bytes -> response.status() == 200);
    return BehaviourEnd.of(reply).withStatus(response.status()).withHeaders(headers);
  }

  private record Request(BehaviourCase.HttpRequest request, Bytes body) implements TeepHttpRequest {
    @Override
    public String method() {
      return request.method();
    }

    @Override
    public List<String> fields(String name) {
      return request.headers().entrySet().stream()
          .filter(each -> each.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .toList();
    }

    @Override
    public InputStream content() {
      return new ByteArrayInputStream(body.toByteArray());
    }
  }

  /** A store that cannot be used. */
  private static final class FailingStore implements TamStore {
    @Override
    public Optional<OutstandingRequest> find(Bytes id) throws IOException {
      throw new IOException("the store is down");
    }

    @Override
    public Optional<AgentRecord> agent(Bytes thumbprint) throws IOException {
      throw new IOException("the store is down");
    }

    @Override
    public boolean apply(TamChange change) throws IOException {
      throw new IOException("the store is down");
    }

    @Override
    public int purge(Instant now) throws IOException {
      throw new IOException("the store is down");
    }
  }

  // What is true afterwards.

  @Override
  public Optional<String> difference(
      BehaviourCase.Statement statement, Optional<BehaviourReply> reply) {
    store.purge(now());
    if (statement instanceof BehaviourCase.StillOutstanding count) {
      boolean isFound =
          count.challenge().isEmpty()
              || reply
                  .flatMap(
                      message -> message.bytes(count.challenge().get() ? "challenge" : "token"))
                  .flatMap(store::find)
                  .isPresent();
      return holds(store.size() == count.count() && isFound, store.size() + " are outstanding");
    } else if (statement instanceof BehaviourCase.Waits waits) {
      boolean isOpen = store.find(waits.id()).isPresent();
      return holds(isOpen == waits.waits(), waits.name() + (isOpen ? " waits" : " is used up"));
    } else if (statement instanceof BehaviourCase.Device device) {
      return holds(isTrue(device), "not " + device.text() + ": " + records());
    }
    BehaviourCase.Installed installed = (BehaviourCase.Installed) statement;
    Map<String, Long> found = new HashMap<>();
    for (AgentRecord record : records().values()) {
      for (ManifestSummary each : record.installed()) {
        for (SuitComponentIdentifier component : each.components()) {
          found.put(BehaviourMaterial.name(component), each.sequenceNumber().bits());
        }
      }
    }
    return holds(installed.anyOf().contains(found), "recorded as installed: " + found);
  }

  private boolean isTrue(BehaviourCase.Device device) {
    List<AgentRecord> now = List.copyOf(records().values());
    return switch (device) {
      case UNCHANGED -> essence(before).equals(essence(records()));
      case FAILURE_RECORDED ->
          now.stream()
              .flatMap(record -> record.reports().stream())
              .anyMatch(report -> report.failure().isPresent());
      case ERROR_RECORDED -> now.stream().anyMatch(record -> record.lastError().isPresent());
      case ATTESTED -> now.stream().anyMatch(record -> record.isAttested(now()));
      case NOT_ATTESTED -> now.stream().noneMatch(record -> record.isAttested(now()));
    };
  }

  /** What a TAM acts upon, without when the Agent was seen. */
  private static Map<String, List<Object>> essence(Map<String, AgentRecord> records) {
    Map<String, List<Object>> essence = new HashMap<>();
    records.forEach(
        (name, record) -> {
          List<Object> values =
              List.of(
                  record.installed(), record.reports(), record.lastError(), record.attestedUntil());
          if (!values.equals(List.of(List.of(), List.of(), Optional.empty(), Optional.empty()))) {
            essence.put(name, values);
          }
        });
    return essence;
  }

  private static Optional<String> holds(boolean holds, String instead) {
    return holds ? Optional.empty() : Optional.of(instead);
  }

  @Override
  public List<SessionEvent> events() {
    return events;
  }

  @Override
  public List<String> tamKeys() {
    return state.keys();
  }

  @Override
  public List<String> agentKeys() {
    return state.trustedAgents();
  }

  @Override
  public List<Bytes> known() {
    return state.outstanding().stream().map(BehaviourState.Outstanding::id).toList();
  }

  @Override
  public URI tamUri() {
    return BehaviourAgent.TAM;
  }
}
