package org.teep4j.cose.internal;

/**
 * How much content a cipher of the JDK gets in one call.
 *
 * <p>The JDK has AES and GHASH in instructions of the processor, but the calls that lead there have
 * to be compiled first, and HotSpot compiles what is called some thousand times, however much each
 * call had to do. Until then, 1 MiB of AES-GCM takes fifty times as long. So the first calls get
 * little each: that makes the calls come soon, and what they do is work that has to be done anyway.
 * When there have been enough, the pieces are long, so that nobody notices what a call costs.
 */
final class Pieces {

  /** Takes all in one call: for providers that have nothing to compile. */
  static final Pieces WHOLE = new Pieces(Integer.MAX_VALUE, 0);

  /** Long pieces from the first on: for what one call is enough to compile. */
  static final Pieces LONG = new Pieces(Message.CHUNK, 0);

  /** Length of the first pieces. Less than this, AES-GCM of later JDKs takes another way. */
  static final int SHORT = 512;

  /**
   * How many pieces are short. HotSpot compiles a method to the end after 5,000 calls that it has
   * counted, or more if its compiler is busy, and it counts only after a first, hasty compilation.
   * Some calls allocate in the JDK, which is why there are not even more.
   */
  static final int SHORT_CALLS = 20_000;

  private final int longest;

  /** Threads that count at the same time lose some, and that does no harm. */
  private int shortCallsLeft;

  private Pieces(int longest, int shortCalls) {
    this.longest = longest;
    shortCallsLeft = shortCalls;
  }

  /** Short pieces as often as it takes, then long ones. */
  static Pieces shortAtFirst() {
    return new Pieces(Message.CHUNK, SHORT_CALLS);
  }

  /**
   * How long the next piece is to be.
   *
   * @param left how many bytes there are, more than 0
   * @return from 1 to {@code left}
   */
  int next(int left) {
    if (shortCallsLeft > 0) {
      shortCallsLeft--;
      return Math.min(left, SHORT);
    }
    return Math.min(left, longest);
  }

  /**
   * How much comes before the last piece, which ends the work in a call of its own.
   *
   * @param length number of bytes in all
   * @return a multiple of the longest piece
   */
  int beforeLast(int length) {
    return length == 0 ? 0 : (length - 1) / longest * longest;
  }
}
