package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** A disk that stops the process before a certain change, or in the middle of it. */
final class StoppingDisk extends Disk {

  /** Ends what would be a process, so that nothing of it runs any more. */
  static final class Stopped extends Error {
    private static final long serialVersionUID = 1L;

    Stopped(String where) {
      super("stopped before: " + where, null, false, false);
    }
  }

  private final int stopAt;
  private final boolean half;
  private final List<String> changes = new ArrayList<>();
  private boolean stopped;

  /**
   * A disk.
   *
   * @param stopAt the number of changes that are made before it stops
   * @param half whether a write is stopped in its middle
   */
  StoppingDisk(int stopAt, boolean half) {
    this.stopAt = stopAt;
    this.half = half;
  }

  static StoppingDisk never() {
    return new StoppingDisk(Integer.MAX_VALUE, false);
  }

  /** What was changed. */
  List<String> changes() {
    return changes;
  }

  @Override
  void before(String what) throws IOException {
    if (stopped || changes.size() == stopAt) {
      stopped = true; // finally blocks of a process that has ended do nothing
      throw new Stopped(what);
    }
    changes.add(what);
  }

  @Override
  void write(FileChannel channel, ByteBuffer content) throws IOException {
    if (half && !stopped && changes.size() == stopAt) {
      channel.write(content.slice(content.position(), content.remaining() / 2));
    }
    super.write(channel, content);
  }

  @Override
  void write(RandomAccessFile file, byte[] content) throws IOException {
    if (half && !stopped && changes.size() == stopAt) {
      file.write(content, 0, content.length / 2);
    }
    super.write(file, content);
  }

  // The tests end no power supply: what is written is there.

  @Override
  void force(FileChannel channel) throws IOException {
    before("force");
  }

  @Override
  void force(RandomAccessFile file) throws IOException {
    before("force");
  }
}
