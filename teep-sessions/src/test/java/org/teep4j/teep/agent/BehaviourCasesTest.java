package org.teep4j.teep.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.certificate.CertificateTrust;
import org.teep4j.eat.EatClaims;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitVerifier;
import org.teep4j.suit.processor.DeviceIdentity;
import org.teep4j.suit.processor.InstalledManifest;
import org.teep4j.suit.processor.Platform;
import org.teep4j.suit.processor.memory.MemoryJournal;
import org.teep4j.suit.processor.memory.MemoryRegistry;
import org.teep4j.suit.processor.memory.MemoryStore;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepLabel;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.session.EatAttester;
import org.teep4j.teep.session.EatVerifier;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.TeepAgentApi.Outgoing;

/**
 * Cases of behaviour from a file in the format {@code teep-behaviour-cases/1}, which the property
 * {@code teep4j.cases} names. The cases of an Agent are delivered to one.
 */
@EnabledIfSystemProperty(named = "teep4j.cases", matches = ".+")
class BehaviourCasesTest {

  private static final URI TAM = URI.create("https://tam.example/tam");

  private Map<String, Object> file = Map.of();

  @TestFactory
  Stream<DynamicTest> cases() throws Exception {
    file = map(json(Files.readString(Path.of(System.getProperty("teep4j.cases")))));
    List<DynamicTest> tests = new ArrayList<>();
    for (Object each : list(file.get("cases"))) {
      Map<String, Object> one = map(each);
      if (!one.get("role").equals("agent") || one.containsKey("http")) {
        continue;
      }
      for (Object dialect : list(one.get("dialects"))) {
        if (Stream.of(Dialect.values()).anyMatch(known -> known.name().equals(dialect))) {
          tests.add(
              DynamicTest.dynamicTest(
                  one.get("name") + " " + dialect,
                  () -> run(one, Dialect.valueOf((String) dialect))));
        }
      }
    }
    return tests.stream();
  }

  private void run(Map<String, Object> one, Dialect dialect) throws Exception {
    Case device = new Case(map(one.get("state")), dialect);
    if (one.containsKey("api")) {
      Outgoing outgoing = device.agent.requestTa(id("hello"), null).orElseThrow();
      assertEquals(TAM, outgoing.tam());
      assertTrue(outgoing.message().isEmpty());
      return;
    }
    device.openSession();
    Optional<Bytes> reply = Optional.empty();
    for (Object message : list(map(one.get("incoming")).get(dialect.name()))) {
      reply = device.agent.processTeepMessage(TAM, Bytes.fromHex((String) message));
    }
    List<Object> accepted = new ArrayList<>(list(one.get("accept-also")));
    accepted.add(0, one.get("expect"));
    List<String> why = new ArrayList<>();
    for (Object expectation : accepted) {
      why.add(device.differs(map(expectation), reply));
    }
    assertTrue(why.contains(""), why.toString());
    device.checkAfter(map(one.get("after")));
  }

  /** A device in the state of a case, and its Agent. */
  private final class Case {
    final MemoryStore store = new MemoryStore();
    final MemoryRegistry registry = new MemoryRegistry();
    final TeepAgent agent;
    final Map<String, Object> state;
    final Dialect dialect;
    final List<CoseKey> agentKeys = new ArrayList<>();

    Case(Map<String, Object> state, Dialect dialect) throws Exception {
      this.state = state;
      this.dialect = dialect;
      for (String component : List.of("hello", "hello.suit", "other", "other.suit")) {
        store.with(id(component), Optional.empty());
      }
      install();
      Platform platform =
          Platform.builder(store, registry, DeviceIdentity.of(Set.of(), Set.of(), Set.of()))
              .journal(new MemoryJournal())
              .build();
      TeepAgentBuilder builder =
          TeepAgent.builder(new MemoryAgentStore(), platform)
              .tam(tam())
              .clock(clock())
              .random(challenges());
      for (Object suite : list(state.get("suites"))) {
        long algorithm = (Long) list(list(suite).get(0)).get(1);
        CoseKey key = key(algorithm == -9 ? "agent" : "agent-ed", "private");
        agentKeys.add(key);
        builder.key(key);
      }
      if (state.containsKey("evidence") || state.containsKey("last-query-request")) {
        builder.attester(
            EatAttester.of(
                EatClaims.builder().build(), CoseSigner.of(key("attester", "private")), clock()));
      }
      agent = builder.build();
      for (Object requested : list(state.get("requested"))) {
        agent.requestTa(id((String) requested), null);
      }
      bringAbout();
    }

    private void install() throws Exception {
      List<InstalledManifest> installed = new ArrayList<>();
      for (Object each : list(state.get("installed"))) {
        Map<String, Object> one = map(each);
        SuitComponentIdentifier component = id((String) one.get("component"));
        SuitComponentIdentifier home = id((String) one.get("manifest"));
        Bytes envelope = manifest("M" + one.get("sequence"));
        store.with(component, Optional.of(Bytes.ofUtf8("Hello, TEE! " + one.get("sequence"))));
        store.with(home, Optional.of(envelope));
        installed.add(
            new InstalledManifest(
                Optional.of(home),
                Uint.of((Long) one.get("sequence")),
                Optional.empty(),
                SuitEnvelope.decode(envelope)
                    .verify(CoseVerifier.of(key("signer", "public")))
                    .digest(),
                Set.of(component)));
      }
      registry.replace(installed);
    }

    private InstantSource clock() {
      return InstantSource.fixed(Instant.ofEpochSecond((Long) state.get("clock")));
    }

    private TrustedTam tam() throws Exception {
      CoseKeyResolver keys = CoseKeyResolver.of(keys("trusted-tams"));
      for (Object anchor : list(state.getOrDefault("anchors", List.of()))) {
        Bytes der = Bytes.fromHex((String) map(file.get("certificates")).get(anchor));
        X509Certificate certificate =
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der.toByteArray()));
        keys =
            keys.or(
                CertificateTrust.builder(certificate)
                    .withoutRevocation()
                    .unprotectedCertificates()
                    .time(Instant.ofEpochSecond((Long) state.get("clock")))
                    .build());
      }
      TrustedTam.Builder tam =
          TrustedTam.builder(TAM, keys)
              .options(
                  dialect == Dialect.RFC
                      ? PeerOptions.SPECIFICATION
                      : new PeerOptions(
                          dialect,
                          false,
                          PeerOptions.Confirmation.KID,
                          false,
                          true,
                          TeepMessage.MEDIA_TYPE));
      for (CoseKey signer : keys("signers")) {
        tam.author(SuitVerifier.of(CoseVerifier.of(signer)));
      }
      if (state.get("require-tam-attestation").equals(true)) {
        tam.attestation(EatVerifier.ofResults(CoseKeyResolver.of(keys("tam-verifiers")), clock()));
      }
      return tam.build();
    }

    private List<CoseKey> keys(String member) throws DecodeException {
      List<CoseKey> keys = new ArrayList<>();
      for (Object name : list(state.get(member))) {
        keys.add(key((String) name, "public"));
      }
      return keys;
    }

    private RandomGenerator challenges() {
      String sent = (String) state.getOrDefault("challenge-sent", "00");
      byte[] first = Bytes.fromHex(sent).toByteArray();
      return new RandomGenerator() {
        private int count;

        @Override
        public long nextLong() {
          return count++;
        }

        @Override
        public void nextBytes(byte[] bytes) {
          if (count++ == 0 && first.length == bytes.length) {
            System.arraycopy(first, 0, bytes, 0, bytes.length);
          } else {
            bytes[0] = (byte) count;
          }
        }
      };
    }

    /** What the state says of earlier messages. */
    private void bringAbout() throws Exception {
      if (state.containsKey("challenge-sent")) {
        send(query(Optional.of("T2"), Set.of()));
      }
      if (state.containsKey("last-query-request")) {
        send(query(Optional.empty(), Set.of(DataItem.ATTESTATION)));
      }
      if (state.containsKey("process-error")) {
        agent.processError(TAM);
      }
    }

    /** An Update is an answer: something must have been asked. */
    void openSession() throws Exception {
      if (!list(state.get("trusted-tams")).isEmpty() && !state.containsKey("challenge-sent")) {
        send(query(Optional.of("T3"), Set.of()));
      }
    }

    private QueryRequest query(Optional<String> token, Set<DataItem> items) {
      QueryRequest.Builder request =
          QueryRequest.builder()
              .supportedTeepCipherSuites(dialect.mandatoryCipherSuites())
              .supportedSuitCoseProfiles(dialect.mandatorySuitCoseProfiles())
              .dataItemRequested(items);
      token.ifPresent(
          name -> request.token(Bytes.fromHex((String) map(file.get("values")).get(name))));
      return request.build();
    }

    private void send(QueryRequest request) throws Exception {
      CoseSigner signer = CoseSigner.of(key("tam", "private"));
      agent.processTeepMessage(
          TAM, Bytes.wrap(request.sign(signer, dialect).encode().toByteArray()));
    }

    /** In what a reply differs from an expectation; empty if it fits. */
    String differs(Map<String, Object> expected, Optional<Bytes> reply) throws Exception {
      if (expected.containsKey("reply") && expected.get("reply") == null) {
        return reply.isEmpty() ? "" : "a reply";
      }
      if (reply.isEmpty()) {
        return "no reply";
      }
      CoseKeyResolver verifiers = CoseKeyResolver.of(agentKeys);
      TeepMessage message = TeepMessage.verify(reply.get(), verifiers, dialect);
      if (!expected.containsKey("reply")) {
        return message instanceof TeepError ? "" : "no Error: " + message; // told in words
      }
      if (!message.type().cddlName().equals(expected.get("reply"))) {
        return message.toString();
      }
      return differs(expected, message);
    }

    private String differs(Map<String, Object> expected, TeepMessage message) {
      Object token = expected.get("token");
      String found = message.token().map(Bytes::toHex).orElse("absent");
      if (token != null && !token.equals(found)) {
        return "token " + found;
      }
      if (message instanceof TeepError error && !code(expected.get("err-code"), error)) {
        return error.toString();
      }
      for (TeepLabel label : TeepLabel.values()) {
        Object presence = expected.get(label.cddlName());
        boolean isStated = label != TeepLabel.TOKEN && presence instanceof String;
        if (isStated
            && message.has(label) == presence.toString().startsWith("absent")
            && !presence.toString().startsWith("absent, or")) {
          return label.cddlName() + " in " + message;
        }
      }
      if (message instanceof QueryResponse response && expected.containsKey("requested-tc-list")) {
        List<SuitComponentIdentifier> requested =
            response.requestedTcList().stream().map(RequestedTcInfo::componentId).toList();
        List<Object> names = list(expected.get("requested-tc-list"));
        if (!requested.equals(names.stream().map(name -> id((String) name)).toList())) {
          return "requested " + requested;
        }
      }
      return "";
    }

    private boolean code(Object expected, TeepError error) {
      if (expected == null || expected.equals("any")) {
        return true;
      }
      Object number = expected instanceof Map<?, ?> each ? each.get(dialect.name()) : expected;
      return number.equals(error.errCode().number(dialect));
    }

    void checkAfter(Map<String, Object> after) {
      String installed = (String) after.getOrDefault("installed", "");
      List<String> now =
          registry.manifests().stream()
              .map(each -> each.id().orElseThrow() + " " + each.sequenceNumber())
              .toList();
      if (installed.equals("nothing")) {
        assertEquals(List.of(), now);
      } else if (installed.startsWith("hello 5")) {
        assertEquals(List.of(id("hello.suit") + " 5"), now);
      }
    }
  }

  private CoseKey key(String name, String part) throws DecodeException {
    return CoseKey.decode(Bytes.fromHex((String) map(map(file.get("keys")).get(name)).get(part)));
  }

  private Bytes manifest(String name) {
    return Bytes.fromHex((String) map(map(file.get("manifests")).get(name)).get("hex"));
  }

  private static SuitComponentIdentifier id(String text) {
    return SuitComponentIdentifier.ofText(text);
  }

  @SuppressWarnings("unchecked") // keys in JSON are text
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked") // any list
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  private static Object json(String text) throws DecodeException {
    return value(new CborReader(Edn.parse(text)));
  }

  private static Object value(CborReader reader) throws DecodeException {
    switch (reader.peekType()) {
      case MAP -> {
        Map<String, Object> map = new LinkedHashMap<>();
        reader.enterMap();
        while (reader.hasNext()) {
          String name = reader.readText();
          map.put(name, value(reader));
        }
        reader.exitMap();
        return map;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        reader.enterArray();
        while (reader.hasNext()) {
          list.add(value(reader));
        }
        reader.exitArray();
        return list;
      }
      case TEXT_STRING -> {
        return reader.readText();
      }
      case UNSIGNED_INTEGER, NEGATIVE_INTEGER -> {
        return reader.readLong();
      }
      default -> {
        return reader.tryReadNull() ? null : (Object) reader.readBoolean();
      }
    }
  }
}
