package org.teep4j.cose.internal;

/**
 * The number of bytes that a cipher of the JDK gets in one call.
 *
 * <p>The JDK has intrinsics for AES and GHASH, but HotSpot must compile the calling methods first.
 * HotSpot compiles a method after some thousand calls, regardless of the work in each call. Until
 * then, 1 MiB of AES-GCM takes fifty times as long. The first calls therefore get short pieces: the
 * number of calls grows quickly, and their work is needed anyway. After enough calls, the pieces
 * are long, so that the overhead per call is negligible.
 */
final class Pieces {

  /** Everything in one call, for providers that have nothing to compile. */
  static final Pieces WHOLE = new Pieces(Integer.MAX_VALUE, 0);

  /** Long pieces from the start, for ciphers that a single call suffices to compile. */
  static final Pieces LONG = new Pieces(Message.CHUNK, 0);

  /** The length of the first pieces. It is short, because uncompiled code processes them. */
  static final int SHORTEST = 64;

  /**
   * The number of pieces of the shortest length. HotSpot compiles a method with its fast compiler
   * after 200 interpreted calls, and the loops of the method after some more. It compiles the
   * method with its optimizing compiler after 5,000 further calls, or more if the compiler is busy.
   */
  static final int SHORTEST_CALLS = 10_000;

  /** The length of the next pieces. Later JDKs use other code for AES-GCM on shorter pieces. */
  static final int SHORT = 512;

  /**
   * The number of short pieces. Methods that only longer pieces call must be compiled as well. Some
   * of these calls allocate memory in the JDK, so the number is not larger.
   */
  static final int SHORT_CALLS = 12_000;

  private final int longest;

  /** Not synchronized: concurrent threads may lose counts, which does no harm. */
  private int callsLeft;

  private Pieces(int longest, int calls) {
    this.longest = longest;
    callsLeft = calls;
  }

  /** Short pieces until the code is compiled, then long pieces. */
  static Pieces shortAtFirst() {
    return new Pieces(Message.CHUNK, SHORTEST_CALLS + SHORT_CALLS);
  }

  /**
   * The length of the next piece.
   *
   * @param left the number of remaining bytes, more than 0
   * @return from 1 to {@code left}
   */
  int next(int left) {
    int calls = callsLeft;
    if (calls <= 0) {
      return Math.min(left, longest);
    }
    callsLeft = calls - 1;
    return Math.min(left, calls > SHORT_CALLS ? SHORTEST : SHORT);
  }

  /**
   * The number of bytes before the last piece, which gets its own final call.
   *
   * @param length the total number of bytes
   * @return a multiple of the longest piece
   */
  int beforeLast(int length) {
    return length == 0 ? 0 : (length - 1) / longest * longest;
  }
}
