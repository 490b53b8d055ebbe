package org.teep4j.suit.processor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;

class FileJournalTest {

  private static final int HEADER = 8;
  private static final List<Bytes> RECORDS =
      List.of(
          Bytes.ofUtf8("one"),
          Bytes.fromHex("00000000"),
          Bytes.wrap(new byte[70]),
          Bytes.ofUtf8("four"),
          Bytes.ofUtf8("four"));

  @TempDir Path folder;

  private Path file;
  private byte[] whole;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("journal");
    try (FileJournal journal = open()) {
      for (Bytes each : RECORDS) {
        journal.append(each);
      }
      assertEquals(RECORDS, journal.records());
    }
    whole = Files.readAllBytes(file);
  }

  private FileJournal open() throws IOException {
    return FileJournal.open(file, StoppingDisk.never());
  }

  @Test
  void recordsComeBack() throws IOException {
    try (FileJournal journal = FileJournal.open(file)) {
      assertEquals(RECORDS, journal.records());
      assertEquals(RECORDS, journal.records());
      journal.append(Bytes.ofUtf8("more"));
      assertEquals(Bytes.ofUtf8("more"), journal.records().get(RECORDS.size()));
      journal.clear();
      assertEquals(List.of(), journal.records());
      journal.append(RECORDS.get(0));
    }
    try (FileJournal journal = FileJournal.open(file)) {
      assertEquals(RECORDS.subList(0, 1), journal.records());
    }
  }

  @Test
  void cutOffJournalsHaveTheWholeRecords() throws IOException {
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertPrefix("cut off at " + length);
    }
  }

  @Test
  void damagedJournalsHaveTheRecordsBeforeTheDamage() throws IOException {
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(file, damaged);
      if (bit < HEADER * 8) {
        assertThrows(IOException.class, this::open);
      } else {
        assertPrefix("bit " + bit);
      }
    }
  }

  @Test
  void tailOfZerosIsNoRecord() throws IOException {
    Files.write(file, Arrays.copyOf(whole, whole.length + 4096));
    try (FileJournal journal = open()) {
      assertEquals(RECORDS, journal.records());
    }
    assertEquals(whole.length, Files.size(file));
  }

  /** What is written after damage is not followed by what was written before it. */
  private void assertPrefix(String what) throws IOException {
    List<Bytes> records;
    try (FileJournal journal = open()) {
      records = journal.records();
      assertEquals(RECORDS.subList(0, records.size()), records, what);
      assertTrue(records.size() < RECORDS.size(), what);
      journal.append(RECORDS.get(records.size()));
    }
    try (FileJournal journal = open()) {
      assertEquals(RECORDS.subList(0, records.size() + 1), journal.records(), what);
    }
  }

  /** A record counts only where it was written. */
  @Test
  void recordsCannotChangePlaces() throws IOException {
    int last = whole.length - 12;
    byte[] moved = whole.clone();
    System.arraycopy(whole, last, moved, last - 12, 12);
    Files.write(file, moved);
    try (FileJournal journal = open()) {
      assertEquals(RECORDS.subList(0, 3), journal.records());
    }
  }

  @Test
  void interruptedThreadStillWrites() throws IOException {
    try (FileJournal journal = FileJournal.open(file)) {
      Thread.currentThread().interrupt();
      journal.append(RECORDS.get(0));
      journal.clear();
      journal.append(RECORDS.get(0));
      assertEquals(RECORDS.subList(0, 1), journal.records());
    } finally {
      assertTrue(Thread.interrupted());
    }
  }
}
