package org.teep4j.codec;

import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/**
 * A {@link CborWriter} that each thread keeps, so that encoding a small value to an array allocates
 * no more than a reused writer does. The writer's buffer holds the last encoded values until later
 * values overwrite them.
 */
final class ThreadWriter {

  /**
   * Largest encoding in bytes after which a thread keeps the writer. Larger values take long
   * anyway, so that a new writer makes little difference.
   */
  private static final int LARGEST = 1 << 13;

  private static final ThreadLocal<@Nullable SoftReference<ThreadWriter>> KEPT =
      new ThreadLocal<>();

  private final CborWriter writer = new CborWriter();
  private boolean taken;

  private ThreadWriter() {}

  static byte[] encode(CborEncodable value) {
    ThreadWriter kept = take();
    value.encodeTo(kept.writer);
    byte[] encoded = kept.writer.toByteArray();
    kept.taken = false;
    if (encoded.length > LARGEST) {
      KEPT.remove();
    }
    return encoded;
  }

  /**
   * Returns the writer of this thread. If it is in use, a new writer replaces it. A writer is in
   * use if a caller further up the stack encodes a value, or if an earlier value could not be
   * encoded.
   */
  private static ThreadWriter take() {
    SoftReference<ThreadWriter> reference = KEPT.get();
    ThreadWriter kept = reference == null ? null : reference.get();
    if (kept == null || kept.taken) {
      kept = new ThreadWriter();
      KEPT.set(new SoftReference<>(kept));
    }
    kept.taken = true;
    return kept;
  }
}
