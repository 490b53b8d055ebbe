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

  /** Length of the first pieces: little is done by what is not compiled at all. */
  static final int SHORTEST = 64;

  /**
   * How many pieces are that short. HotSpot's interpreter hands a method to the first, hasty
   * compilation after 200 calls and its loops after some more; to the end it is compiled after
   * 5,000 calls that it has counted since then, or more if the compiler is busy.
   */
  static final int SHORTEST_CALLS = 10_000;

  /** Length of the pieces after that. Less than this, AES-GCM of later JDKs takes another way. */
  static final int SHORT = 512;

  /**
   * How many pieces are short: what long pieces call and the shortest do not has to be compiled as
   * well. Some of these calls allocate in the JDK, which is why there are not even more.
   */
  static final int SHORT_CALLS = 12_000;

  private final int longest;

  /** Threads that count at the same time lose some, and that does no harm. */
  private int callsLeft;

  private Pieces(int longest, int calls) {
    this.longest = longest;
    callsLeft = calls;
  }

  /** Short pieces as often as it takes, then long ones. */
  static Pieces shortAtFirst() {
    return new Pieces(Message.CHUNK, SHORTEST_CALLS + SHORT_CALLS);
  }

  /**
   * How long the next piece is to be.
   *
   * @param left how many bytes there are, more than 0
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
   * How much comes before the last piece, which ends the work in a call of its own.
   *
   * @param length number of bytes in all
   * @return a multiple of the longest piece
   */
  int beforeLast(int length) {
    return length == 0 ? 0 : (length - 1) / longest * longest;
  }
}
