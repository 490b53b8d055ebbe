package org.teep4j.teep.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseSigner;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.eat.EatClaims;
import org.teep4j.eat.Ueid;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.agent.TrustedTam;
import org.teep4j.teep.session.EatAttester;
import org.teep4j.teep.session.EatVerifier;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.tam.AttestationModel;
import org.teep4j.teep.tam.Tam;
import org.teep4j.teep.tam.TamDecision;

/**
 * The flows of draft-ietf-teep-protocol-26, Section 7, between a TAM and a device over HTTP, in
 * each dialect and with each cipher suite that an Agent may have.
 */
class RealSessionTest {

  private static final SuitComponentIdentifier HELLO = SuitComponentIdentifier.ofText("hello");
  private static final Ueid UEID =
      Ueid.of(Ueid.Type.RAND, Bytes.fromHex("000102030405060708090a0b0c0d0e0f"));

  private volatile Instant now = Instant.parse("2026-12-01T00:00:00Z");
  private volatile boolean isSuspected;
  private RealTam tam;
  private RealTee tee;
  private TeepHttpServer server;
  private TeepBroker broker;

  static Stream<Arguments> suites() {
    return Stream.of(Dialect.values())
        .flatMap(
            dialect ->
                dialect.mandatoryCipherSuites().stream()
                    .map(suite -> Arguments.of(dialect, suite)));
  }

  private static PeerOptions peer(Dialect dialect) {
    return new PeerOptions(
        dialect,
        false,
        PeerOptions.Confirmation.KID,
        false,
        true,
        PeerOptions.SPECIFICATION.mediaType());
  }

  private void start(Dialect dialect, TeepCipherSuite suite, AttestationModel attestation)
      throws Exception {
    start(peer(dialect), suite, attestation, builder -> {}, trust -> {});
  }

  private void start(
      PeerOptions peer,
      TeepCipherSuite suite,
      AttestationModel attestation,
      Consumer<Tam.Builder> settings,
      Consumer<TrustedTam.Builder> trust)
      throws Exception {
    tee = new RealTee(suite, UEID, HELLO);
    CoseVerifier attesters = CoseVerifier.of(tee.attestationKey.toPublic());
    tam =
        new RealTam(
            peer,
            attestation,
            () -> now,
            builder ->
                settings.accept(
                    builder
                        .trustedAgents(CoseKeyResolver.of(List.of(tee.key.toPublic())))
                        .verifier(EatVerifier.ofEvidence(attesters, () -> now, this::objection))));
    server =
        TeepHttpServer.builder(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .handle("/tam", TeepHttpHandler.builder(tam.api()).build())
            .start();
    tam.at(URI.create("http://localhost:" + server.address().getPort() + "/tam"));
    TrustedTam.Builder trusted =
        TrustedTam.builder(tam.uri(), tam.keys()).author(tam.authorVerifier()).options(peer);
    trust.accept(trusted);
    broker =
        TeepBroker.builder(TeepHttpClient.builder().build())
            .tee("tee", tee.agent(() -> now, builder -> builder.tam(trusted.build())))
            .build();
  }

  private Optional<String> objection(EatClaims claims) {
    return isSuspected ? Optional.of("the device is suspected") : Optional.empty();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void assertComplete(List<SessionResult> results) {
    assertEquals(1, results.size());
    assertTrue(results.get(0).isComplete(), () -> results + " " + tam.events + tee.events);
  }

  private void request() throws IOException {
    assertComplete(List.of(broker.requestTa("tee", HELLO, null).orElseThrow()));
  }

  private void assertContent(String expected) {
    assertEquals(expected, tee.content(HELLO), () -> tam.events + " " + tee.events);
  }

  private void assertEvent(List<String> events, String... parts) {
    assertTrue(
        events.stream().anyMatch(event -> Stream.of(parts).allMatch(event::contains)),
        () -> List.of(parts) + " in " + tam.events + " " + tee.events);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void componentIsInstalledUpdatedAndRemoved(Dialect dialect, TeepCipherSuite suite)
      throws Exception {
    start(dialect, suite, AttestationModel.NONE);
    tam.catalogue.add(tam.manifest(HELLO, 1, "Hello, TEE!"));
    assertEquals(List.of(), broker.resume("tee"));
    request();
    assertContent("Hello, TEE!");
    assertEquals(Optional.empty(), broker.requestTa("tee", HELLO, null)); // it is installed
    assertEquals(List.of(), broker.requestPolicyCheck("tee")); // too soon for this Agent
    tam.catalogue.add(tam.manifest(HELLO, 2, "Hello again!"));
    now = now.plus(Duration.ofDays(2));
    assertComplete(broker.requestPolicyCheck("tee"));
    assertContent("Hello again!");
    assertComplete(List.of(broker.unrequestTa("tee", HELLO).orElseThrow()));
    assertContent("nothing");
    for (Bytes message : tam.received) {
      assertTrue(suite.admits(CoseSignedMessage.decode(message)));
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void attestedDeviceIsProvisioned(Dialect dialect, TeepCipherSuite suite) throws Exception {
    start(dialect, suite, AttestationModel.BACKGROUND_CHECK);
    tam.catalogue.add(tam.manifest(HELLO, 1, "Hello, TEE!"));
    request();
    assertContent("Hello, TEE!");
    assertEvent(tam.events, "ATTESTED");
  }

  @ParameterizedTest
  @MethodSource("suites")
  void deviceThatIsNotAffirmedGetsNothing(Dialect dialect, TeepCipherSuite suite) throws Exception {
    start(dialect, suite, AttestationModel.BACKGROUND_CHECK);
    tam.catalogue.add(tam.manifest(HELLO, 1, "Hello, TEE!"));
    isSuspected = true;
    request();
    assertContent("nothing");
    assertEvent(tee.events, "ACCEPTED", "ERR_ATTESTATION_REQUIRED");
  }

  @ParameterizedTest
  @MethodSource("suites")
  void refusedManifestIsReported(Dialect dialect, TeepCipherSuite suite) throws Exception {
    start(dialect, suite, AttestationModel.NONE);
    CoseKey stranger = RealTam.key(CoseAlgorithm.ESP256);
    tam.order =
        Optional.of(
            TamDecision.Change.install(
                List.of(
                    RealTam.manifest(
                        stranger, RealTam.manifestOf(HELLO), HELLO, 1, "Hello, enemy!"))));
    request();
    assertContent("nothing");
    assertEvent(tam.events, "RECORDED", "ERR_MANIFEST_PROCESSING_FAILED");
  }

  @ParameterizedTest
  @MethodSource("suites")
  void tamAttestsItself(Dialect dialect, TeepCipherSuite suite) throws Exception {
    CoseKey attestation = RealTam.key(CoseAlgorithm.ESP256);
    EatAttester attester =
        EatAttester.of(
            EatClaims.builder().ueid(UEID).build(), CoseSigner.of(attestation), () -> now);
    EatVerifier verifier =
        EatVerifier.ofEvidence(
            CoseVerifier.of(attestation.toPublic()), () -> now, claims -> Optional.empty());
    start(
        peer(dialect),
        suite,
        AttestationModel.NONE,
        builder -> builder.attester(attester),
        trust -> trust.attestation(verifier));
    tam.catalogue.add(tam.manifest(HELLO, 1, "Hello, TEE!"));
    request();
    assertContent("Hello, TEE!");
    assertEvent(tee.events, "REFUSED", "ERR_ATTESTATION_REQUIRED");
  }

  @ParameterizedTest
  @MethodSource("suites")
  void queryInAnotherSuiteIsNotUnderstood(Dialect dialect, TeepCipherSuite suite) throws Exception {
    PeerOptions both = peer(dialect);
    PeerOptions single =
        new PeerOptions(dialect, true, both.confirmation(), false, true, both.mediaType());
    start(single, suite, AttestationModel.NONE, builder -> {}, trust -> {});
    tam.catalogue.add(tam.manifest(HELLO, 1, "Hello, TEE!"));
    request();
    boolean isFirst = dialect.mandatoryCipherSuites().indexOf(suite) == 0;
    assertContent(isFirst ? "Hello, TEE!" : "nothing");
    assertFalse(tam.events.isEmpty());
    if (!isFirst) {
      assertEvent(tam.events, "DROPPED", "ERR_UNSUPPORTED_CIPHER_SUITES");
    }
  }
}
