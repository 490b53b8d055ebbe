package org.teep4j.fuzz;

/**
 * What a step may allocate. The same for nearly every door; another one says why.
 *
 * @param perByte bytes for each byte of the input
 * @param constant bytes in addition, whatever the input is
 */
record Budget(int perByte, int constant) {

  /** Of decoding. */
  static final Budget DECODING = new Budget(64, 16 << 10);

  /** Of notation, which is longer than what it stands for, and grown before its length is known. */
  static final Budget NOTATION = new Budget(1024, 64 << 10);

  /** Of computing with keys: what cryptography takes does not grow with the input. */
  static final Budget CRYPTOGRAPHY = new Budget(64, 2 << 20);

  long of(int inputLength) {
    return constant + (long) perByte * inputLength;
  }
}
