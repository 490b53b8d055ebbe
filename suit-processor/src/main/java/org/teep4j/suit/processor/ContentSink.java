package org.teep4j.suit.processor;

import java.io.IOException;
import java.io.OutputStream;

/** Receives the content that is staged for a component. */
public interface ContentSink extends AutoCloseable {

  /**
   * Takes the content.
   *
   * @return a stream, always the same
   */
  OutputStream stream();

  /**
   * How much of the content was there when the sink was opened.
   *
   * @return the number of bytes before those that the stream takes
   */
  default long position() {
    return 0;
  }

  /**
   * Keeps the content, all of which has been written: after a crash it is there.
   *
   * @throws IOException if the store fails
   */
  void complete() throws IOException;

  /**
   * Ends the staging. Content that is not {@linkplain #complete() complete} is removed, except that
   * of {@link ComponentStore#resume}.
   *
   * @throws IOException if the store fails
   */
  @Override
  void close() throws IOException;
}
