package org.teep4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output that keeps the first write error, which {@code PrintWriter} would drop. */
final class StandardOutput extends OutputStream {
  private final OutputStream out;
  private @Nullable IOException failure;

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  /** The first failure. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException failed) {
      throw remembered(failed);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException failed) {
      throw remembered(failed);
    }
  }

  private IOException remembered(IOException failed) {
    failure = failure == null ? failed : failure;
    return failed;
  }
}
