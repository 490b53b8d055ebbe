package org.teep4j.teep.tam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseHeaders;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseSign;
import org.teep4j.cose.CoseSign1;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.QueryRequest;
import org.teep4j.teep.Success;
import org.teep4j.teep.Update;
import org.teep4j.teep.session.PeerOptions;

/** A session from its beginning to its end. */
class TamSessionTest {

  private final TamWorld world = new TamWorld();

  TamSessionTest() {
    world.catalogue.add(TamWorld.hello(5));
  }

  @Test
  @DisplayName("TAM 1: the first QueryRequest has a signature for each algorithm that is offered")
  void firstQueryRequestIsSignedForAnyAgent() throws Exception {
    Bytes sent = world.tam().processConnect().orElseThrow();
    CoseSign message = CoseSign.decode(sent);
    assertEquals(2, message.signatures().size());
    QueryRequest request = assertInstanceOf(QueryRequest.class, world.read(sent));
    assertEquals(
        world.dialect.mandatoryCipherSuites().size(), request.supportedTeepCipherSuites().size());
    assertEquals(Set.of(DataItem.TRUSTED_COMPONENTS), request.dataItemRequested());
  }

  @Test
  @DisplayName("TAM 1: a peer that cannot verify COSE_Sign gets a COSE_Sign1")
  void configuredPeerGetsOneSignature() throws Exception {
    Tam tam = world.tam(policy -> {}, settings -> settings.peer(PeerOptions.ATTESTAM));
    CoseSign1 message = CoseSign1.decode(tam.processConnect().orElseThrow());
    assertEquals(Optional.of(CoseAlgorithm.ESP256), message.unverifiedHeaders().algorithm());
  }

  @Test
  @DisplayName("TAM 8, TAM 9: an Update installs what is requested, and Success is recorded")
  void installs() throws Exception {
    Tam tam = world.tam();
    Bytes token = world.connect(tam).token().orElseThrow();
    Update update =
        assertInstanceOf(
            Update.class,
            world
                .send(tam, TamWorld.requesting(token, TamWorld.HELLO).build(), TamWorld.AGENT)
                .orElseThrow());
    assertEquals(
        List.of(TamWorld.hello(5).digest()),
        List.of(world.catalogue.newest(TamWorld.HELLO).orElseThrow().digest()));
    assertEquals(1, update.manifestList().size());
    assertEquals(Optional.empty(), update.errCode());
    assertNotEquals(Optional.of(token), update.token());
    Success success = Success.builder().token(update.token().orElseThrow()).build();
    assertEquals(Optional.empty(), world.send(tam, success, TamWorld.AGENT));
    assertEquals(1, world.agent(TamWorld.AGENT).installed().size());
    assertTrue(world.agent(TamWorld.AGENT).installedFor(TamWorld.HELLO).isPresent());
  }

  @Test
  @DisplayName(
      "TAM 8: the answer is in the Agent's cipher suite, tagged, with the thumbprint as kid")
  void answersInTheSuiteOfTheAgent() throws Exception {
    for (CoseKey[] pair :
        new CoseKey[][] {{TamWorld.AGENT, TamWorld.TAM}, {TamWorld.AGENT_ED, TamWorld.TAM_ED}}) {
      Tam tam = world.tam();
      Bytes token = world.connect(tam).token().orElseThrow();
      Bytes response = world.signed(TamWorld.requesting(token, TamWorld.HELLO).build(), pair[0]);
      CoseSign1 update = CoseSign1.decode(tam.processTeepMessage(response).orElseThrow());
      assertTrue(update.isTagged());
      CoseHeaders headers = update.unverifiedHeaders();
      assertEquals(Optional.of(pair[1].thumbprint()), headers.keyId());
      assertEquals(pair[1].algorithmId().orElseThrow(), headers.algorithm().orElseThrow().label());
    }
  }

  @Test
  @DisplayName("Agents with other options get a TAM of their own, which shares what is remembered")
  void tamsForDifferentPeersShareAStore() throws Exception {
    Tam tam = world.tam();
    Tam other = world.tam(policy -> {}, settings -> settings.peer(PeerOptions.ATTESTAM_DRAFT_25));
    world.install(tam, TamWorld.AGENT);
    world.dialect = Dialect.DRAFT_25;
    world.install(other, TamWorld.AGENT_ED);
    for (CoseKey agent : List.of(TamWorld.AGENT, TamWorld.AGENT_ED)) {
      assertTrue(world.agent(agent).installedFor(TamWorld.HELLO).isPresent());
    }
    Bytes token = world.connect(other).token().orElseThrow();
    world.dialect = Dialect.RFC;
    assertInstanceOf(
        Update.class,
        world
            .send(tam, TamWorld.requesting(token, TamWorld.HELLO).build(), TamWorld.AGENT)
            .orElseThrow());
  }
}
