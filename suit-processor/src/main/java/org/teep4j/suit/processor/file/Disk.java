package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.teep4j.codec.Bytes;

/** What reaches the disk, in one place, so that a test can stop before any of it. */
class Disk {

  private static final boolean CAN_FORCE_FOLDERS =
      Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");

  /**
   * Called before each change of a file or folder.
   *
   * @param what names the change
   * @throws IOException if the change fails
   */
  void before(String what) throws IOException {}

  /**
   * Writes to a file. The files of a store are written through channels, so that a thread can be
   * interrupted.
   *
   * @throws InterruptedIOException if the thread is interrupted
   */
  void write(FileChannel channel, ByteBuffer content) throws IOException {
    before("write");
    try {
      while (content.hasRemaining()) {
        channel.write(content);
      }
    } catch (ClosedByInterruptException e) {
      InterruptedIOException interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  /** Writes to a file where it stands, and waits until that has reached the disk. */
  void write(RandomAccessFile file, byte[] content) throws IOException {
    before("write");
    file.write(content);
    force(file);
  }

  /** Cuts a file off, and waits until that has reached the disk. */
  void truncate(RandomAccessFile file, long length) throws IOException {
    before("truncate");
    file.setLength(length);
    force(file);
  }

  void force(RandomAccessFile file) throws IOException {
    before("force");
    file.getFD().sync();
  }

  /** Gives a file new content, entirely or not at all. */
  void replace(Path path, Bytes content) throws IOException {
    Path file = path.toAbsolutePath();
    Path folder = file.getParent();
    if (folder == null) {
      throw new IOException("not the path of a file: " + path);
    }
    Path written = file.resolveSibling(file.getFileName() + ".new");
    before("create");
    try (RandomAccessFile out = new RandomAccessFile(written.toFile(), "rw")) {
      out.setLength(0);
      write(out, content.toByteArray());
    }
    before("move");
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(folder);
  }

  /** Waits until a file has reached the disk. An interrupted thread finishes this, too. */
  void force(FileChannel channel) throws IOException {
    before("force");
    boolean interrupted = Thread.interrupted();
    try {
      channel.force(true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits until the names in a folder have reached the disk. Windows does that by itself. */
  void forceFolder(Path folder) throws IOException {
    if (!CAN_FORCE_FOLDERS) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      force(channel);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
