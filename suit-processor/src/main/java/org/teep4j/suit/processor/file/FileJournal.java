package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.processor.Journal;

/**
 * A journal in a file. Each record is on the disk before {@link #append} returns, so a crash can
 * tear only the last one, and that one is left out.
 *
 * <pre>{@code
 * file = "T4JRNL" %x00.02 mark checksum *record      ; the version
 * record = mark length checksum content              ; 8, 4 and 4 bytes, most significant first
 * }</pre>
 *
 * <p>The mark is a random number that each {@link #clear} draws anew. It tells a torn record from a
 * damaged one: behind a torn record nothing was written, so there is no mark. The checksum of the
 * header is CRC-32C of all before it. That of a record is CRC-32C of the checksum of the record
 * before (0 for the first one), the length and the content, so that no record counts at another
 * place.
 *
 * <p>A journal with a damaged record in its middle gives no records and takes none, because what
 * followed would be forgotten. {@link #clear} makes it empty. A last record that the disk damaged
 * later cannot be told from a torn one.
 */
public final class FileJournal implements Journal, AutoCloseable {

  private static final byte[] VERSION = {'T', '4', 'J', 'R', 'N', 'L', 0, 2};
  private static final int HEADER = VERSION.length + Long.BYTES + Integer.BYTES;
  private static final int HEAD = Long.BYTES + Integer.BYTES + Integer.BYTES;
  private static final int PIECE = 1 << 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path path;
  // Unlike a channel, this is not closed when its thread is interrupted.
  private final RandomAccessFile file;
  private final Disk disk;

  private long mark;

  /** Where the next record goes, or where the damage is. */
  private long end = HEADER;

  /** The checksum of the record before that. */
  private int checksum;

  private boolean damaged;

  private FileJournal(Path path, RandomAccessFile file, Disk disk) {
    this.path = path;
    this.file = file;
    this.disk = disk;
  }

  /**
   * Opens a journal, or makes an empty one.
   *
   * @param path the path of the file, for one journal at a time; beside it, a file with the suffix
   *     {@code .new} may be written
   * @return the journal, which the caller closes
   * @throws IOException if the file cannot be read or made, or is no journal of this version
   */
  public static FileJournal open(Path path) throws IOException {
    return open(path.toAbsolutePath(), new Disk());
  }

  static FileJournal open(Path path, Disk disk) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      disk.replace(path, Bytes.wrap(header(RANDOM.nextLong())));
    }
    if (!Files.isRegularFile(path)) {
      throw new IOException("not a file: " + path); // opening a pipe would wait
    }
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      FileJournal journal = new FileJournal(path, file, disk);
      if (journal.readHeader()) {
        journal.read();
      }
      if (!journal.damaged && journal.end < file.length()) {
        disk.truncate(file, journal.end);
      }
      return journal;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  // The header.

  private static byte[] header(long mark) {
    ByteBuffer header = ByteBuffer.allocate(HEADER).put(VERSION).putLong(mark);
    CRC32C crc = new CRC32C();
    crc.update(header.duplicate().flip());
    return header.putInt((int) crc.getValue()).array();
  }

  /** Whether the header is whole, so that records can be read. */
  private boolean readHeader() throws IOException {
    if (file.length() < HEADER) {
      // No crash does this, but nothing is lost either.
      renew();
      return false;
    }
    byte[] header = new byte[HEADER];
    file.seek(0);
    file.readFully(header);
    if (!Arrays.equals(header, 0, VERSION.length, VERSION, 0, VERSION.length)) {
      throw new IOException("not a journal of this version: " + path);
    }
    mark = ByteBuffer.wrap(header).getLong(VERSION.length);
    if (Arrays.equals(header, header(mark))) {
      return true;
    }
    if (file.length() > HEADER) {
      damaged = true;
    } else {
      renew(); // a crash while it was cleared
    }
    return false;
  }

  /** Removes all records first, so that no crash leaves them without their header. */
  private void renew() throws IOException {
    disk.truncate(file, Math.min(file.length(), HEADER));
    mark = RANDOM.nextLong();
    file.seek(0);
    disk.write(file, header(mark));
    end = HEADER;
    checksum = 0;
    damaged = false;
  }

  // Records.

  /**
   * {@inheritDoc}
   *
   * @throws IOException if the file cannot be read, or a record before the last one is damaged
   */
  @Override
  public List<Bytes> records() throws IOException {
    requireWhole();
    List<Bytes> records = read();
    requireWhole();
    return records;
  }

  private void requireWhole() throws IOException {
    if (damaged) {
      throw new IOException(
          "damaged: " + path + ": not what was written at byte " + end + ", and more follows");
    }
  }

  private List<Bytes> read() throws IOException {
    List<Bytes> records = new ArrayList<>();
    end = HEADER;
    checksum = 0;
    for (Bytes content = next(); content != null; content = next()) {
      records.add(content);
    }
    damaged = isMarkedBehind(end);
    return records;
  }

  /** Reads the record at the end of those that have been read; null if there is none. */
  private @Nullable Bytes next() throws IOException {
    long left = file.length() - end - HEAD;
    if (left < 0) {
      return null;
    }
    file.seek(end);
    long found = file.readLong();
    int length = file.readInt();
    int expected = file.readInt();
    if (found != mark || length <= 0 || length > left) {
      return null;
    }
    byte[] content = new byte[length];
    file.readFully(content);
    if (checksum(content) != expected) {
      return null;
    }
    end += HEAD + length;
    checksum = expected;
    return Bytes.wrap(content);
  }

  /** Whether a record begins behind a place. */
  private boolean isMarkedBehind(long place) throws IOException {
    byte[] piece = new byte[PIECE];
    long last = file.length() - Long.BYTES;
    for (long from = place + 1; from <= last; from += PIECE - Long.BYTES + 1) {
      int count = (int) Math.min(PIECE, file.length() - from);
      file.seek(from);
      file.readFully(piece, 0, count);
      ByteBuffer numbers = ByteBuffer.wrap(piece, 0, count);
      for (int i = 0; i <= count - Long.BYTES; i++) {
        if (numbers.getLong(i) == mark) {
          return true;
        }
      }
    }
    return false;
  }

  private int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(
        ByteBuffer.allocate(2 * Integer.BYTES).putInt(checksum).putInt(content.length).flip());
    crc.update(content);
    return (int) crc.getValue();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IOException if the file cannot be written, or a record before the last one is damaged
   */
  @Override
  public void append(Bytes entry) throws IOException {
    requireWhole();
    byte[] content = entry.toByteArray();
    int sum = checksum(content);
    byte[] record =
        ByteBuffer.allocate(HEAD + content.length)
            .putLong(mark)
            .putInt(content.length)
            .putInt(sum)
            .put(content)
            .array();
    file.seek(end);
    try {
      disk.write(file, record);
    } catch (IOException e) {
      file.setLength(end);
      throw e;
    }
    end += record.length;
    checksum = sum;
  }

  @Override
  public void clear() throws IOException {
    renew();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
