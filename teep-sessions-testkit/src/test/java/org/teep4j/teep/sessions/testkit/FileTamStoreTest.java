package org.teep4j.teep.sessions.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.teep.tam.AgentRecord;
import org.teep4j.teep.tam.FileTamStore;
import org.teep4j.teep.tam.OutstandingRequest;
import org.teep4j.teep.tam.TamChange;
import org.teep4j.teep.tam.TamStore;

/** The store in a folder keeps the contract, also if it is opened again at any moment. */
class FileTamStoreTest extends TamStoreContract {

  private static final Instant DEADLINE = Instant.parse("2027-01-01T00:00:00Z");

  @TempDir private Path folder;

  @Override
  protected TamStore newStore() throws IOException {
    return FileTamStore.open(folder, 1000, 100, 100);
  }

  private static OutstandingRequest request(int number) {
    return OutstandingRequest.queryRequest(Bytes.ofUtf8("request " + number), Set.of(), DEADLINE);
  }

  private static TamChange answering(int number) {
    return new TamChange(
        Optional.of(request(number).id()),
        List.of(request(number + 1)),
        Optional.of(AgentRecord.of(Bytes.ofUtf8("agent " + number), DEADLINE)));
  }

  @Test
  void oneProcessAtATimeHasTheFolder() throws IOException {
    try (FileTamStore store = FileTamStore.open(folder)) {
      IOException refused =
          assertThrows(IOException.class, () -> FileTamStore.open(folder).close());
      assertTrue(String.valueOf(refused.getMessage()).startsWith("the store is in use: "));
      store.apply(TamChange.opening(request(1)));
    }
    FileTamStore.open(folder).close();
  }

  @Test
  void aChangeThatACrashHasCutOffWasNotMade() throws IOException {
    long begun;
    try (FileTamStore store = FileTamStore.open(folder)) {
      store.apply(TamChange.opening(request(1)));
      begun = Files.size(journal());
      store.apply(answering(1));
    }
    byte[] whole = Files.readAllBytes(journal());
    for (int length = (int) begun; length < whole.length; length++) {
      Files.write(journal(), Bytes.wrap(whole, 0, length).toByteArray());
      try (FileTamStore store = FileTamStore.open(folder)) {
        assertEquals(Optional.of(request(1)), store.find(request(1).id()));
        assertEquals(Optional.empty(), store.find(request(2).id()));
        assertEquals(Optional.empty(), store.agent(Bytes.ofUtf8("agent 1")));
        assertTrue(store.apply(answering(1)));
      }
    }
  }

  @Test
  void aFolderWithSmallerBoundsForgetsTheOldest() throws IOException {
    try (FileTamStore store = FileTamStore.open(folder)) {
      for (int i : List.of(1, 3, 4, 5)) {
        store.apply(TamChange.opening(request(i)));
      }
      store.apply(answering(1));
    }
    try (FileTamStore store = FileTamStore.open(folder, 2, 2, 1)) {
      assertEquals(Optional.empty(), store.find(request(4).id()));
      assertTrue(store.find(request(5).id()).isPresent());
      assertTrue(store.find(request(2).id()).isPresent());
      assertTrue(store.agent(Bytes.ofUtf8("agent 1")).isPresent());
    }
  }

  /** What many callers were told is what a later process finds. */
  @Test
  void changesThatAreWrittenTogetherAreAllThere() throws Exception {
    int callers = 8;
    int rounds = 25;
    List<Bytes> open = new ArrayList<>();
    try (FileTamStore store = FileTamStore.open(folder)) {
      ExecutorService executor = Executors.newFixedThreadPool(callers);
      try {
        List<Future<Integer>> results = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
          store.apply(TamChange.opening(request(i)));
          int number = i;
          for (int caller = 0; caller < callers; caller++) {
            Bytes id = Bytes.ofUtf8("opened " + i + " by " + caller);
            TamChange change =
                new TamChange(
                    Optional.of(request(number).id()),
                    List.of(OutstandingRequest.queryRequest(id, Set.of(), DEADLINE)),
                    Optional.empty());
            results.add(
                executor.submit(
                    () -> {
                      if (store.apply(change)) {
                        synchronized (open) {
                          open.add(id);
                        }
                        return 1;
                      }
                      return 0;
                    }));
          }
        }
        int made = 0;
        for (Future<Integer> each : results) {
          made += each.get();
        }
        assertEquals(rounds, made);
      } finally {
        executor.shutdownNow();
      }
    }
    try (FileTamStore store = FileTamStore.open(folder)) {
      for (Bytes id : open) {
        assertTrue(store.find(id).isPresent());
      }
      assertEquals(rounds, store.purge(DEADLINE));
    }
  }

  @Test
  void anIdThatIsOutstandingIsNotOpenedAgain() throws IOException {
    try (FileTamStore store = FileTamStore.open(folder)) {
      store.apply(TamChange.opening(request(1)));
      assertThrows(
          IllegalArgumentException.class, () -> store.apply(TamChange.opening(request(1))));
      assertTrue(store.apply(answering(1)));
    }
  }

  @Test
  void somethingElseIsNoStore() throws IOException {
    Files.writeString(journal(), "this is not a journal");
    assertThrows(IOException.class, () -> FileTamStore.open(folder).close());
  }

  private Path journal() {
    return folder.resolve("changes-1");
  }

  /** Every call finds what an earlier process has left. */
  @Nested
  class Reopened extends TamStoreContract {
    @Override
    protected TamStore newStore() {
      return new ReopenedStore(folder.resolve("reopened"));
    }
  }

  private record ReopenedStore(Path folder) implements TamStore {

    @Override
    public synchronized Optional<OutstandingRequest> find(Bytes id) throws IOException {
      try (FileTamStore store = FileTamStore.open(folder)) {
        return store.find(id);
      }
    }

    @Override
    public synchronized Optional<AgentRecord> agent(Bytes thumbprint) throws IOException {
      try (FileTamStore store = FileTamStore.open(folder)) {
        return store.agent(thumbprint);
      }
    }

    @Override
    public synchronized boolean apply(TamChange change) throws IOException {
      try (FileTamStore store = FileTamStore.open(folder, 1000, 100, 100)) {
        return store.apply(change);
      }
    }

    @Override
    public synchronized int purge(Instant now) throws IOException {
      try (FileTamStore store = FileTamStore.open(folder)) {
        return store.purge(now);
      }
    }
  }
}
