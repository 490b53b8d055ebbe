package org.teep4j.cose;

import java.io.IOException;
import java.io.InputStream;
import org.teep4j.cose.internal.Message;

/** A message that is read from a source in pieces. */
record SourceMessage(ContentSource source) implements Message {

  @Override
  public long length() {
    return source.length();
  }

  @Override
  public InputStream open() throws IOException {
    return ExactStream.open(source);
  }

  @Override
  public void checkFitsMemory() throws IOException {
    ExactStream.checkFitsMemory(source);
  }

  @Override
  public byte[] toByteArray() throws IOException {
    return ExactStream.readAll(source);
  }
}
