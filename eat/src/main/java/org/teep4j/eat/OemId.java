package org.teep4j.eat;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.Uint;

/**
 * The maker of the hardware: {@code oemid-pen / oemid-ieee / oemid-random} (RFC 9711, Section
 * 4.2.3).
 */
public sealed interface OemId {

  /**
   * An IANA Private Enterprise Number.
   *
   * @param number the number
   */
  record Pen(Uint number) implements OemId {
    @Override
    public String toString() {
      return number.toString();
    }
  }

  /**
   * A company identifier of the IEEE: MA-L, MA-M, MA-S or CID.
   *
   * @param id 3 bytes in the order of the hexadecimal representation
   */
  record Ieee(Bytes id) implements OemId {

    static final int SIZE = 3;

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if these are not 3 bytes
     */
    public Ieee {
      Checks.size(id, SIZE, SIZE);
    }

    @Override
    public String toString() {
      return id.toString();
    }
  }

  /**
   * A random number that the maker generated once for all its products.
   *
   * @param id 16 bytes
   */
  record Random(Bytes id) implements OemId {

    static final int SIZE = 16;

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if these are not 16 bytes
     */
    public Random {
      Checks.size(id, SIZE, SIZE);
    }

    @Override
    public String toString() {
      return id.toString();
    }
  }
}
