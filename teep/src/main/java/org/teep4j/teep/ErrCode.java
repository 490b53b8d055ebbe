package org.teep4j.teep;

/**
 * An error code in a message ({@code err-code-values}, Section 4.6). It is a constant of {@link
 * TeepErrorCode}, or an {@link Unknown} code above the range that drafts assign.
 *
 * <p>Section 4.6 requires receivers to handle codes above 23 as unknown errors, so they are kept as
 * {@link Unknown}. Unassigned codes up to 23, including 0, are refused: the CDDL does not admit
 * them, and the refusal detects a peer that uses another dialect.
 */
public sealed interface ErrCode permits TeepErrorCode, ErrCode.Unknown {

  /** The largest code that is reserved for the specification itself. */
  int LARGEST_RESERVED = 23;

  /**
   * The number of this code.
   *
   * @param dialect the numbering
   * @return the encoded number
   * @throws IllegalArgumentException if the dialect has no such code
   */
  long number(Dialect dialect);

  /**
   * A code without a constant in {@link TeepErrorCode}.
   *
   * @param number the code, above {@value ErrCode#LARGEST_RESERVED}
   */
  record Unknown(long number) implements ErrCode {

    /**
     * Checks the range.
     *
     * @param number the code, above {@value ErrCode#LARGEST_RESERVED}
     * @throws IllegalArgumentException if the number is not above {@value ErrCode#LARGEST_RESERVED}
     */
    public Unknown {
      if (number <= LARGEST_RESERVED) {
        throw new IllegalArgumentException("an unknown err-code is above " + LARGEST_RESERVED);
      }
    }

    @Override
    public long number(Dialect dialect) {
      return number;
    }
  }
}
