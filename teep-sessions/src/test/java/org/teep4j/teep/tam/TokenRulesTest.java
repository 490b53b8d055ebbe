package org.teep4j.teep.tam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSigner;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.PeerOptions;
import org.teep4j.teep.session.SessionEvent;

/** Tokens and challenges: what is valid, what is used, and what is dropped. */
class TokenRulesTest {

  private final TamWorld world = new TamWorld();

  TokenRulesTest() {
    world.catalogue.add(TamWorld.hello(5));
  }

  private void assertDropped(Optional<TeepMessage> reply, String reason) {
    assertEquals(Optional.empty(), reply);
    assertEquals(SessionEvent.Kind.DROPPED, world.events.get(world.events.size() - 1).kind());
    assertTrue(world.lastReason().contains(reason), world.lastReason());
  }

  private Optional<TeepMessage> deliver(Tam tam, Bytes message) throws Exception {
    return tam.processTeepMessage(message).map(world::read);
  }

  @Test
  @DisplayName(
      "TAM 2: a token if and only if attestation is not asked for, a challenge only with it")
  void tokenOrChallenge() throws Exception {
    for (AttestationModel model : AttestationModel.values()) {
      QueryRequest request =
          world.connect(
              world.tam(policy -> policy.query(TamQuery.trustedComponents(model)), settings -> {}));
      assertEquals(List.of(), request.violations());
      assertEquals(model == AttestationModel.NONE, request.token().isPresent());
      assertEquals(model == AttestationModel.BACKGROUND_CHECK, request.challenge().isPresent());
      assertEquals(List.of(), request.supportedFreshnessMechanisms());
    }
  }

  @Test
  @DisplayName("TAM 2, D5: no token is used twice, in no kind of message")
  void tokensAreFresh() throws Exception {
    Tam tam = world.tam();
    Set<Bytes> tokens = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Bytes token = world.connect(tam).token().orElseThrow();
      Update update =
          (Update)
              world
                  .send(tam, TamWorld.requesting(token, TamWorld.HELLO).build(), TamWorld.AGENT)
                  .orElseThrow();
      assertTrue(tokens.add(token));
      assertTrue(tokens.add(update.token().orElseThrow()));
      assertEquals(32, token.length());
    }
  }

  @Test
  @DisplayName(
      "TAM 3: what is not a signed message of a known suite is dropped, and uses up nothing")
  void invalidMessagesAreDropped() throws Exception {
    Tam tam = world.tam();
    Bytes token = world.connect(tam).token().orElseThrow();
    QueryResponse response = TamWorld.requesting(token, TamWorld.HELLO).build();
    assertDropped(deliver(tam, Bytes.fromHex("ff")), "offset 0");
    assertDropped(deliver(tam, response.toBytes(Dialect.RFC)), "offset");
    byte[] changed = world.signed(response, TamWorld.AGENT).toByteArray();
    changed[changed.length - 1] ^= 1;
    assertDropped(deliver(tam, Bytes.wrap(changed)), "no trusted key");
    assertDropped(world.send(tam, response, TamWorld.STRANGER), "no trusted key");
    CoseKey p384 = TamWorld.generate(CoseAlgorithm.ESP384);
    assertDropped(world.send(tam, response, p384), "cipher suite");
    Bytes forTwo =
        response
            .sign(
                List.of(CoseSigner.of(TamWorld.AGENT), CoseSigner.of(TamWorld.AGENT_ED)),
                Dialect.RFC)
            .encode()
            .toBytes();
    assertDropped(deliver(tam, forTwo), "cipher suite");
    assertInstanceOf(Update.class, world.send(tam, response, TamWorld.AGENT).orElseThrow());
  }

  @Test
  @DisplayName("TAM 3: a message that is too large is not read")
  void largeMessagesAreDropped() throws Exception {
    Tam tam = world.tam(policy -> {}, settings -> settings.largestMessage(100));
    assertDropped(deliver(tam, Bytes.wrap(new byte[101])), "101 bytes");
  }

  @Test
  @DisplayName("TAM 3: messages in another numbering, and messages of a TAM, are dropped")
  void otherMessagesAreDropped() throws Exception {
    Tam tam = world.tam();
    Bytes token = world.connect(tam).token().orElseThrow();
    Success success = Success.builder().token(token).build();
    Bytes other = success.sign(CoseSigner.of(TamWorld.AGENT), Dialect.DRAFT_25).encode().toBytes();
    assertDropped(deliver(tam, other), "offset");
    Update update = Update.builder().token(token).errMsg("x").build();
    assertDropped(world.send(tam, update, TamWorld.AGENT), "only a TAM sends it");
  }

  @Test
  @DisplayName("TAM 4: a token is used up by the first message with a valid signature")
  void tokenIsUsedOnce() throws Exception {
    Tam tam = world.tam();
    Bytes token = world.connect(tam).token().orElseThrow();
    QueryResponse response = TamWorld.requesting(token, TamWorld.HELLO).build();
    assertDropped(world.send(tam, response, TamWorld.STRANGER), "no trusted key");
    assertTrue(world.send(tam, response, TamWorld.AGENT).isPresent());
    assertDropped(world.send(tam, response, TamWorld.AGENT), "used");
    assertDropped(world.send(tam, response, TamWorld.AGENT_ED), "used");
  }

  @Test
  @DisplayName("TAM 4: a token belongs to one kind of message and is not used up by another")
  void tokenBelongsToItsRequest() throws Exception {
    Tam tam = world.tam();
    Bytes token = world.connect(tam).token().orElseThrow();
    assertDropped(
        world.send(tam, Success.builder().token(token).build(), TamWorld.AGENT), "no Update");
    Update update =
        (Update)
            world
                .send(tam, TamWorld.requesting(token, TamWorld.HELLO).build(), TamWorld.AGENT)
                .orElseThrow();
    Bytes updateToken = update.token().orElseThrow();
    assertDropped(
        world.send(tam, TamWorld.requesting(updateToken, TamWorld.HELLO).build(), TamWorld.AGENT),
        "unknown");
    world.send(tam, Success.builder().token(updateToken).build(), TamWorld.AGENT);
    assertEquals(1, world.agent(TamWorld.AGENT).installed().size());
  }

  @Test
  @DisplayName("TAM 4, D4: the token of an Update is bound to the Agent that it was sent to")
  void tokenIsBoundToTheAgent() throws Exception {
    Tam tam = world.tam();
    Bytes token = world.update(tam, TamWorld.AGENT).token().orElseThrow();
    Success success = Success.builder().token(token).build();
    assertDropped(world.send(tam, success, TamWorld.AGENT_ED), "no Update");
    assertEquals(Optional.empty(), world.send(tam, success, TamWorld.AGENT));
    assertEquals(1, world.agent(TamWorld.AGENT).installed().size());
  }

  @Test
  @DisplayName("TAM 4: several requests may be outstanding, each for itself")
  void requestsAreConcurrent() throws Exception {
    Tam tam = world.tam();
    Bytes first = world.connect(tam).token().orElseThrow();
    Bytes second = world.connect(tam).token().orElseThrow();
    assertNotEquals(first, second);
    assertTrue(
        world
            .send(tam, TamWorld.requesting(second, TamWorld.HELLO).build(), TamWorld.AGENT)
            .isPresent());
    assertTrue(world.store.find(first).isPresent());
    assertTrue(world.store.find(second).isEmpty());
  }

  @Test
  @DisplayName("TAM 12, D3: an Error without token closes nothing")
  void errorWithoutTokenClosesNothing() throws Exception {
    Tam tam = world.tam();
    Bytes token = world.update(tam, TamWorld.AGENT).token().orElseThrow();
    TeepError error =
        TeepError.builder(TeepErrorCode.ERR_PERMANENT_ERROR).errMsg("bad signature").build();
    assertDropped(world.send(tam, error, TamWorld.AGENT), "bad signature, without token");
    assertTrue(world.store.find(token).isPresent());
    assertEquals(Optional.empty(), world.agent(TamWorld.AGENT).lastError());
  }

  @Test
  @DisplayName("TAM 13: a request expires after hours, and is then removed")
  void requestsExpire() throws Exception {
    Tam tam = world.tam();
    Bytes token = world.connect(tam).token().orElseThrow();
    QueryResponse response = TamWorld.requesting(token, TamWorld.HELLO).build();
    world.pass(Duration.ofHours(23));
    assertTrue(world.store.find(token).isPresent());
    world.pass(Duration.ofHours(1));
    assertDropped(world.send(tam, response, TamWorld.AGENT), "expired");
    assertTrue(world.store.find(token).isEmpty());
  }

  @Test
  @DisplayName("TAM 13: the lifetime of requests is a setting")
  void lifetimeIsASetting() throws Exception {
    Tam tam = world.tam(policy -> {}, settings -> settings.requestLifetime(Duration.ofMinutes(5)));
    Bytes token = world.update(tam, TamWorld.AGENT).token().orElseThrow();
    world.pass(Duration.ofMinutes(5));
    assertDropped(
        world.send(tam, Success.builder().token(token).build(), TamWorld.AGENT), "no Update");
  }

  @Test
  @DisplayName("D14: a message without kid is accepted from a trusted key")
  void keyIdentifierIsOptional() throws Exception {
    Tam tam =
        world.tam(
            policy -> {},
            settings ->
                settings.trustedAgents(
                    CoseKeyResolver.of(
                        List.of(
                            TamWorld.AGENT_ED.toPublic(),
                            TamWorld.AGENT.toPublic().withKeyId(Bytes.ofUtf8("another"))))));
    assertEquals(1, world.update(tam, TamWorld.AGENT).manifestList().size());
  }

  @Test
  @DisplayName("TAM 13: events have neither Evidence nor tokens in them")
  void eventsKeepSecrets() throws Exception {
    Tam tam = world.tam();
    Update update = world.update(tam, TamWorld.AGENT);
    String token = update.token().orElseThrow().toHex();
    assertTrue(world.events.size() >= 3);
    for (SessionEvent event : world.events) {
      assertTrue(!event.toString().contains(token), event.toString());
    }
  }

  @Test
  @DisplayName("TAM 1: a TAM has a key for each suite that is mandatory in the dialect")
  void mandatorySuites() throws Exception {
    Tam.Builder builder =
        Tam.builder(
                world.store,
                NewestManifestPolicy.builder(world.catalogue, Entitlement.EVERYTHING).build())
            .key(TamWorld.TAM);
    IllegalStateException missing = assertThrows(IllegalStateException.class, builder::build);
    assertTrue(missing.getMessage().contains("-19"), missing.getMessage());
    builder.key(TamWorld.AGENT);
    IllegalStateException twice = assertThrows(IllegalStateException.class, builder::build);
    assertTrue(twice.getMessage().contains("same cipher suite"), twice.getMessage());
  }

  @Test
  @DisplayName("TAM 1: a session in the numbering of drafts 18 to 25")
  void otherDialect() throws Exception {
    world.dialect = Dialect.DRAFT_25;
    Tam tam = world.tam(policy -> {}, settings -> settings.peer(PeerOptions.ATTESTAM_DRAFT_25));
    world.install(tam, TamWorld.AGENT);
    assertEquals(1, world.agent(TamWorld.AGENT).installed().size());
  }

  @Test
  @DisplayName("TAM 1: a session in the numbering and suites of drafts 13 to 17")
  void oldestDialect() throws Exception {
    world.dialect = Dialect.DRAFT_16;
    CoseKey tamKey = TamWorld.generate(CoseAlgorithm.ES256);
    CoseKey tamEdKey = TamWorld.generate(CoseAlgorithm.EDDSA);
    CoseKey agent = TamWorld.generate(CoseAlgorithm.ES256);
    PeerOptions peer =
        new PeerOptions(
            Dialect.DRAFT_16,
            true,
            PeerOptions.Confirmation.KID,
            false,
            true,
            TeepMessage.MEDIA_TYPE);
    Tam tam =
        Tam.builder(
                world.store,
                NewestManifestPolicy.builder(world.catalogue, Entitlement.EVERYTHING).build())
            .key(tamKey)
            .key(tamEdKey)
            .trustedAgents(CoseKeyResolver.of(List.of(agent.toPublic())))
            .clock(() -> world.now)
            .peer(peer)
            .build();
    CoseKeyResolver trust = CoseKeyResolver.of(List.of(tamKey.toPublic(), tamEdKey.toPublic()));
    TeepMessage request =
        TeepMessage.verify(tam.processConnect().orElseThrow(), trust, Dialect.DRAFT_16);
    Bytes response =
        world.signed(
            TamWorld.requesting(request.token().orElseThrow(), TamWorld.HELLO).build(), agent);
    TeepMessage update =
        TeepMessage.verify(tam.processTeepMessage(response).orElseThrow(), trust, Dialect.DRAFT_16);
    assertEquals(1, assertInstanceOf(Update.class, update).manifestList().size());
  }

  @Test
  @DisplayName("TAM 1: profiles of four numbers for an Agent that takes no others")
  void fourNumberProfiles() throws Exception {
    CoseKey es256 = TamWorld.generate(CoseAlgorithm.ES256);
    CoseKey edDsa = TamWorld.generate(CoseAlgorithm.EDDSA);
    for (PeerOptions peer : List.of(PeerOptions.LIBTEEP, PeerOptions.TAMPROTO)) {
      Tam tam =
          Tam.builder(
                  world.store,
                  NewestManifestPolicy.builder(world.catalogue, Entitlement.EVERYTHING).build())
              .key(es256)
              .key(edDsa)
              .clock(() -> world.now)
              .peer(peer)
              .build();
      TeepMessage request =
          TeepMessage.verify(
              tam.processConnect().orElseThrow(),
              CoseKeyResolver.of(List.of(es256.toPublic(), edDsa.toPublic())),
              Dialect.DRAFT_16);
      Dialect offered = peer.equals(PeerOptions.LIBTEEP) ? Dialect.RFC : Dialect.DRAFT_16;
      assertEquals(
          offered.mandatorySuitCoseProfiles(),
          assertInstanceOf(QueryRequest.class, request).supportedSuitCoseProfiles());
    }
  }
}
