package org.teep4j.teep;

import java.util.Optional;

/**
 * An error code in a message ({@code err-code-values}, Section 4.6). It is a constant of {@link
 * TeepErrorCode}, or a code above the range that drafts assign.
 *
 * <p>Section 4.6 requires receivers to handle codes above 23 as unknown errors, so they are kept
 * with their number. Unassigned codes up to 23, including 0, are refused: the CDDL does not admit
 * them, and the refusal detects a peer that uses another dialect.
 */
public sealed interface ErrCode permits TeepErrorCode, UnknownErrCode {

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
   * The code with a number.
   *
   * @param number any number
   * @param dialect the numbering of the number
   * @return a constant of {@link TeepErrorCode}, or an unknown code above {@value
   *     #LARGEST_RESERVED}; empty if the dialect does not admit the number
   */
  static Optional<ErrCode> fromNumber(long number, Dialect dialect) {
    return Optional.ofNullable(UnknownErrCode.orKnown(number, dialect));
  }
}
