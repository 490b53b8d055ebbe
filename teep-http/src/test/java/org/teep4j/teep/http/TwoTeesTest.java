package org.teep4j.teep.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSign1;
import org.teep4j.cose.CoseVerifier;
import org.teep4j.cose.VerificationException;
import org.teep4j.eat.Ueid;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitDigest;
import org.teep4j.suit.SuitDigestAlgorithm;
import org.teep4j.suit.VerifiedManifest;
import org.teep4j.teep.TeepCipherSuite;
import org.teep4j.teep.agent.TeepAgentBuilder;
import org.teep4j.teep.agent.TrustedTam;
import org.teep4j.teep.session.EatVerifier;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.tam.AttestationModel;
import org.teep4j.teep.tam.TamDecision;

/**
 * A device with two TEEs behind one Broker, and two TAMs: neither TAM sees, updates or deletes the
 * other's components, whatever it signs, and neither TEE tells anything of the other.
 */
class TwoTeesTest {

  private static final SuitComponentIdentifier BANK = SuitComponentIdentifier.ofText("bank", "app");
  private static final SuitComponentIdentifier SHOP = SuitComponentIdentifier.ofText("shop", "app");
  private static final SuitComponentIdentifier VAULT =
      SuitComponentIdentifier.ofText("bank", "vault");
  private static final String BANK_CONTENT = "code of the bank";
  private static final String SHOP_CONTENT = "code of the shop";
  private static final String VAULT_CONTENT = "code of the vault";
  private static final TeepCipherSuite SUITE = TeepCipherSuite.SIGN1_ESP256;

  private final RealTee first = new RealTee(SUITE, ueid(1), BANK, SHOP, VAULT);
  private final RealTee second = new RealTee(SUITE, ueid(2), BANK, SHOP, VAULT);
  private final Map<String, RealTee> tees = new TreeMap<>(Map.of("first", first, "second", second));
  private Instant now = Instant.parse("2026-12-01T00:00:00Z");
  private RealTam bank;
  private RealTam shop;
  private TeepHttpServer server;
  private TeepBroker broker;

  private static Ueid ueid(int number) {
    return Ueid.of(Ueid.Type.RAND, Bytes.fromHex(("c0ffee0" + number).repeat(4)));
  }

  /** The bank wants Evidence, and the shop does not. Both TEEs have components of both. */
  @BeforeEach
  void start() throws Exception {
    bank = tam(AttestationModel.BACKGROUND_CHECK);
    shop = tam(AttestationModel.NONE);
    server =
        TeepHttpServer.builder(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .handle("/bank", TeepHttpHandler.builder(bank.api()).build())
            .handle("/shop", TeepHttpHandler.builder(shop.api()).build())
            .start();
    bank.at(uri("/bank"));
    shop.at(uri("/shop"));
    broker =
        TeepBroker.builder(TeepHttpClient.builder().build())
            .tee("first", first.agent(() -> now, this::trust))
            .tee("second", second.agent(() -> now, this::trust))
            .build();
    bank.catalogue.add(bank.manifest(BANK, 3, BANK_CONTENT));
    bank.catalogue.add(bank.manifest(VAULT, 3, VAULT_CONTENT));
    shop.catalogue.add(shop.manifest(SHOP, 3, SHOP_CONTENT));
    request("first", VAULT);
    for (String tee : tees.keySet()) {
      request(tee, BANK);
      request(tee, SHOP);
    }
    assertState(first, VAULT_CONTENT);
    assertState(second, "nothing");
  }

  private RealTam tam(AttestationModel attestation) throws GeneralSecurityException {
    CoseKeyResolver attesters =
        CoseKeyResolver.of(
            List.of(first.attestationKey.toPublic(), second.attestationKey.toPublic()));
    return new RealTam(
        PeerOptions.SPECIFICATION,
        attestation,
        () -> now,
        builder ->
            builder
                .trustedAgents(
                    CoseKeyResolver.of(List.of(first.key.toPublic(), second.key.toPublic())))
                .verifier(
                    EatVerifier.ofEvidence(attesters, () -> now, claims -> Optional.empty())));
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + server.address().getPort() + path);
  }

  private void trust(TeepAgentBuilder agent) {
    try {
      agent
          .tam(
              TrustedTam.builder(bank.uri(), bank.keys())
                  .author(bank.authorVerifier())
                  .components(SuitComponentIdentifier.ofText("bank"))
                  .build())
          .tam(
              TrustedTam.builder(shop.uri(), shop.keys())
                  .author(shop.authorVerifier())
                  .components(SuitComponentIdentifier.ofText("shop"))
                  .build());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void request(String tee, SuitComponentIdentifier component) throws Exception {
    SessionResult result = broker.requestTa(tee, component, null).orElseThrow();
    assertTrue(result.isComplete(), result::reason);
  }

  private void assertState(RealTee tee, String vault) {
    assertEquals(BANK_CONTENT, tee.content(BANK), () -> tee.events + "");
    assertEquals(SHOP_CONTENT, tee.content(SHOP), () -> tee.events + "");
    assertEquals(vault, tee.content(VAULT), () -> tee.events + "");
  }

  /** Everything that one of the TAMs can sign for a component of the other one. */
  private static List<TamDecision> attacks(
      RealTam attacker, RealTam victim, SuitComponentIdentifier own, SuitComponentIdentifier its)
      throws Exception {
    SuitComponentIdentifier ownPlace = RealTam.manifestOf(own);
    SuitComponentIdentifier itsPlace = RealTam.manifestOf(its);
    List<TamDecision> attacks = new ArrayList<>();
    for (VerifiedManifest manifest :
        List.of(
            attacker.manifest(its, 9, "evil"),
            RealTam.manifest(attacker.author, ownPlace, its, 9, "evil"),
            RealTam.manifest(attacker.author, itsPlace, own, 9, "evil"),
            RealTam.manifest(victim.author, ownPlace, own, 9, "evil"),
            victim.manifest(its, 9, "evil"))) {
      attacks.add(TamDecision.Change.install(List.of(manifest)));
    }
    attacks.add(new TamDecision.Change(List.of(), List.of(itsPlace), false));
    attacks.add(new TamDecision.Change(List.of(), List.of(its), false));
    return attacks;
  }

  @Test
  void noTamReachesWhatIsTheOthers() throws Exception {
    attack(shop, bank, SHOP, BANK);
    attack(bank, shop, BANK, SHOP);
  }

  private void attack(
      RealTam attacker, RealTam victim, SuitComponentIdentifier own, SuitComponentIdentifier its)
      throws Exception {
    for (TamDecision attack : attacks(attacker, victim, own, its)) {
      attacker.order = Optional.of(attack);
      attacker.events.clear();
      checkPolicies();
      assertEquals(
          tees.size(),
          attacker.events.stream()
              .filter(event -> event.contains("ERR_MANIFEST_PROCESSING_FAILED"))
              .count(),
          () -> attack + ": " + attacker.events);
      assertState(first, VAULT_CONTENT);
      assertState(second, "nothing");
    }
    attacker.order = Optional.empty();
    assertTold(attacker, victim);
  }

  private void checkPolicies() throws Exception {
    now = now.plus(Duration.ofHours(2));
    for (String tee : tees.keySet()) {
      List<SessionResult> results = broker.requestPolicyCheck(tee);
      assertEquals(2, results.size());
      results.forEach(result -> assertTrue(result.isComplete(), result::reason));
    }
  }

  /** A TAM hears of what is its own, and not of the other's, neither by name nor by digest. */
  private void assertTold(RealTam attacker, RealTam victim) throws Exception {
    String told = told(attacker, first.key) + told(attacker, second.key);
    List<String> bankWords = List.of(Bytes.ofUtf8("vault").toHex(), digest(BANK_CONTENT));
    List<String> shopWords = List.of(digest(SHOP_CONTENT));
    for (String word : attacker == bank ? bankWords : shopWords) {
      assertTrue(told.contains(word), "it hears nothing of what is its own");
    }
    for (String word : victim == bank ? bankWords : shopWords) {
      assertFalse(told.contains(word), "it hears of what is the other's");
    }
  }

  private static String digest(String content) throws GeneralSecurityException {
    return SuitDigest.compute(SuitDigestAlgorithm.SHA_256, Segments.of(Bytes.ofUtf8(content)))
        .bytes()
        .toHex();
  }

  /** What a TEE has told a TAM, as hexadecimal digits. */
  private static String told(RealTam tam, CoseKey tee) throws Exception {
    StringBuilder told = new StringBuilder();
    for (Bytes message : tam.received) {
      if (isFrom(message, tee)) {
        told.append(message.toHex()).append('\n');
      }
    }
    return told.toString();
  }

  private static boolean isFrom(Bytes message, CoseKey tee) throws Exception {
    try {
      CoseSign1.decode(message).verify(CoseVerifier.of(tee.toPublic()));
      return true;
    } catch (VerificationException e) {
      return false;
    }
  }

  @Test
  void noTeeTellsOfTheOther() throws Exception {
    checkPolicies();
    String vault = Bytes.ofUtf8("vault").toHex();
    for (RealTee tee : tees.values()) {
      RealTee other = tee == first ? second : first;
      String toBank = told(bank, tee.key);
      assertTrue(toBank.contains(tee.ueid.bytes().toHex()), "the bank wants Evidence");
      assertFalse(toBank.contains(other.ueid.bytes().toHex()), "Evidence of the other TEE");
      assertEquals(tee == first, toBank.contains(vault), "a component of the first TEE alone");
      String toShop = told(shop, tee.key);
      assertFalse(toShop.isEmpty());
      for (RealTee each : tees.values()) {
        assertFalse(toShop.contains(each.ueid.bytes().toHex()), "the shop wants no Evidence");
      }
    }
  }
}
