package org.teep4j.cose;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** The implementation of the content sources of this library. */
record Source(long length, boolean isRepeatable, Opening opening) implements ContentSource {

  /** Opens the content. */
  @FunctionalInterface
  interface Opening {
    InputStream open() throws IOException;
  }

  Source {
    if (length < 0) {
      throw new IllegalArgumentException("a length is not negative");
    }
  }

  static Opening once(InputStream in) {
    AtomicBoolean opened = new AtomicBoolean();
    return () -> {
      if (opened.getAndSet(true)) {
        throw new IOException("the content can be read only once");
      }
      return in;
    };
  }

  @Override
  public InputStream open() throws IOException {
    return opening.open();
  }

  @Override
  public String toString() {
    return "ContentSource[" + length + " bytes]";
  }
}
