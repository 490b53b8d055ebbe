package org.teep4j.teep;

/**
 * An error code as a message carries it ({@code err-code-values}, Section 4.6): one of the table,
 * or one above the range that drafts assign.
 *
 * <p>Section 4.6 asks that codes above 23 are handled as unknown errors, so they are kept as {@link
 * Unknown}. Codes up to 23 that the dialect does not assign are refused, 0 among them: that is what
 * the CDDL says, and it catches a peer that speaks another dialect.
 */
public sealed interface ErrCode permits TeepErrorCode, ErrCode.Unknown {

  /** The largest code that is reserved for the specification itself. */
  int LARGEST_RESERVED = 23;

  /**
   * The number of this code.
   *
   * @param dialect the numbering
   * @return what is written
   * @throws IllegalArgumentException if the dialect has no such code
   */
  long number(Dialect dialect);

  /**
   * A code that this library has no name for.
   *
   * @param number the code, above {@value ErrCode#LARGEST_RESERVED}
   */
  record Unknown(long number) implements ErrCode {

    /**
     * Checks the range.
     *
     * @param number as the component
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
