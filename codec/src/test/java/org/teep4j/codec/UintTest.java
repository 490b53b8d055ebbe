package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Unsigned integers of 64 bits, held against {@link BigInteger}. */
class UintTest {

  private static BigInteger big(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  @Property
  void comparesAndPrintsAsUnsigned(@ForAll long first, @ForAll long second) {
    Uint one = Uint.ofBits(first);
    Uint other = Uint.ofBits(second);
    assertEquals(
        Integer.signum(big(first).compareTo(big(second))), Integer.signum(one.compareTo(other)));
    assertEquals(first == second, one.equals(other));
    assertEquals(big(first), one.toBigInteger());
    assertEquals(big(first).toString(), one.toString());
    assertEquals(first >= 0, one.is(first));
    assertEquals(first, one.bits());
  }

  @Property
  void isReadAsItWasWritten(@ForAll long bits) throws DecodeException {
    Bytes encoded = new CborWriter().write(Uint.ofBits(bits)).toBytes();
    assertEquals(Uint.ofBits(bits), Uint.read(new CborReader(encoded)));
  }

  @Test
  void zeroIsOneValue() {
    assertEquals(Uint.ZERO, Uint.of(0));
    assertEquals(Uint.ZERO, Uint.ofBits(0));
    assertEquals(Uint.ZERO.hashCode(), Uint.of(0).hashCode());
    assertNotEquals(Uint.ZERO.hashCode(), Uint.of(1).hashCode());
    assertTrue(Uint.ZERO.is(0));
    assertFalse(Uint.ZERO.is(-1));
    assertFalse(Uint.MAX_VALUE.is(-1));
  }

  @Test
  void refusesNegativeNumbers() {
    assertThrows(IllegalArgumentException.class, () -> Uint.of(-1));
    DecodeException e =
        assertThrows(DecodeException.class, () -> Uint.read(new CborReader(Bytes.fromHex("20"))));
    assertEquals(Reason.UNEXPECTED_TYPE, e.reason());
    assertEquals("18446744073709551615", Uint.MAX_VALUE.toString());
  }
}
