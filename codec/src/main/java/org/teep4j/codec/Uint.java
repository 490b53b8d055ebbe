package org.teep4j.codec;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * An unsigned integer of 64 bits: any value of CBOR major type 0, CDDL {@code uint}. Immutable.
 *
 * <p>Sequence numbers, sizes and times have this type because callers would compare a {@code long}
 * as a signed number by mistake: 2<sup>63</sup> and above would be less than 0, and a rollback
 * check would give the opposite result. {@link #compareTo} is the only comparison of order.
 */
public final class Uint implements CborEncodable, Comparable<Uint> {

  /** 0. */
  public static final Uint ZERO = new Uint(0);

  /** 2<sup>64</sup> - 1. */
  public static final Uint MAX_VALUE = new Uint(-1);

  private final long bits;

  private Uint(long bits) {
    this.bits = bits;
  }

  /**
   * Returns the value of a nonnegative number.
   *
   * @param value 0 to 2<sup>63</sup> - 1
   * @return the value
   * @throws IllegalArgumentException if the number is negative
   */
  public static Uint of(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("an unsigned integer must not be negative: " + value);
    }
    return ofBits(value);
  }

  /**
   * Returns the value of 64 unsigned bits.
   *
   * @param bits the bits; a negative number means 2<sup>63</sup> or more, as in {@link
   *     Long#toUnsignedString(long)}
   * @return the value
   */
  public static Uint ofBits(long bits) {
    return new Uint(bits);
  }

  /**
   * Reads any unsigned integer (major type 0).
   *
   * @param reader the reader, positioned before the integer; afterwards it is positioned after it
   * @return the value
   * @throws DecodeException if something else comes next
   */
  public static Uint read(CborReader reader) throws DecodeException {
    return ofBits(reader.readUnsignedBits());
  }

  @Override
  public void encodeTo(CborWriter writer) {
    writer.writeUnsignedBits(bits);
  }

  /**
   * The 64 bits.
   *
   * @return the bits; a negative number means 2<sup>63</sup> or more
   */
  public long bits() {
    return bits;
  }

  /**
   * Whether the value equals a number, for example a size in Java.
   *
   * @param value any number; no value equals a negative one
   * @return true if the value equals the number
   */
  public boolean is(long value) {
    return value >= 0 && bits == value;
  }

  /**
   * The value as a {@code BigInteger}.
   *
   * @return 0 to 2<sup>64</sup> - 1
   */
  public BigInteger toBigInteger() {
    return new BigInteger(toString());
  }

  /** Compares as unsigned numbers. */
  @Override
  public int compareTo(Uint other) {
    return Long.compareUnsigned(bits, other.bits);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Uint other && bits == other.bits;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(bits);
  }

  /** The value in decimal digits. */
  @Override
  public String toString() {
    return Long.toUnsignedString(bits);
  }
}
