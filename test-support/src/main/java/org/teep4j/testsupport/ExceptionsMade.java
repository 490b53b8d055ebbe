package org.teep4j.testsupport;

import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/** Counts the exceptions that are made on this thread, whether or not they are thrown. */
public final class ExceptionsMade {

  private ExceptionsMade() {}

  /** How many exceptions whose class has a name that starts so are made by {@code action}. */
  public static long by(Action action, String className) throws Exception {
    Path file = Files.createTempFile("exceptions", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.JavaExceptionThrow").withoutThreshold().with("throttle", "off");
      recording.start();
      action.run();
      recording.stop();
      recording.dump(file);
      String thread = Thread.currentThread().getName();
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().equals("jdk.JavaExceptionThrow"))
          .filter(event -> event.getThread() != null)
          .filter(event -> thread.equals(event.getThread().getJavaName()))
          .filter(event -> event.getClass("thrownClass").getName().startsWith(className))
          .count();
    } finally {
      Files.delete(file);
    }
  }
}
