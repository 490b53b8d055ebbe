package org.teep4j.teep.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.teep4j.teep.agent.World.id;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.teep.DataItem;
import org.teep4j.teep.session.AttestationPayload;

/** Stores, and the state of an Agent in them. */
class AgentStoreTest {

  private static final Bytes VALUE = Bytes.fromHex("0102");

  @TempDir private Path folder;

  @Test
  void storesKeepTheLastValue() throws Exception {
    for (AgentStore store : List.of(new MemoryAgentStore(), new FileAgentStore(folder))) {
      assertEquals(Optional.empty(), store.load("state"));
      store.save("state", Segments.of(Bytes.fromHex("ffffffffff")));
      store.save("state", Segments.of(VALUE, VALUE));
      assertEquals(Optional.of(Bytes.fromHex("01020102")), store.load("state"));
      assertEquals(Optional.empty(), store.load("update-1"));
      store.remove("state");
      store.remove("state");
      assertEquals(Optional.empty(), store.load("state"));
    }
  }

  @Test
  void filesSurvive() throws Exception {
    new FileAgentStore(folder.resolve("new/folder")).save("state", Segments.of(VALUE));
    assertEquals(
        Optional.of(VALUE), new FileAgentStore(folder.resolve("new/folder")).load("state"));
    try (Stream<Path> files = Files.list(folder.resolve("new/folder"))) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void namesAreNoPaths() throws Exception {
    FileAgentStore store = new FileAgentStore(folder);
    assertThrows(IllegalArgumentException.class, () -> store.load("../state"));
  }

  @Test
  void stateIsReadAsWritten() throws Exception {
    TamState full =
        TamState.NEW
            .withSession(Optional.of(new TamState.Session(5, 2, 1, Optional.of(6L))))
            .withQuery(
                TamState.LastQuery.of(
                    Set.of(DataItem.ATTESTATION, DataItem.EXTENSIONS), -9, true, Optional.of(9L)))
            .withContact(new TamState.Contact(7, 3))
            .withChallenge(Optional.of(VALUE))
            .withResult(new TamState.Passport(8, new AttestationPayload("a/b", VALUE)))
            .actingOn(VALUE, 5)
            .withExchange(
                Optional.of(
                    Exchange.begin(VALUE, -19).finished(List.of(VALUE)).starting(Bytes.empty())));
    AgentState state =
        new AgentState(
            Set.of(id("one")), Set.of(id("two")), Map.of("https://tam", full, "x:y", TamState.NEW));
    Bytes encoded = Bytes.wrap(state.toByteArray());
    assertEquals(state, AgentState.decode(encoded));
    assertEquals(encoded, Bytes.wrap(AgentState.decode(encoded).toByteArray()));
    assertEquals(
        Set.of(DataItem.ATTESTATION, DataItem.EXTENSIONS), full.query().orElseThrow().items());
  }

  @Test
  void rememberedUpdatesAreBounded() {
    TamState state = TamState.NEW;
    for (int i = 0; i < 10; i++) {
      state = state.actingOn(Bytes.wrap(new byte[] {(byte) i}), 3);
    }
    assertEquals(
        List.of(Bytes.fromHex("07"), Bytes.fromHex("08"), Bytes.fromHex("09")), state.actedOn());
  }

  @Test
  void damagedStateIsReported() throws Exception {
    World world = new World();
    world.agentStore.save("state", Segments.of(Bytes.fromHex("8402")));
    IOException problem =
        assertThrows(IOException.class, () -> world.newAgent().requestPolicyCheck());
    assertEquals("the state of the Agent is damaged", problem.getMessage());
  }
}
