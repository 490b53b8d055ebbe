package org.teep4j.codec;

import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/**
 * A writer that a thread keeps with its memory, so that encoding a small value to an array
 * allocates what a kept {@link CborWriter} does. The memory holds what was encoded until other
 * values take its place.
 */
final class ThreadWriter {

  /** A thread does not keep what larger values took; they are slow anyway. */
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
   * The writer of this thread, or a new one in its place if that is taken: further up the stack, or
   * by a value that could not be encoded.
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
