package org.teep4j.cose.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Bytes;

class DerWriterTest {

  /** Lengths take one octet up to 127, and are the shortest ones above (X.690, 10.1). */
  @ParameterizedTest
  @CsvSource({
    "0, 0400",
    "1, 0401",
    "127, 047f",
    "128, 048180",
    "255, 0481ff",
    "256, 04820100",
    "65535, 0482ffff",
    "65536, 0483010000"
  })
  void lengthsAreTheShortest(int length, String head) {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) i;
    }
    byte[] written = new DerWriter().octetString(content).toByteArray();
    assertEquals(head + Bytes.wrap(content).toHex(), Bytes.wrap(written).toHex());
  }

  @Test
  void elementsStandInsideOthers() {
    byte[] long127 = new byte[127];
    DerWriter writer = new DerWriter();
    writer.sequence(
        outer ->
            outer
                .integer(BigInteger.ONE)
                .octetString(inner -> inner.octetString(long127))
                .bitString(new byte[] {5, 6})
                .objectIdentifier("2b6570"));
    String expected =
        "308191" + "020101" + "048181" + "047f" + "00".repeat(127) + "0303000506" + "06032b6570";
    assertEquals(expected, Bytes.wrap(writer.toByteArray()).toHex());
  }

  @Test
  void theWriterIsEmptyOnceTheResultIsTaken() {
    DerWriter writer = new DerWriter().integer(BigInteger.TEN);
    byte[] first = writer.toByteArray();
    assertArrayEquals(new byte[0], writer.toByteArray());
    assertEquals("02010a", Bytes.wrap(first).toHex());
  }
}
