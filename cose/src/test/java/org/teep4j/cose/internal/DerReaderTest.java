package org.teep4j.cose.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;

/** What is no DER is refused with its place, at any depth and in any length. */
class DerReaderTest {

  private interface Reading {
    void read(DerReader reader) throws DerException;
  }

  private static DerReader reader(String hex) {
    return new DerReader(Bytes.fromHex(hex.replace(" ", "")));
  }

  private static void assertRefused(int offset, String message, String hex, Reading reading) {
    DerException refusal = assertThrows(DerException.class, () -> reading.read(reader(hex)));
    assertEquals(message + " at " + offset, refusal.getMessage() + " at " + refusal.offset());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65_535, 65_536, 0xff_ffff, 0x100_0000})
  void contentsOfAllLengthsAreRead(int length) throws DerException {
    byte[] content = new byte[length];
    Bytes element = Bytes.wrap(new DerWriter().octetString(content).toByteArray());
    DerReader whole = new DerReader(element);
    assertEquals(length, whole.readOctetString().length());
    assertFalse(whole.hasNext());
    whole.expectEnd();
    Bytes cut = element.slice(0, element.length() - 1);
    DerException refusal =
        assertThrows(DerException.class, () -> new DerReader(cut).readOctetString());
    assertEquals(0, refusal.offset());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "04       | the length is not DER",
        "0480     | the length is not DER",
        "04ff     | the length is not DER",
        "0481     | the length is not DER",
        "048201   | the length is not DER",
        "048500000000010000 | the length is not DER",
        "048100   | the length is not the shortest",
        "04817f   | the length is not the shortest",
        "0482007f | the length is not the shortest",
        "048200ff | the length is not the shortest",
        "04830000ff | the length is not the shortest",
        "048400ffffff | the length is not the shortest",
        "0401     | the element is longer than what remains",
        "048180   | the element is longer than what remains",
        "04847fffffff | the element is longer than what remains",
        "048480000000 | the element is longer than what remains",
        "0484ffffffff | the element is longer than what remains"
      })
  void lengthsThatAreNotDerAreRefused(String hex, String message) {
    assertRefused(0, message, hex, DerReader::readOctetString);
    String before = "020105";
    assertRefused(
        3,
        message,
        before + hex,
        reader -> {
          reader.readInteger();
          reader.readOctetString();
        });
    int length = hex.length() / 2;
    assertRefused(2, message, String.format("30%02x%s", length, hex), r -> r.readSequence().skip());
  }

  @Test
  void integersAreNotNegativeAndOfBoundedLength() throws DerException {
    assertEquals(BigInteger.ZERO, reader("020100").readInteger());
    assertEquals(BigInteger.valueOf(127), reader("02017f").readInteger());
    assertEquals(BigInteger.valueOf(128), reader("02020080").readInteger());
    String negative = "expected an integer that is not negative";
    assertRefused(0, negative, "0200", DerReader::readInteger);
    assertRefused(0, negative, "020180", DerReader::readInteger);
    assertRefused(0, negative, "0201ff", DerReader::readInteger);
    assertRefused(4, negative, "3005 0400 0201ff", DerReaderTest::secondInteger);
    assertEquals(16_384, reader("02820801 00" + "ff".repeat(2048)).readInteger().bitLength());
    String longer = "an integer of more than 2049 octets";
    assertRefused(0, longer, "02820802 00" + "ff".repeat(2049), DerReader::readInteger);
    assertRefused(
        6, longer, "30820808 0400 02820802 00" + "ff".repeat(2049), DerReaderTest::secondInteger);
  }

  private static void secondInteger(DerReader reader) throws DerException {
    DerReader sequence = reader.readSequence();
    sequence.skip();
    sequence.readInteger();
  }

  @Test
  void bitStringsAreOfWholeOctets() throws DerException {
    assertEquals(Bytes.empty(), reader("030100").readBitString());
    assertEquals(Bytes.fromHex("05"), reader("03020005").readBitString());
    String broken = "expected a bit string of whole octets";
    assertRefused(0, broken, "0300", DerReader::readBitString);
    assertRefused(0, broken, "03020105", DerReader::readBitString);
    assertRefused(2, broken, "3004 03020105", reader -> reader.readSequence().readBitString());
  }

  @Test
  void elementsHaveTheTagThatIsAskedFor() throws DerException {
    assertRefused(0, "expected an element with tag 0x04", "0500", DerReader::readOctetString);
    assertRefused(0, "expected an element with tag 0x04", "", DerReader::readOctetString);
    assertRefused(
        2, "expected an element with tag 0x06", "3002 0500", r -> r.readSequence().read(6));
    DerReader reader = reader("0500");
    assertEquals(5, reader.nextTag());
    assertTrue(reader.nextIs(5));
    assertFalse(reader.nextIs(4));
    reader.skip();
    assertEquals(-1, reader.nextTag());
    assertThrows(DerException.class, reader::skip);
  }

  @Test
  void offsetsCountFromTheOutermostInput() {
    // A sequence in an octet string in a sequence, behind another element.
    String hex = "300a 0500 0406 3004 0500 0500";
    assertRefused(
        10,
        "bytes follow the last element",
        hex,
        reader -> {
          DerReader outer = reader.readSequence();
          outer.skip();
          DerReader inner = outer.enterOctetString().readSequence();
          inner.skip();
          inner.expectEnd();
        });
  }

  @ParameterizedTest
  @CsvSource({
    "3000, true",
    "30020500, true",
    "3002ffff, true",
    "300005, false",
    "3001, false",
    "0400, false",
    "30, false"
  })
  void aFileIsOneSequence(String hex, boolean isOne) {
    assertEquals(isOne, DerReader.isOneElement(Bytes.fromHex(hex)));
  }
}
