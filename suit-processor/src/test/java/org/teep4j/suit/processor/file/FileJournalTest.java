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

  private static final int VERSION = 8;
  private static final int HEADER = 20;

  /** The bytes of a record without its content. */
  private static final int RECORD = 16;

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

  /** Only the last record can be torn: damage before it was not done by a crash. */
  @Test
  void damagedJournalsAreRefused() throws IOException {
    int last = whole.length - RECORD - 4;
    for (int bit = VERSION * 8; bit < last * 8; bit++) {
      damage(bit);
      try (FileJournal journal = open()) {
        String what = "bit " + bit;
        IOException refused = assertThrows(IOException.class, journal::records, what);
        assertTrue(refused.getMessage().startsWith("damaged: " + file), refused.getMessage());
        assertThrows(IOException.class, () -> journal.append(RECORDS.get(0)), what);
        assertEquals(whole.length, Files.size(file), "what is left stays for whoever repairs it");
        journal.clear();
        assertEquals(List.of(), journal.records(), what);
        journal.append(RECORDS.get(0));
      }
      assertRecords(RECORDS.subList(0, 1));
    }
  }

  @Test
  void damagedJournalNamesThePlace() throws IOException {
    damage((HEADER + RECORD + 3 + RECORD) * 8);
    try (FileJournal journal = open()) {
      assertEquals(
          "damaged: " + file + ": not what was written at byte 39, and more follows",
          assertThrows(IOException.class, journal::records).getMessage());
    }
  }

  @Test
  void damagedLastRecordIsLeftOut() throws IOException {
    for (int bit = (whole.length - RECORD - 4) * 8; bit < whole.length * 8; bit++) {
      damage(bit);
      assertPrefix("bit " + bit);
    }
  }

  @Test
  void folderIsNoJournal() {
    assertEquals(
        "not a file: " + folder,
        assertThrows(IOException.class, () -> FileJournal.open(folder)).getMessage());
  }

  @Test
  void otherVersionsAreRefused() throws IOException {
    for (int bit = 0; bit < VERSION * 8; bit++) {
      damage(bit);
      assertThrows(IOException.class, this::open);
    }
  }

  @Test
  void aLostPieceOfTheFileIsDamage() throws IOException {
    byte[] lost = whole.clone();
    Arrays.fill(lost, HEADER, whole.length - RECORD - 4, (byte) 0);
    Files.write(file, lost);
    try (FileJournal journal = open()) {
      assertThrows(IOException.class, journal::records);
    }
  }

  /** The record behind the damage is looked for in pieces of the file. */
  @Test
  void damageIsFoundAcrossLongRecords() throws IOException {
    for (int length = (1 << 16) - 40; length < (1 << 16) + 8; length++) {
      try (FileJournal journal = open()) {
        journal.clear();
        journal.append(Bytes.wrap(new byte[length]));
        journal.append(RECORDS.get(0));
      }
      whole = Files.readAllBytes(file);
      damage((HEADER + RECORD) * 8);
      try (FileJournal journal = open()) {
        assertThrows(IOException.class, journal::records, "length " + length);
      }
    }
  }

  /** What a file system shows of freed blocks, after a power failure, is no record. */
  @Test
  void recordsFromBeforeTheLastClearDoNotCount() throws IOException {
    try (FileJournal journal = open()) {
      journal.clear();
    }
    byte[] header = Files.readAllBytes(file);
    assertEquals(HEADER, header.length);
    System.arraycopy(header, 0, whole, 0, HEADER);
    Files.write(file, whole);
    assertRecords(List.of());
  }

  @Test
  void aHeaderThatIsTornWhileItIsClearedIsAnEmptyJournal() throws IOException {
    for (int stop = 0; stop < 5; stop++) {
      for (boolean half : new boolean[] {false, true}) {
        Files.write(file, whole);
        StoppingDisk disk = new StoppingDisk(stop, half);
        try (FileJournal journal = FileJournal.open(file, disk)) {
          journal.clear();
        } catch (StoppingDisk.Stopped e) {
          assertTrue(stop < 4, "stopped at " + stop);
        }
        try (FileJournal journal = open()) {
          assertEquals(stop == 0 ? RECORDS : List.of(), journal.records(), "stopped at " + stop);
          journal.append(RECORDS.get(0));
        }
      }
    }
  }

  private void damage(int bit) throws IOException {
    byte[] damaged = whole.clone();
    damaged[bit / 8] ^= (byte) (1 << (bit % 8));
    Files.write(file, damaged);
  }

  private void assertRecords(List<Bytes> expected) throws IOException {
    try (FileJournal journal = open()) {
      assertEquals(expected, journal.records());
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
    int length = RECORD + 4;
    int last = whole.length - length;
    byte[] moved = Arrays.copyOf(whole, last);
    System.arraycopy(whole, last, moved, last - length, length);
    Files.write(file, moved);
    assertRecords(RECORDS.subList(0, 3));
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
