package org.teep4j.vectors.replay;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.teep4j.codec.Bytes;

/** Random numbers that a case has given, and then others that are always the same. */
final class ScriptedRandom extends SecureRandom {
  private static final long serialVersionUID = 1;

  private final transient Deque<Bytes> given = new ArrayDeque<>();
  private final transient SplittableRandom others = new SplittableRandom(1);

  /** The next bytes of this length. */
  void next(Bytes bytes) {
    given.add(bytes);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    if (!given.isEmpty() && given.peek().length() == bytes.length) {
      System.arraycopy(given.remove().toByteArray(), 0, bytes, 0, bytes.length);
    } else {
      others.nextBytes(bytes);
    }
  }
}
