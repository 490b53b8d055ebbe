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

  /**
   * Of notation. Each item is kept until it is known whether its line is wide enough; on a line of
   * its own it is indented by two spaces for each of up to 128 levels; and the text is grown by
   * doubling. What is printed at most is a limit of its own, in {@code EdnPrintOptions}.
   */
  static final Budget NOTATION = new Budget(512, 64 << 10);

  /** Of notation with the place of each item. */
  static final Budget LISTING = new Budget(1024, 64 << 10);

  /** Of reading a key, whose point or modulus is checked. */
  static final Budget KEY = new Budget(64, 512 << 10);

  /**
   * Of reading a key that may be encrypted. JCA allocates a hash value for each iteration of PKCS
   * #12, of which there are four million at most.
   */
  static final Budget PASSPHRASE = new Budget(64, 512 << 20);

  /**
   * Of a set of keys: no more than 1,024, each of which may be ignored for a reason that it keeps.
   */
  static final Budget KEY_SET = new Budget(64, 2 << 20);

  /** Of certificates: a message has 64 questions, each of which may parse 16 certificates. */
  static final Budget CERTIFICATES = new Budget(64, 16 << 20);

  /** Of computing with keys: what cryptography takes does not grow with the input. */
  static final Budget CRYPTOGRAPHY = new Budget(64, 2 << 20);

  /**
   * Of claims: a text in a token may be JSON, which is parsed as notation is, and a claim may be a
   * key, whose point or modulus is checked.
   */
  static final Budget CLAIMS = new Budget(512, 512 << 10);

  long of(int inputLength) {
    return constant + (long) perByte * inputLength;
  }
}
