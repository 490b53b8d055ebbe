package org.teep4j.teep;

import org.jspecify.annotations.Nullable;

/** A code that at least one dialect does not assign. */
record UnknownErrCode(long number) implements ErrCode {

  UnknownErrCode {
    if (number <= 0 || TeepErrorCode.TABLE.isInAll(number)) {
      throw new IllegalArgumentException(number + " is no unknown err-code");
    }
  }

  /** The constant with a number, or an unknown code; null for 0, which is never used. */
  static @Nullable ErrCode orKnown(long number, Dialect dialect) {
    TeepErrorCode known = TeepErrorCode.TABLE.row(number, dialect);
    return known != null ? known : number > 0 ? new UnknownErrCode(number) : null;
  }

  @Override
  public long number(Dialect dialect) {
    TeepErrorCode known = TeepErrorCode.TABLE.row(number, dialect);
    if (known != null) {
      throw new IllegalArgumentException(
          "the unknown err-code " + number + " is " + known.cddlName() + " in " + dialect);
    }
    return number;
  }
}
