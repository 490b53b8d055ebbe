package org.teep4j.eat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.teep4j.codec.CborType;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;

/**
 * {@code ~time}: seconds since 1970-01-01T00:00Z (RFC 8392, Section 2; NumericDate in JSON). A CWT
 * may have fractions of seconds, and an EAT must not.
 *
 * @param time the time
 * @param isFloat whether it is written as a floating-point number
 */
public record NumericDate(Instant time, boolean isFloat) {

  private static final double NANOSECONDS = 1e9;

  /**
   * Checks the time.
   *
   * @throws IllegalArgumentException if there is a fraction of a second, but no floating-point
   *     number
   */
  public NumericDate {
    if (!isFloat && !time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("a time without fractions of seconds is needed");
    }
  }

  /**
   * A time that is written as an integer.
   *
   * @param time a time in whole seconds
   * @return the value
   * @throws IllegalArgumentException if there is a fraction of a second
   */
  public static NumericDate of(Instant time) {
    return new NumericDate(time, false);
  }

  static NumericDate read(ClaimReader reader) throws DecodeException {
    long at = reader.cbor().offset();
    try {
      if (reader.cbor().peekType() != CborType.FLOAT) {
        return of(Instant.ofEpochSecond(reader.cbor().readLong()));
      }
      double seconds = reader.cbor().readDouble();
      if (reader.isJson() && seconds == Math.rint(seconds)) {
        return of(instant(seconds)); // JSON does not distinguish 1e9 from 1000000000
      }
      return new NumericDate(instant(seconds), true);
    } catch (DateTimeException e) {
      throw new DecodeException(Reason.VALUE_OUT_OF_RANGE, at, "no time that can be represented");
    }
  }

  private static Instant instant(double seconds) {
    if (Double.isNaN(seconds) || Math.abs(seconds) >= 0x1p63) {
      throw new DateTimeException("not a number of seconds");
    }
    double whole = Math.floor(seconds);
    return Instant.ofEpochSecond((long) whole, Math.round((seconds - whole) * NANOSECONDS));
  }

  void write(ClaimWriter writer) {
    if (isFloat) {
      writer.cbor().writeDouble(time.getEpochSecond() + time.getNano() / NANOSECONDS);
    } else {
      writer.cbor().writeLong(time.getEpochSecond());
    }
  }
}
