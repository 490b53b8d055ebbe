package org.teep4j.teep;

import org.jspecify.annotations.Nullable;

/** A code without a constant in {@link TeepErrorCode}, above {@link #LARGEST_RESERVED}. */
record UnknownErrCode(long number) implements ErrCode {

  UnknownErrCode {
    if (number <= LARGEST_RESERVED) {
      throw new IllegalArgumentException("an unknown err-code is above " + LARGEST_RESERVED);
    }
  }

  /** The constant with a number, or an unknown code; null if the dialect admits neither. */
  static @Nullable ErrCode orKnown(long number, Dialect dialect) {
    TeepErrorCode known = TeepErrorCode.TABLE.row(number, dialect);
    return known != null ? known : number > LARGEST_RESERVED ? new UnknownErrCode(number) : null;
  }

  @Override
  public long number(Dialect dialect) {
    return number;
  }
}
