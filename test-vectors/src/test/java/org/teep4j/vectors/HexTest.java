package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HexTest {
  @Property
  void bytesComeBack(@ForAll byte[] bytes) {
    Hex hex = Hex.of(bytes);
    assertArrayEquals(bytes, hex.bytes());
    assertEquals(bytes.length, hex.length());
    assertEquals(hex, new Hex(hex.digits().toUpperCase(Locale.ROOT)));
  }

  @Test
  void otherTextIsRefused() {
    assertTrue(Hex.isHex(""));
    assertFalse(Hex.isHex("0"));
    assertFalse(Hex.isHex("0g"));
    assertFalse(Hex.isHex("0 "));
    assertThrows(IllegalArgumentException.class, () -> new Hex("012"));
  }
}
