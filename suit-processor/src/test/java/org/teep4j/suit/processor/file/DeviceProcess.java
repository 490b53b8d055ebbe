package org.teep4j.suit.processor.file;

import java.io.IOException;
import java.nio.file.Path;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.CoseKey;
import org.teep4j.suit.processor.Procedure;
import org.teep4j.suit.processor.ProcessListener;

/** A device that updates itself, or goes on with that, in a process that may be killed. */
final class DeviceProcess {

  static final String BEGUN = "begun";
  static final String DONE = "done";
  static final int PAYLOAD = 300_000;

  private DeviceProcess() {}

  /** A disk that gives others time to end the process. */
  private static final class SlowDisk extends Disk {
    private final int milliseconds;

    SlowDisk(int milliseconds) {
      this.milliseconds = milliseconds;
    }

    @Override
    void before(String what) throws IOException {
      try {
        Thread.sleep(milliseconds);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  /**
   * Processes the update.
   *
   * @param arguments the folder, the author's key, the pause before each change in milliseconds
   */
  public static void main(String[] arguments) throws Exception {
    UpdateOfManyParts update =
        new UpdateOfManyParts(CoseKey.decode(Bytes.fromHex(arguments[1])), PAYLOAD);
    Disk disk = new SlowDisk(Integer.parseInt(arguments[2]));
    try (FilePlatform files = FilePlatform.open(Path.of(arguments[0]), id -> true, disk)) {
      System.out.println(BEGUN);
      if (!files.registry().manifests().isEmpty() && files.journal().records().isEmpty()) {
        update.discard(files);
      } else {
        System.out.println(update.process(files, Procedure.UPDATE, ProcessListener.NONE).outcome());
      }
      System.out.println(DONE);
    }
  }
}
