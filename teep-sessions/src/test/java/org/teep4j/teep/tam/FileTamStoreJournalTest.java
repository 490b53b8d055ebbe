package org.teep4j.teep.tam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;

/** A journal that has become long is replaced, and nothing is lost whenever a crash comes. */
class FileTamStoreJournalTest {

  private static final Instant DEADLINE = Instant.parse("2027-01-01T00:00:00Z");
  private static final int SHORT = 500;

  /** The length of the header of a journal. */
  private static final int HEADER = 20;

  @TempDir private Path folder;

  private final List<Bytes> open = new ArrayList<>();

  @BeforeEach
  void manySessions() throws IOException {
    try (FileTamStore store = store()) {
      for (int i = 0; i < 60; i++) {
        Bytes id = Bytes.ofUtf8("request " + i);
        store.apply(TamChange.opening(OutstandingRequest.queryRequest(id, Set.of(), DEADLINE)));
        if (i % 15 == 0) {
          open.add(id);
        } else {
          AgentRecord agent = AgentRecord.of(Bytes.ofUtf8("agent " + i % 7), DEADLINE);
          store.apply(new TamChange(Optional.of(id), List.of(), Optional.of(agent)));
        }
      }
    }
  }

  private FileTamStore store() throws IOException {
    return FileTamStore.open(folder, new MemoryTamStore(100, 10, 100), SHORT);
  }

  private List<Path> journals() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().contains("changes-")).toList();
    }
  }

  private void assertEverythingIsThere() throws IOException {
    try (FileTamStore store = store()) {
      for (Bytes id : open) {
        assertTrue(store.find(id).isPresent());
      }
      for (int i = 0; i < 7; i++) {
        assertTrue(store.agent(Bytes.ofUtf8("agent " + i)).isPresent());
      }
      assertEquals(Optional.empty(), store.find(Bytes.ofUtf8("request 59")));
    }
  }

  @Test
  void oneShortJournalRemains() throws IOException {
    assertEquals(1, journals().size(), journals().toString());
    Path journal = journals().get(0);
    assertTrue(!journal.endsWith("changes-1"), journal.toString());
    assertTrue(Files.size(journal) < 4 * SHORT, "" + Files.size(journal));
    assertEverythingIsThere();
  }

  @Test
  void aJournalWithoutStateDoesNotCount() throws IOException {
    Path next = folder.resolve("changes-999");
    byte[] whole = Files.readAllBytes(journals().get(0));
    for (int length = 0; length < HEADER + 30; length++) {
      Files.write(next, Arrays.copyOf(whole, length));
      assertEverythingIsThere();
      assertEquals(1, journals().size());
    }
  }

  @Test
  void aJournalWhoseStateIsDamagedIsNotForgotten() throws IOException {
    Path journal = journals().get(0);
    byte[] state = Arrays.copyOf(Files.readAllBytes(journal), HEADER + 30);
    Files.write(journal, state);
    assertEquals(
        "damaged: " + journal + ": no state in it",
        assertThrows(IOException.class, this::store).getMessage());
  }

  /** Otherwise requests that were used could be used again. */
  @Test
  void aDamagedChangeIsNotForgotten() throws IOException {
    Path journal = journals().get(0);
    byte[] damaged = Files.readAllBytes(journal);
    damaged[damaged.length / 2] ^= 1;
    Files.write(journal, damaged);
    IOException refused = assertThrows(IOException.class, this::store);
    assertTrue(refused.getMessage().startsWith("damaged: " + journal), refused.getMessage());
    assertTrue(Arrays.equals(damaged, Files.readAllBytes(journal)));
  }

  @Test
  void anOldJournalThatIsLeftOverIsRemoved() throws IOException {
    Files.writeString(folder.resolve("changes-1"), "left over");
    assertEverythingIsThere();
    assertEquals(1, journals().size());
  }

  @Test
  void whatWasPurgedStaysAway() throws IOException {
    try (FileTamStore store = store()) {
      assertEquals(open.size(), store.purge(DEADLINE));
    }
    try (FileTamStore store = store()) {
      assertEquals(Optional.empty(), store.find(open.get(0)));
      assertEquals(0, store.purge(DEADLINE));
    }
  }
}
