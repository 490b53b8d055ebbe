package org.teep4j.teep.tam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.suit.processor.file.FileJournal;
import org.teep4j.suit.processor.file.FolderLock;

/**
 * A store in a folder, for a TAM that is one process and goes on after a crash at any moment. What
 * it holds is in memory, with the bounds of {@link MemoryTamStore}; each change is in a journal on
 * the disk before it is made. Changes of several threads are written together. A journal that has
 * become long is replaced by one that begins with the present state.
 *
 * <p>One process at a time can have the folder open. Several processes share a database instead.
 */
public final class FileTamStore implements TamStore, AutoCloseable {

  private static final String PREFIX = "changes-";

  /** A journal is not replaced before it is so long, in bytes. */
  private static final long SHORT = 4 << 20;

  private final Path folder;
  private final FolderLock lock;
  private final MemoryTamStore memory;
  private final long shortest;
  private final Queue<Pending> queue = new ConcurrentLinkedQueue<>();
  private FileJournal journal;
  private long number;
  private long length;
  private long limit;

  private FileTamStore(
      Path folder, FolderLock lock, MemoryTamStore memory, long shortest, Opened opened) {
    this.folder = folder;
    this.lock = lock;
    this.memory = memory;
    this.shortest = shortest;
    this.journal = opened.journal;
    this.number = opened.number;
    this.length = opened.length;
    this.limit = shortest;
  }

  /**
   * Opens a store for 100,000 requests, 8 of each Agent, and 100,000 Agents.
   *
   * @param folder the folder, for this store alone; made if there is none
   * @return the store, which the caller closes
   * @throws IOException if the folder cannot be made or read, is damaged, or is open elsewhere
   */
  public static FileTamStore open(Path folder) throws IOException {
    return open(folder, new MemoryTamStore());
  }

  /**
   * Opens a store with the caller's bounds. What exceeds them is forgotten, the oldest first.
   *
   * @param folder the folder, for this store alone; made if there is none
   * @param mostRequests how many requests may be outstanding
   * @param mostPerAgent how many of them may be bound to the same Agent
   * @param mostAgents how many Agents are remembered
   * @return the store, which the caller closes
   * @throws IOException if the folder cannot be made or read, is damaged, or is open elsewhere
   * @throws IllegalArgumentException if a bound is less than 1
   */
  public static FileTamStore open(Path folder, int mostRequests, int mostPerAgent, int mostAgents)
      throws IOException {
    return open(folder, new MemoryTamStore(mostRequests, mostPerAgent, mostAgents));
  }

  private static FileTamStore open(Path folder, MemoryTamStore memory) throws IOException {
    return open(folder, memory, SHORT);
  }

  /** A store whose journals are replaced from another length on. */
  static FileTamStore open(Path folder, MemoryTamStore memory, long shortest) throws IOException {
    Path root = Files.createDirectories(folder.toAbsolutePath());
    FolderLock lock = FolderLock.of(root);
    try {
      return new FileTamStore(root, lock, memory, shortest, read(root, memory));
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  // Journals.

  /** The journal that counts, with its number and length. */
  private record Opened(FileJournal journal, long number, long length) {}

  /**
   * The newest journal counts, unless a crash came before its first record: then the one before it
   * does, which is there. The others are removed.
   */
  private static Opened read(Path folder, MemoryTamStore memory) throws IOException {
    List<Long> numbers = numbers(folder);
    for (int i = 0; i < numbers.size(); i++) {
      FileJournal journal = FileJournal.open(file(folder, numbers.get(i)));
      try {
        List<Bytes> records = journal.records();
        boolean isOldest = i == numbers.size() - 1;
        if (records.isEmpty() && isOldest && numbers.get(i) > 1) {
          throw new IOException("damaged: " + file(folder, numbers.get(i)) + ": no state in it");
        }
        if (!records.isEmpty() || isOldest) {
          long length = replay(records, memory, file(folder, numbers.get(i)));
          remove(folder, numbers.subList(i + 1, numbers.size()));
          return new Opened(journal, numbers.get(i), length);
        }
      } catch (IOException e) {
        journal.close();
        throw e;
      }
      journal.close();
      Files.delete(file(folder, numbers.get(i)));
    }
    return new Opened(FileJournal.open(file(folder, 1)), 1, 0);
  }

  private static long replay(List<Bytes> records, MemoryTamStore memory, Path file)
      throws IOException {
    long length = 0;
    for (Bytes record : records) {
      try {
        for (TamLogEntry entry : TamLogEntry.decodeAll(record)) {
          entry.applyTo(memory);
        }
      } catch (DecodeException e) {
        throw new IOException("damaged: " + file + ": " + e.getMessage(), e);
      }
      length += record.length();
    }
    return length;
  }

  /** The numbers of the journals, the newest first. */
  private static List<Long> numbers(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches(PREFIX + "[0-9]{1,18}"))
          .map(name -> Long.valueOf(name.substring(PREFIX.length())))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  private static Path file(Path folder, long number) {
    return folder.resolve(PREFIX + number);
  }

  private static void remove(Path folder, List<Long> numbers) throws IOException {
    for (long old : numbers) {
      Files.deleteIfExists(file(folder, old));
    }
  }

  // The store.

  @Override
  public Optional<OutstandingRequest> find(Bytes id) {
    return memory.find(id);
  }

  @Override
  public Optional<AgentRecord> agent(Bytes thumbprint) {
    return memory.agent(thumbprint);
  }

  /** A change that a caller waits for. */
  private static final class Pending {
    private final TamChange change;
    private boolean over;
    private boolean made;
    private @Nullable Exception failure;

    Pending(TamChange change) {
      this.change = change;
    }

    void end(boolean isMade) {
      over = true;
      made = isMade;
    }

    void fail(Exception e) {
      over = true;
      failure = e;
    }
  }

  /** While one caller writes, others queue; the next one writes all their changes at once. */
  @Override
  public boolean apply(TamChange change) throws IOException {
    Pending mine = new Pending(change);
    queue.add(mine);
    synchronized (this) {
      while (!mine.over) {
        write(next());
      }
    }
    if (mine.failure instanceof RuntimeException e) {
      throw e;
    }
    if (mine.failure != null) {
      throw new IOException(mine.failure.getMessage(), mine.failure);
    }
    return mine.made;
  }

  /** The first changes that wait, as far as they have nothing to do with each other. */
  private List<Pending> next() {
    List<Pending> batch = new ArrayList<>();
    Set<Bytes> ids = new HashSet<>();
    for (Pending first = queue.peek(); first != null; first = queue.peek()) {
      List<Bytes> touched = new ArrayList<>();
      first.change.consumed().ifPresent(touched::add);
      first.change.opened().forEach(request -> touched.add(request.id()));
      if (touched.stream().anyMatch(ids::contains)) {
        break;
      }
      ids.addAll(touched);
      queue.remove();
      try {
        if (memory.permits(first.change)) {
          batch.add(first);
        } else {
          first.end(false);
        }
      } catch (IllegalArgumentException e) {
        first.fail(e);
      }
    }
    return batch;
  }

  private void write(List<Pending> batch) {
    if (batch.isEmpty()) {
      return;
    }
    List<TamLogEntry> entries = batch.stream().map(each -> TamLogEntry.of(each.change)).toList();
    try {
      log(entries);
    } catch (IOException | RuntimeException e) {
      batch.forEach(each -> each.fail(e));
      return;
    }
    entries.forEach(entry -> entry.applyTo(memory));
    batch.forEach(each -> each.end(true));
    shorten();
  }

  @Override
  public synchronized int purge(Instant now) throws IOException {
    if (memory.size() == 0) {
      return 0;
    }
    log(List.of(TamLogEntry.purge(now)));
    return memory.purge(now);
  }

  private void log(List<TamLogEntry> entries) throws IOException {
    Bytes record = TamLogEntry.encodeAll(entries);
    journal.append(record);
    length += record.length();
  }

  /** Begins a new journal with the present state, if this one has twice the length of the last. */
  private void shorten() {
    if (length < limit) {
      return;
    }
    Path next = file(folder, number + 1);
    try {
      Bytes state = TamLogEntry.encodeAll(state());
      FileJournal replacing = FileJournal.open(next);
      try {
        replacing.append(state);
      } catch (IOException e) {
        replacing.close();
        Files.deleteIfExists(next); // or its state would count after a restart
        throw e;
      }
      FileJournal replaced = journal;
      journal = replacing;
      number++;
      length = state.length();
      limit = Math.max(shortest, 2 * length);
      replaced.close();
      remove(folder, List.of(number - 1));
    } catch (IOException e) {
      limit = 2 * length; // The change is made all the same; the journal grows a while longer.
    }
  }

  private List<TamLogEntry> state() {
    List<TamLogEntry> state = new ArrayList<>();
    memory.requests().forEach(request -> state.add(TamLogEntry.of(TamChange.opening(request))));
    for (AgentRecord agent : memory.agents()) {
      state.add(TamLogEntry.of(new TamChange(Optional.empty(), List.of(), Optional.of(agent))));
    }
    return state;
  }

  /** Releases the folder for others. */
  @Override
  public synchronized void close() throws IOException {
    FileJournal last = journal;
    try (lock;
        last) {
      // Both are closed, whatever happens.
    }
  }
}
