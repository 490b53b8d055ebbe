package org.teep4j.suit.processor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;
import org.teep4j.cose.CoseDigest;

/** Copies content in pieces. */
final class Pump {

  private static final int BUFFER_SIZE = 1 << 16;

  private Pump() {}

  /**
   * Copies a stream to its end.
   *
   * @param digest takes the content as it passes; null for none
   * @param most the number of bytes after which there must be no more, with those that the sink has
   *     already
   * @param progress is told how many bytes there are
   * @throws IOException if the stream is longer than that
   */
  static void copy(
      InputStream in,
      ContentSink sink,
      @Nullable CoseDigest digest,
      Uint most,
      LongConsumer progress)
      throws IOException {
    // One byte more than expected, to notice what is too long.
    byte[] buffer =
        new byte[most.compareTo(Uint.of(BUFFER_SIZE)) < 0 ? (int) most.bits() + 1 : BUFFER_SIZE];
    OutputStream out = sink.stream();
    long total = sink.position();
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      total += count;
      if (Uint.of(total).compareTo(most) > 0) {
        throw new IOException("the payload is longer than " + most + " bytes");
      }
      if (digest != null) {
        digest.update(Bytes.wrap(buffer, 0, count));
      }
      out.write(buffer, 0, count);
      progress.accept(total);
    }
  }
}
