package org.teep4j.teep.sessions.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.tam.AgentRecord;
import org.teep4j.teep.tam.MemoryTamStore;
import org.teep4j.teep.tam.OutstandingRequest;
import org.teep4j.teep.tam.TamChange;
import org.teep4j.teep.tam.TamStore;

/** The store in memory keeps the contract, and its own bounds. */
class MemoryTamStoreTest extends TamStoreContract {

  private static final Instant DEADLINE = Instant.MAX;

  @Override
  protected TamStore newStore() {
    return new MemoryTamStore(1000, 100, 100);
  }

  private static OutstandingRequest unbound(int number) {
    return OutstandingRequest.queryRequest(Bytes.ofUtf8("unbound " + number), Set.of(), DEADLINE);
  }

  private static OutstandingRequest bound(String agent, int number) {
    return OutstandingRequest.update(
        Bytes.ofUtf8(agent + " " + number), Bytes.ofUtf8(agent), List.of(), List.of(), DEADLINE);
  }

  @Test
  @DisplayName("TAM 13: the oldest request of the same Agent gives way")
  void perAgentBound() {
    MemoryTamStore store = new MemoryTamStore(100, 2, 100);
    store.apply(TamChange.opening(bound("a", 1)));
    store.apply(TamChange.opening(bound("b", 1)));
    store.apply(TamChange.opening(bound("a", 2)));
    store.apply(TamChange.opening(bound("a", 3)));
    assertTrue(store.find(bound("a", 1).id()).isEmpty());
    assertEquals(3, store.size());
    store.apply(
        new TamChange(Optional.of(bound("a", 2).id()), List.of(bound("a", 4)), Optional.empty()));
    assertTrue(store.find(bound("a", 3).id()).isPresent());
  }

  @Test
  @DisplayName("TAM 13: connects displace older connects, and no request that is bound to an Agent")
  void globalBound() {
    MemoryTamStore store = new MemoryTamStore(4, 3, 100);
    store.apply(TamChange.opening(unbound(1)));
    store.apply(TamChange.opening(bound("a", 1)));
    store.apply(TamChange.opening(bound("b", 1)));
    for (int i = 2; i < 10; i++) {
      store.apply(TamChange.opening(unbound(i)));
      assertTrue(store.size() <= 4);
      assertTrue(store.find(unbound(i).id()).isPresent());
    }
    assertTrue(store.find(bound("a", 1).id()).isPresent());
    for (int i = 0; i < 3; i++) {
      store.apply(TamChange.opening(bound("c", i)));
    }
    assertEquals(4, store.size());
    assertTrue(store.find(bound("a", 1).id()).isEmpty());
  }

  @Test
  @DisplayName("TAM 13: the Agent that was not seen for the longest time is forgotten")
  void agentBound() {
    MemoryTamStore store = new MemoryTamStore(4, 3, 2);
    for (String agent : List.of("a", "b", "a", "c")) {
      store.apply(
          new TamChange(
              Optional.empty(),
              List.of(),
              Optional.of(AgentRecord.of(Bytes.ofUtf8(agent), Instant.EPOCH))));
    }
    assertTrue(store.agent(Bytes.ofUtf8("a")).isPresent());
    assertTrue(store.agent(Bytes.ofUtf8("b")).isEmpty());
  }

  @Test
  @DisplayName("TAM 13: a purge frees room of Agents too")
  void purgeFreesRoom() {
    MemoryTamStore store = new MemoryTamStore(4, 1, 2);
    store.apply(TamChange.opening(bound("a", 1)));
    assertEquals(1, store.purge(Instant.MAX));
    store.apply(TamChange.opening(bound("a", 2)));
    assertTrue(store.find(bound("a", 2).id()).isPresent());
  }

  @Test
  @DisplayName("D5: a token that is used twice is an error of the caller, and nothing changes")
  void tokenIsNeverUsedTwice() {
    MemoryTamStore store = new MemoryTamStore();
    store.apply(TamChange.opening(unbound(1)));
    TamChange twice =
        new TamChange(Optional.empty(), List.of(unbound(2), unbound(1)), Optional.empty());
    assertThrows(IllegalArgumentException.class, () -> store.apply(twice));
    assertEquals(1, store.size());
  }

  @Test
  void boundsArePositive() {
    assertThrows(IllegalArgumentException.class, () -> new MemoryTamStore(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new MemoryTamStore(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new MemoryTamStore(1, 1, 0));
  }
}
