package org.teep4j.teep.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.teep.agent.World.AUTHOR;
import static org.teep4j.teep.agent.World.TAM;
import static org.teep4j.teep.agent.World.id;
import static org.teep4j.teep.agent.World.manifest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Segments;
import org.teep4j.cose.CoseSigner;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.SuitEnvelope;
import org.teep4j.suit.SuitManifest;
import org.teep4j.suit.SuitWaitInfo;
import org.teep4j.suit.processor.CommandTarget;
import org.teep4j.suit.processor.UpdateEnvironment;
import org.teep4j.suit.report.SuitReport;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepError;
import org.teep4j.teep.TeepMessage;
import org.teep4j.teep.session.TeepAgentApi.Outgoing;

/** A device that is switched off at any write goes on, and its state is the old or the new one. */
@Tag("once")
class InterruptionTest {

  /** Power fails at a write: neither this one nor a later one takes place. */
  private static final class Power implements GuardedStores.Guard {
    private int left;

    Power(int left) {
      this.left = left;
    }

    @Override
    public void before() {
      if (left-- <= 0) {
        throw new PowerFailure();
      }
    }
  }

  private static final class PowerFailure extends Error {
    private static final long serialVersionUID = 1;
  }

  /** What a device is asked to do. */
  private interface Scenario {
    void prepare(World world) throws Exception;

    Bytes update(World world) throws Exception;

    /** Checks a final state; there may be one between two manifests. */
    void check(World world, boolean all);
  }

  private static World started(Scenario scenario) throws Exception {
    World world = new World();
    scenario.prepare(world);
    world.query();
    return world;
  }

  /** Interrupts at every write, once or several times, and returns the number of writes. */
  private static int interrupt(Scenario scenario, int every) throws Exception {
    for (int writes = 0; ; writes++) {
      World world = started(scenario);
      Bytes update = scenario.update(world);
      Power power = new Power(writes);
      world.agent = agent(world, power);
      @Nullable Bytes answer = null;
      boolean failed = false;
      try {
        answer = world.agent.processTeepMessage(TAM.uri, update).orElseThrow();
      } catch (PowerFailure e) {
        failed = true;
      }
      for (int tries = 0; answer == null; tries++) {
        assertTrue(tries < 100, "the device makes no progress");
        world.agent = every == 0 ? world.newAgent() : agent(world, new Power(every));
        try {
          Optional<Outgoing> outgoing = world.agent.resume();
          answer =
              outgoing.isPresent()
                  ? outgoing.get().message().orElseThrow()
                  // Nothing was noted of the Update: it comes again.
                  : world.agent.processTeepMessage(TAM.uri, update).orElseThrow();
        } catch (PowerFailure e) {
          failed = true;
        }
      }
      assertNotNull(answer);
      TeepMessage message = World.read(answer);
      assertInstanceOf(Success.class, message, message.toString());
      for (Bytes report : ((Success) message).suitReports()) {
        assertEquals(message.token(), SuitReport.decodeUnverified(report).nonce());
      }
      scenario.check(world, true);
      world.agent = world.newAgent();
      // The answer may have got lost: it is handed out again, once.
      assertEquals(answer, world.agent.resume().orElseThrow().message().orElseThrow());
      assertEquals(Optional.empty(), world.agent.resume());
      world.agent.processEnd(TAM.uri);
      assertEquals(Optional.empty(), world.newAgent().resume());
      if (!failed) {
        return writes;
      }
    }
  }

  private static TeepAgent agent(World world, Power power) {
    return world.newAgent(
        new GuardedStores.Components(world.store, power),
        new GuardedStores.OfAgent(world.agentStore, power),
        new GuardedStores.Registry(world.registry, power),
        new GuardedStores.Recording(world.journal, power));
  }

  /** Installs two manifests and unlinks one. */
  private static final Scenario THREE_STEPS =
      new Scenario() {
        @Override
        public void prepare(World world) throws Exception {
          world.update(manifest("one", "other", 1, "old"));
        }

        @Override
        public Bytes update(World world) throws Exception {
          return TAM.sign(
              TAM.update(manifest("one", "app", 1, "code"), manifest("one", "data", 1, "data"))
                  .unneededManifestList(List.of(id("one", "other.suit")))
                  .build());
        }

        @Override
        public void check(World world, boolean all) {
          assertEquals(Optional.empty(), world.content(id("one", "other")));
          assertEquals(Optional.of(Bytes.ofUtf8("code")), world.content(id("one", "app")));
          assertEquals(Optional.of(Bytes.ofUtf8("data")), world.content(id("one", "data")));
          assertEquals(2, world.registry.manifests().size());
        }
      };

  /** Exchanges two components: done twice, it would be undone. */
  private static final Scenario SWAP =
      new Scenario() {
        @Override
        public void prepare(World world) {
          world.store.with(id("one", "app"), Bytes.ofUtf8("A"));
          world.store.with(id("one", "other"), Bytes.ofUtf8("B"));
        }

        @Override
        public Bytes update(World world) throws Exception {
          SuitEnvelope swap =
              SuitEnvelope.builder(
                      SuitManifest.decodeUnverified(
                          Edn.parse(
                              """
                              { 1: 1, 2: 1,
                                3: << { 2: [[h'6f6e65', h'617070'], [h'6f6e65', h'6f74686572']] } >>,
                                5: [h'6f6e65', h'6170702e73756974'],
                                20: <<[12, 0, 20, {22: 1}, 31, 0]>> }
                              """)))
                  .signer(CoseSigner.of(AUTHOR))
                  .build();
          return TAM.sign(TAM.update(swap).build());
        }

        @Override
        public void check(World world, boolean all) {
          assertEquals(Optional.of(Bytes.ofUtf8("B")), world.content(id("one", "app")));
          assertEquals(Optional.of(Bytes.ofUtf8("A")), world.content(id("one", "other")));
        }
      };

  @Test
  @DisplayName("Interruption: at each write once, then the Update is carried to its end")
  void once() throws Exception {
    assertTrue(interrupt(THREE_STEPS, 0) > 20);
  }

  @Test
  @DisplayName("Interruption: a device that lives only for some writes gets there as well")
  void again() throws Exception {
    interrupt(THREE_STEPS, 9);
  }

  @Test
  @DisplayName("Interruption: what must not be done twice is done once")
  void swap() throws Exception {
    assertTrue(interrupt(SWAP, 0) > 8);
  }

  @Test
  @DisplayName("Interruption: a failed manifest leaves the old state, whenever power fails")
  void failure() throws Exception {
    for (int writes = 0; ; writes++) {
      World world = new World();
      world.update(manifest("one", "app", 5, "five"));
      world.query();
      Map<SuitComponentIdentifier, Optional<Bytes>> before = world.store.components();
      Bytes update = TAM.sign(TAM.update(manifest("one", "app", 4, "four")).build());
      world.agent = agent(world, new Power(writes));
      Optional<Bytes> answer = Optional.empty();
      boolean failed = false;
      try {
        answer = world.agent.processTeepMessage(TAM.uri, update);
      } catch (PowerFailure e) {
        failed = true;
        world.restart();
        Optional<Outgoing> outgoing = world.agent.resume();
        answer =
            outgoing.isPresent()
                ? outgoing.get().message()
                : world.agent.processTeepMessage(TAM.uri, update);
      }
      assertInstanceOf(TeepError.class, World.read(answer.orElseThrow()));
      assertEquals(before, world.store.components());
      if (!failed) {
        return;
      }
    }
  }

  /** Knows what is in a store. */
  private record Named(AgentStore store, Set<String> names) implements AgentStore {
    @Override
    public Optional<Bytes> load(String name) throws IOException {
      return store.load(name);
    }

    @Override
    public void save(String name, Segments value) throws IOException {
      store.save(name, value);
      names.add(name);
    }

    @Override
    public void remove(String name) throws IOException {
      store.remove(name);
      names.remove(name);
    }
  }

  @Test
  @DisplayName("Interruption: an Update of which nothing was noted does not stay in the store")
  void leftover() throws Exception {
    World world = started(SWAP);
    Named named = new Named(world.agentStore, new TreeSet<>());
    AgentStore failing = new GuardedStores.OfAgent(named, new Power(1));
    world.agent = world.newAgent(world.store, failing, world.registry, world.journal);
    Bytes update = SWAP.update(world);
    assertThrows(PowerFailure.class, () -> world.agent.processTeepMessage(TAM.uri, update));
    assertEquals(1, named.names().size());
    world.agent = world.newAgent(world.store, named, world.registry, world.journal);
    assertEquals(Optional.empty(), world.agent.resume());
    assertEquals(Set.of(), named.names());
  }

  @Test
  @DisplayName("Agent 7: an Update that waits for an event is answered when it has happened")
  void waiting() throws Exception {
    World world = new World();
    UpdateEnvironment.WaitState[] state = {UpdateEnvironment.WaitState.WAITING};
    world.device =
        builder ->
            builder.environment(
                new UpdateEnvironment() {
                  @Override
                  public WaitState awaited(CommandTarget target, SuitWaitInfo events) {
                    return state[0];
                  }
                });
    world.restart();
    world.query();
    SuitEnvelope waits =
        SuitEnvelope.builder(
                SuitManifest.decodeUnverified(
                    Edn.parse(
                        """
                        { 1: 1, 2: 1,
                          3: << { 2: [[h'6f6e65', h'617070']] } >>,
                          5: [h'6f6e65', h'6170702e73756974'],
                          20: <<[20, {18: h'00', 29: <<{1: 0}>>}, 29, 15, 18, 15]>> }
                        """)))
            .signer(CoseSigner.of(AUTHOR))
            .build();
    Bytes update = TAM.sign(TAM.update(waits).build());
    assertEquals(Optional.empty(), world.agent.processTeepMessage(TAM.uri, update));
    assertEquals(Optional.empty(), world.agent.resume());
    // The TAM may ask meanwhile.
    assertInstanceOf(QueryResponse.class, world.send(TAM.query().build()));
    world.restart();
    state[0] = UpdateEnvironment.WaitState.OVER;
    Outgoing outgoing = world.agent.resume().orElseThrow();
    assertInstanceOf(Success.class, World.read(outgoing.message().orElseThrow()));
    assertEquals(Optional.of(Bytes.fromHex("00")), world.content(id("one", "app")));
  }
}
