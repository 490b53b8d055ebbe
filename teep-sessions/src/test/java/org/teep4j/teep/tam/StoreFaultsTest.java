package org.teep4j.teep.tam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKeyResolver;
import org.teep4j.cose.CoseSigner;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepErrorCode;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.Update;

/** A store, a signer or a policy that fails leaves everything as it was. */
class StoreFaultsTest {

  private final TamWorld world = new TamWorld();
  private final MemoryTamStore memory = new MemoryTamStore();

  StoreFaultsTest() {
    world.catalogue.add(TamWorld.hello(5));
    world.store = memory;
  }

  /** Fails at one call, and works at all others. */
  private static class Failing implements TamStore {

    private final TamStore store;
    private int callsLeft;

    Failing(TamStore store, int callsLeft) {
      this.store = store;
      this.callsLeft = callsLeft;
    }

    private void call() throws IOException {
      if (callsLeft-- == 0) {
        throw new IOException("the database is down");
      }
    }

    @Override
    public Optional<OutstandingRequest> find(Bytes id) throws IOException {
      call();
      return store.find(id);
    }

    @Override
    public Optional<AgentRecord> agent(Bytes thumbprint) throws IOException {
      call();
      return store.agent(thumbprint);
    }

    @Override
    public boolean apply(TamChange change) throws IOException {
      call();
      return store.apply(change);
    }

    @Override
    public int purge(Instant now) throws IOException {
      call();
      return store.purge(now);
    }
  }

  /**
   * Delivers a message to TAMs whose store fails at the first, second, … call; then to a good one.
   */
  private Optional<TeepMessage> deliverWithFaults(TeepMessage message) throws IOException {
    int size = memory.size();
    Optional<AgentRecord> before = memory.agent(TamWorld.AGENT.thumbprint());
    Bytes signed = world.signed(message, TamWorld.AGENT);
    for (int call = 0; ; call++) {
      Failing failing = new Failing(memory, call);
      world.store = failing;
      Tam tam = world.tam();
      try {
        Optional<Bytes> reply = tam.processTeepMessage(signed);
        assertTrue(call >= 2, "at least the Agent and the request are read");
        return reply.map(world::read);
      } catch (IOException e) {
        assertEquals("the database is down", e.getMessage());
        assertEquals(size, memory.size());
        assertEquals(before, memory.agent(TamWorld.AGENT.thumbprint()));
      } finally {
        world.store = memory;
      }
    }
  }

  @Test
  @DisplayName(
      "TAM 4: a fault of the store at any call uses up nothing, and the message counts later")
  void faultsUseUpNothing() throws Exception {
    Tam tam = world.tam();
    Bytes token = world.connect(tam).token().orElseThrow();
    Update update =
        (Update)
            deliverWithFaults(TamWorld.requesting(token, TamWorld.HELLO).build()).orElseThrow();
    assertEquals(1, update.manifestList().size());
    deliverWithFaults(Success.builder().token(update.token().orElseThrow()).build());
    assertEquals(1, world.agent(TamWorld.AGENT).installed().size());
    Bytes next = world.update(tam, TamWorld.AGENT).token().orElseThrow();
    deliverWithFaults(TeepError.builder(TeepErrorCode.ERR_TEMPORARY_ERROR).token(next).build());
    assertTrue(world.agent(TamWorld.AGENT).lastError().isPresent());
  }

  @Test
  @DisplayName("TAM 1: a fault at the connect is reported, and opens nothing")
  void faultAtConnect() {
    world.store = new Failing(memory, 0);
    assertThrows(IOException.class, () -> world.tam().processConnect());
    assertEquals(0, memory.size());
  }

  @Test
  @DisplayName("TAM 4: a signer that fails uses up nothing")
  void signerFails() throws Exception {
    Bytes token = world.connect(world.tam()).token().orElseThrow();
    CoseSigner broken =
        new CoseSigner() {
          @Override
          public CoseAlgorithm algorithm() {
            return CoseAlgorithm.ESP256;
          }

          @Override
          public Optional<Bytes> keyId() {
            return Optional.empty();
          }

          @Override
          public byte[] sign(Segments toBeSigned) throws GeneralSecurityException {
            throw new GeneralSecurityException("the HSM is down");
          }
        };
    Tam tam =
        Tam.builder(
                memory,
                NewestManifestPolicy.builder(world.catalogue, Entitlement.EVERYTHING).build())
            .signer(broken, TamWorld.TAM.toPublic())
            .key(TamWorld.TAM_ED)
            .trustedAgents(CoseKeyResolver.of(List.of(TamWorld.AGENT.toPublic())))
            .clock(() -> world.now)
            .build();
    QueryResponse response = TamWorld.requesting(token, TamWorld.HELLO).build();
    IOException failure =
        assertThrows(
            IOException.class,
            () -> tam.processTeepMessage(world.signed(response, TamWorld.AGENT)));
    assertEquals("the TAM cannot sign", failure.getMessage());
    assertThrows(IOException.class, tam::processConnect);
    assertTrue(memory.find(token).isPresent());
    assertEquals(1, memory.size());
    assertTrue(world.send(world.tam(), response, TamWorld.AGENT).isPresent());
  }

  @Test
  @DisplayName("TAM 8: a policy that cannot decide uses up nothing")
  void policyFails() throws Exception {
    TamPolicy broken =
        new TamPolicy() {
          @Override
          public TamQuery query() {
            return TamQuery.trustedComponents(AttestationModel.NONE);
          }

          @Override
          public TamDecision decide(AgentState state) throws IOException {
            throw new IOException("the catalogue is down");
          }
        };
    Tam tam = world.tam(broken, settings -> {});
    Bytes token = world.connect(tam).token().orElseThrow();
    QueryResponse response = TamWorld.requesting(token, TamWorld.HELLO).build();
    assertThrows(IOException.class, () -> world.send(tam, response, TamWorld.AGENT));
    assertTrue(memory.find(token).isPresent());
  }

  @Test
  @DisplayName("TAM 4: of many instances on one store exactly one uses a token")
  void oneInstanceUsesAToken() throws Exception {
    int instances = 4;
    ExecutorService executor = Executors.newFixedThreadPool(instances);
    try {
      for (int round = 0; round < 10; round++) {
        Bytes token = world.connect(world.tam()).token().orElseThrow();
        Bytes message =
            world.signed(TamWorld.requesting(token, TamWorld.HELLO).build(), TamWorld.AGENT);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Optional<Bytes>>> replies = new ArrayList<>();
        for (int i = 0; i < instances; i++) {
          Tam tam = world.tam(policy -> {}, settings -> settings.listener(event -> {}));
          Callable<Optional<Bytes>> delivery =
              () -> {
                start.await();
                return tam.processTeepMessage(message);
              };
          replies.add(executor.submit(delivery));
        }
        start.countDown();
        int answers = 0;
        for (Future<Optional<Bytes>> reply : replies) {
          answers += reply.get().isPresent() ? 1 : 0;
        }
        assertEquals(1, answers);
      }
      assertEquals(8, memory.size(), "the Updates of one Agent, up to its bound");
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  @DisplayName("TAM 4: a token that another instance used in the meantime is not used again")
  void tokenIsGoneInTheMeantime() throws Exception {
    Bytes token = world.connect(world.tam()).token().orElseThrow();
    world.store =
        new Failing(memory, -1) {
          @Override
          public boolean apply(TamChange change) throws IOException {
            memory.apply(new TamChange(Optional.of(token), List.of(), Optional.empty()));
            return super.apply(change);
          }
        };
    assertEquals(
        Optional.empty(),
        world.send(
            world.tam(), TamWorld.requesting(token, TamWorld.HELLO).build(), TamWorld.AGENT));
    assertEquals("its token or challenge was used in the meantime", world.lastReason());
    assertEquals(0, memory.size());
    assertTrue(memory.agent(TamWorld.AGENT.thumbprint()).isEmpty());
  }
}
