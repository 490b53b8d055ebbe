package org.teep4j.teep;

import java.util.Optional;

/**
 * An error code in a message ({@code err-code-values}, Section 4.6). It is a constant of {@link
 * TeepErrorCode}, or a code that the dialect does not assign.
 *
 * <p>Extensions may assign codes up to 23, and Section 4.6 asks receivers to handle codes above 23
 * as unknown errors. Both are kept with their number, although the CDDL does not list them. Code 0
 * is reserved against accidental use, and refused.
 */
public sealed interface ErrCode permits TeepErrorCode, UnknownErrCode {

  /**
   * The number of this code.
   *
   * @param dialect the numbering
   * @return the encoded number
   * @throws IllegalArgumentException if the dialect has no such code, or assigns the number of an
   *     unknown code
   */
  long number(Dialect dialect);

  /**
   * The code with a number.
   *
   * @param number any number
   * @param dialect the numbering of the number
   * @return a constant of {@link TeepErrorCode}, or an unknown code; empty if the number is not
   *     positive
   */
  static Optional<ErrCode> fromNumber(long number, Dialect dialect) {
    return Optional.ofNullable(UnknownErrCode.orKnown(number, dialect));
  }
}
