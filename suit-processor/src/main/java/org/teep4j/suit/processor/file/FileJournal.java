package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.suit.processor.Journal;

/**
 * A journal in a file. Each record is on the disk before {@link #append} returns. A record at the
 * end that a crash has cut off, or that does not have its checksum, is left out with all that
 * follows it.
 *
 * <pre>{@code
 * file = "T4JRNL" %x00.01 *record          ; the version
 * record = length checksum content         ; 4 bytes each, most significant first
 * }</pre>
 *
 * <p>The checksum is CRC-32C of the checksum before (0 for the first record), the length and the
 * content, so that no record counts at another place.
 */
public final class FileJournal implements Journal, AutoCloseable {

  private static final byte[] HEADER = {'T', '4', 'J', 'R', 'N', 'L', 0, 1};
  private static final int HEAD = 8;

  // Unlike a channel, this is not closed when its thread is interrupted.
  private final RandomAccessFile file;
  private final Disk disk;

  /** Where the next record goes. */
  private long end = HEADER.length;

  /** The checksum of the record before that. */
  private int checksum;

  private FileJournal(RandomAccessFile file, Disk disk) {
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
      disk.replace(path, Bytes.wrap(HEADER));
    }
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      FileJournal journal = new FileJournal(file, disk);
      if (!journal.hasHeader()) {
        throw new IOException("not a journal of this version: " + path);
      }
      journal.records();
      if (journal.end < file.length()) {
        disk.truncate(file, journal.end);
      }
      return journal;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private boolean hasHeader() throws IOException {
    byte[] header = new byte[HEADER.length];
    file.seek(0);
    int count = file.read(header);
    if (count == HEADER.length) {
      return Arrays.equals(header, HEADER);
    }
    // No crash does this, but nothing is lost either.
    disk.truncate(file, 0);
    disk.write(file, HEADER);
    return true;
  }

  @Override
  public List<Bytes> records() throws IOException {
    List<Bytes> records = new ArrayList<>();
    end = HEADER.length;
    checksum = 0;
    for (Bytes content = next(); content != null; content = next()) {
      records.add(content);
    }
    return records;
  }

  /** Reads the record at the end of those that have been read; null if there is none. */
  private @Nullable Bytes next() throws IOException {
    long left = file.length() - end - HEAD;
    if (left < 0) {
      return null;
    }
    file.seek(end);
    int length = file.readInt();
    int expected = file.readInt();
    if (length <= 0 || length > left) {
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

  private int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(HEAD).putInt(checksum).putInt(content.length).flip());
    crc.update(content);
    return (int) crc.getValue();
  }

  @Override
  public void append(Bytes entry) throws IOException {
    byte[] content = entry.toByteArray();
    int sum = checksum(content);
    byte[] record =
        ByteBuffer.allocate(HEAD + content.length)
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
    disk.truncate(file, HEADER.length);
    end = HEADER.length;
    checksum = 0;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
