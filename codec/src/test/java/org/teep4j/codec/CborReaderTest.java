package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.codec.Refusals.assertRefused;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CborReaderTest {

  private static CborReader reader(String hex) throws DecodeException {
    return new CborReader(Bytes.fromHex(hex.replace(" ", "")));
  }

  // Integers.

  @Test
  void readsIntegersOfAllWidthsAtTheirLimits() throws Exception {
    assertEquals(23, reader("17").readLong());
    assertEquals(-24, reader("37").readLong());
    assertEquals(255, reader("18ff").readLong());
    assertEquals(65536, reader("1a00010000").readLong());
    assertEquals(Long.MAX_VALUE, reader("1b7fffffffffffffff").readLong());
    assertEquals(Long.MIN_VALUE, reader("3b7fffffffffffffff").readLong());
    assertEquals(Integer.MIN_VALUE, reader("3a7fffffff").readLong());
    assertEquals(-1L, reader("1bffffffffffffffff").readUnsignedBits());
    assertEquals(Long.MAX_VALUE, reader("1b7fffffffffffffff").readUnsigned());
    assertEquals(0, reader("00").readUnsigned());
    assertEquals(0, reader("1b0000000000000000").readLong());
    assertEquals(-1, reader("20").readLong());
  }

  @ParameterizedTest
  @CsvSource({"1b8000000000000000", "3b8000000000000000", "3bffffffffffffffff"})
  void refusesIntegersThatFitNoLong(String hex) {
    assertRefused(Reason.VALUE_OUT_OF_RANGE, 0, () -> reader(hex).readLong());
  }

  @Test
  void refusesIntegersThatAreNotInTheRange() {
    assertRefused(Reason.VALUE_OUT_OF_RANGE, 0, () -> reader("1b8000000000000000").readUnsigned());
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("20").readUnsigned());
  }

  @ParameterizedTest
  @CsvSource({
    "00, 0",
    "20, -1",
    "1bffffffffffffffff, 18446744073709551615",
    "3bffffffffffffffff, -18446744073709551616",
    "c249010000000000000000, 18446744073709551616",
    "c349010000000000000000, -18446744073709551617",
    "c240, 0",
    "c340, -1",
    "c243000001, 1",
    "c25f4101410002ff, -"
  })
  void readsIntegersOfAnySize(String hex, String value) throws Exception {
    if (value.equals("-")) {
      assertRefused(Reason.INVALID_CHUNK, 6, () -> reader(hex).readInteger());
    } else {
      assertEquals(new BigInteger(value), reader(hex).readInteger());
    }
  }

  @Test
  void refusesOtherTagsAsIntegers() {
    assertRefused(Reason.UNEXPECTED_TAG, 0, () -> reader("c140").readInteger());
    assertRefused(Reason.UNEXPECTED_TYPE, 1, () -> reader("c201").readInteger());
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("40").readInteger());
  }

  // Simple values and floating-point numbers.

  @Test
  void readsSimpleValues() throws Exception {
    assertTrue(reader("f5").readBoolean());
    assertFalse(reader("f4").readBoolean());
    reader("f6").readNull();
    CborReader twoNulls = reader("f6f6");
    assertTrue(twoNulls.tryReadNull());
    assertEquals(1, twoNulls.offset());
    assertTrue(twoNulls.tryReadNull());
    twoNulls.expectEnd();
    CborReader notNull = reader("00");
    assertFalse(notNull.tryReadNull());
    assertEquals(0, notNull.readLong());
    assertEquals(23, reader("f7").readSimple());
    assertEquals(0, reader("e0").readSimple());
    assertEquals(255, reader("f8ff").readSimple());
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("f6").readBoolean());
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("f4").readNull());
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("f90000").readSimple());
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("fb00").readSimple());
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("00").readSimple());
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("d800").readSimple());
    assertRefused(Reason.UNEXPECTED_BREAK, 0, () -> reader("ff").readSimple());
    assertRefused(Reason.RESERVED_ADDITIONAL_INFORMATION, 0, () -> reader("fc").readSimple());
    assertRefused(Reason.INVALID_SIMPLE_VALUE, 0, () -> reader("f81f").readSimple());
  }

  @Test
  void readsFloatsBitByBit() throws Exception {
    assertEquals(0x1p-24, reader("f90001").readDouble());
    assertEquals(65504.0, reader("f97bff").readDouble());
    assertEquals(-0.0, reader("f98000").readDouble());
    assertEquals(Float.MIN_VALUE, reader("fa00000001").readDouble());
    long payload = 0x7ff8_0000_0000_0001L;
    assertEquals(payload, Double.doubleToRawLongBits(reader("fb7ff8000000000001").readDouble()));
    assertEquals(0xfff4_0400_0000_0000L, Double.doubleToRawLongBits(reader("f9fd01").readDouble()));
    assertEquals(
        0x7ff0_0000_2000_0000L, Double.doubleToRawLongBits(reader("fa7f800001").readDouble()));
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("00").readDouble());
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("f820").readDouble());
    assertRefused(Reason.UNEXPECTED_BREAK, 0, () -> reader("ff").readDouble());
    assertRefused(Reason.RESERVED_ADDITIONAL_INFORMATION, 0, () -> reader("fc").readDouble());
  }

  // Strings.

  @Test
  void byteStringsAreViewsUnlessSentInChunks() throws Exception {
    Bytes input = Bytes.fromHex("43010203");
    Bytes read = new CborReader(input).readBytes();
    assertEquals(1, input.indexOfSlice(read));
    assertEquals(Bytes.fromHex("010203"), reader("5f4101420203ff").readBytes());
    assertEquals(Bytes.empty(), reader("5fff").readBytes());
    assertEquals(Bytes.empty(), reader("5f4040ff").readBytes());
  }

  @Test
  void textIsCheckedInEveryChunk() throws Exception {
    assertEquals("strea", reader("7f62737463726561ff").readText());
    assertEquals("\u00fc\ud800\udd51", reader("66c3bcf0908591").readText());
    assertRefused(Reason.INVALID_UTF8, 2, () -> reader("7f61c361bcff").readText());
    assertRefused(Reason.INVALID_UTF8, 2, () -> reader("6261ff").readText());
    assertRefused(Reason.INVALID_UTF8, 2, () -> reader("6261ff").skip());
  }

  @ParameterizedTest
  @CsvSource({
    "c080",
    "c1bf",
    "e08080",
    "e09fbf",
    "eda080",
    "edbfbf",
    "f0808080",
    "f08fbfbf",
    "f4908080",
    "f5808080",
    "f8808080",
    "80",
    "bf",
    "c3",
    "c328",
    "e282",
    "e28228",
    "f09f98",
    "f09f9828",
    "f0288cbc",
    "ff",
    "fe"
  })
  void refusesTextThatIsNotUtf8(String hex) {
    String text = String.format("%02x%s", 0x60 + hex.length() / 2, hex);
    assertRefused(Reason.INVALID_UTF8, 1, () -> reader(text).readText());
  }

  @ParameterizedTest
  @CsvSource({
    "00",
    "7f",
    "c280",
    "dfbf",
    "e0a080",
    "ed9fbf",
    "ee8080",
    "efbfbf",
    "f0908080",
    "f48fbfbf"
  })
  void readsTextAtTheLimitsOfUtf8(String hex) throws Exception {
    String text = String.format("%02x%s", 0x60 + hex.length() / 2, hex);
    assertArrayEquals(
        Bytes.fromHex(hex).toByteArray(), Bytes.ofUtf8(reader(text).readText()).toByteArray());
  }

  @Test
  void refusesStringsOutsideTheBounds() throws Exception {
    assertEquals(2, reader("420102").readBytes(2, 2).length());
    assertEquals("ab", reader("626162").readText(1, 2));
    assertEquals("ab", reader("626162").readText(2, 2));
    assertRefused(Reason.WRONG_LENGTH, 0, () -> reader("626162").readText(3, 3));
    assertRefused(Reason.WRONG_LENGTH, 0, () -> reader("420102").readBytes(3, 4));
    assertRefused(Reason.WRONG_LENGTH, 0, () -> reader("420102").readBytes(0, 1));
    assertRefused(Reason.WRONG_LENGTH, 0, () -> reader("62c3bc").readText(1, 1));
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("40").readText());
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("60").readBytes());
  }

  // Tags.

  @Test
  void readsTagsBeforeTheirContent() throws Exception {
    CborReader reader = reader("82 d86b d9042e 01 02");
    reader.enterArray(2);
    assertEquals(107, reader.readTag());
    assertTrue(reader.hasNext());
    assertFalse(reader.tryReadTag(1));
    reader.expectTag(1070);
    assertEquals(1, reader.readLong());
    assertFalse(reader.tryReadTag(107));
    assertEquals(2, reader.readLong());
    assertFalse(reader.hasNext());
    reader.exitArray();
    reader.expectEnd();
    assertEquals(-1L, reader("dbffffffffffffffff00").readTag());
  }

  @Test
  void refusesATagThatIsMissingOrAnother() {
    assertRefused(Reason.UNEXPECTED_TAG, 0, () -> reader("d86b00").expectTag(18));
    assertRefused(Reason.UNEXPECTED_TAG, 0, () -> reader("00").expectTag(18));
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("00").readTag());
    assertRefused(Reason.RESERVED_ADDITIONAL_INFORMATION, 0, () -> reader("df00").readTag());
    assertRefused(
        Reason.TRUNCATED,
        1,
        () -> {
          CborReader reader = reader("c1");
          reader.readTag();
          reader.skip();
        });
  }

  @Test
  void anItemIsNoTagOfTheSameNumber() throws Exception {
    CborReader reader = reader("01c101");
    assertFalse(reader.peekTag(1));
    assertFalse(reader.tryReadTag(1));
    assertEquals(1, reader.readLong());
    assertTrue(reader.peekTag(1));
    assertFalse(reader.peekTag(2));
    assertEquals(1, reader.offset());
  }

  // Containers.

  @Test
  void readsIndefiniteContainersLikeDefiniteOnes() throws Exception {
    CborReader reader = reader("9f bf 01 9fff 02 f6 ff 80 ff");
    assertEquals(-1, reader.enterArray());
    assertEquals(-1, reader.enterMap());
    assertEquals(1, reader.readLong());
    reader.enterArray();
    assertFalse(reader.hasNext());
    reader.exitArray();
    assertEquals(2, reader.readLong());
    reader.readNull();
    assertFalse(reader.hasNext());
    reader.exitMap();
    assertEquals(0, reader.enterArray());
    reader.exitArray();
    assertFalse(reader.hasNext());
    reader.exitArray();
    reader.expectEnd();
  }

  @Test
  void refusesArraysOfAnotherLength() {
    assertRefused(Reason.WRONG_LENGTH, 0, () -> reader("820102").enterArray(3));
    assertRefused(Reason.WRONG_LENGTH, 0, () -> reader("80").enterArray(3));
    assertRefused(
        Reason.WRONG_LENGTH,
        1,
        () -> {
          CborReader reader = reader("9f01ff");
          reader.enterArray();
          reader.exitArray();
        });
    assertRefused(
        Reason.WRONG_LENGTH,
        2,
        () -> {
          CborReader reader = reader("9f01ff");
          reader.enterArray(2);
          reader.readLong();
          reader.readLong();
        });
    assertRefused(
        Reason.WRONG_LENGTH,
        2,
        () -> {
          CborReader reader = reader("820102");
          reader.enterArray();
          reader.readLong();
          reader.exitArray();
        });
    assertRefused(
        Reason.WRONG_LENGTH,
        2,
        () -> {
          CborReader reader = reader("8101");
          reader.enterArray();
          reader.readLong();
          reader.peekType();
        });
  }

  @Test
  void refusesAnotherKindOfContainer() {
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("a0").enterArray());
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("80").enterMap());
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("00").enterMap());
  }

  @Test
  void theInputEndsWhereItsViewEnds() throws Exception {
    Bytes larger = Bytes.fromHex("0001a1 18 00 c2 5818".replace(" ", ""));
    assertRefused(Reason.TRUNCATED, 0, () -> new CborReader(larger.slice(2, 2)).readLong());
    CborReader one = new CborReader(larger.slice(1, 2));
    assertEquals(1, one.readLong());
    assertRefused(Reason.TRUNCATED, 1, one::readLong);
    assertRefused(Reason.TRUNCATED, 1, () -> reader("bf18").skip());
    DecodeOptions preferred = DecodeOptions.defaults().withStrictness(Strictness.PREFERRED);
    assertRefused(Reason.TRUNCATED, 1, () -> new CborReader(Bytes.fromHex("c2"), preferred).skip());
    assertRefused(Reason.TRUNCATED, 1, () -> new CborReader(larger.slice(5, 6), preferred).skip());
  }

  @Test
  void refusesLengthsThatTheInputCannotHold() {
    assertRefused(Reason.TRUNCATED, 0, () -> reader("9bffffffffffffffff00").enterArray());
    assertRefused(Reason.TRUNCATED, 0, () -> reader("bb800000000000000000").enterMap());
    assertRefused(Reason.TRUNCATED, 0, () -> reader("a2010203").enterMap());
    assertRefused(Reason.TRUNCATED, 0, () -> reader("5b800000000000000000").readBytes());
    assertRefused(Reason.TRUNCATED, 0, () -> reader("7b7fffffffffffffff00").readText());
  }

  @Test
  void refusesAMapWhoseLastKeyHasNoValue() {
    assertRefused(Reason.UNEXPECTED_BREAK, 2, () -> reader("bf01ff").skip());
    assertRefused(
        Reason.UNEXPECTED_BREAK,
        2,
        () -> {
          CborReader reader = reader("bf01ff");
          reader.enterMap();
          reader.readLong();
          reader.readLong();
        });
  }

  @Test
  void refusesBytesAfterTheItem() throws Exception {
    CborReader reader = reader("0102");
    reader.readLong();
    assertRefused(Reason.TRAILING_BYTES, 1, reader::expectEnd);
  }

  // Wrapped CBOR.

  @Test
  void entersWrappedCborAndKeepsCountingOffsets() throws Exception {
    CborReader reader = reader("82 43 820102 03");
    reader.enterArray();
    reader.enterWrapped();
    assertEquals(2, reader.offset());
    reader.enterArray();
    reader.readLong();
    assertEquals(4, reader.offset());
    reader.readLong();
    reader.exitArray();
    assertFalse(reader.hasNext());
    reader.exitWrapped();
    assertEquals(3, reader.readLong());
    reader.exitArray();
    reader.expectEnd();
  }

  @Test
  void entersWrappedCborThatWasSentInChunks() throws Exception {
    CborReader reader = reader("82 5f 4182 42 0161 41 62 ff 05");
    reader.enterArray();
    reader.enterWrapped();
    reader.enterArray(2);
    assertEquals(1, reader.readLong());
    assertEquals("b", reader.readText());
    reader.exitArray();
    reader.exitWrapped();
    assertEquals(5, reader.readLong());
    reader.exitArray();
    reader.expectEnd();
  }

  /** An offset inside chunks counts their joined content from behind the head of the string. */
  @Test
  void offsetsInChunksCountFromBehindTheHead() throws Exception {
    Bytes larger = Bytes.fromHex("000000" + "82" + "5f" + "4182" + "430142ff" + "ff" + "f7" + "00");
    CborReader reader = new CborReader(larger.slice(3));
    reader.enterArray(2);
    reader.enterWrapped();
    assertEquals(2, reader.offset());
    reader.enterArray(2);
    assertEquals(3, reader.offset());
    assertEquals(1, reader.readLong());
    assertRefused(Reason.TRUNCATED, 4, reader::enterWrapped);

    CborReader after = new CborReader(larger.slice(3));
    after.enterArray(2);
    after.skip();
    assertEquals(9, after.offset());
  }

  @Test
  void chunksMayBeInsideChunks() throws Exception {
    // 5f 41 05 ff, itself in two chunks, and an item behind each.
    CborReader reader = reader("0a 5f 42 5f41 43 05ff07 ff 08");
    assertEquals(10, reader.readLong());
    reader.enterWrapped();
    assertEquals(2, reader.offset());
    reader.enterWrapped();
    assertEquals(3, reader.offset());
    assertEquals(5, reader.readLong());
    reader.exitWrapped();
    assertEquals(6, reader.offset());
    assertEquals(7, reader.readLong());
    reader.exitWrapped();
    assertEquals(10, reader.offset());
    assertEquals(8, reader.readLong());
    reader.expectEnd();
  }

  @Test
  void wrappedCborIsASequence() throws Exception {
    CborReader reader = reader("43 01 02 03");
    reader.enterWrapped();
    long sum = 0;
    while (reader.hasNext()) {
      sum += reader.readLong();
    }
    reader.exitWrapped();
    assertEquals(6, sum);
  }

  @Test
  void wrappedCborEndsWhereItsByteStringEnds() throws Exception {
    CborReader reader = reader("82 42 8201 02");
    reader.enterArray();
    reader.enterWrapped();
    assertRefused(Reason.TRUNCATED, 2, reader::enterArray);

    CborReader trailing = reader("420102");
    trailing.enterWrapped();
    trailing.readLong();
    assertRefused(Reason.TRAILING_BYTES, 2, trailing::exitWrapped);
    assertRefused(Reason.UNEXPECTED_TYPE, 0, () -> reader("60").enterWrapped());
  }

  // Whole items.

  @Test
  void encodedItemsIncludeTheirHeadAndUnreadTags() throws Exception {
    CborReader reader = reader("84 c1 01 420102 9f01ff d86b a0");
    reader.enterArray();
    assertEquals(Bytes.fromHex("c101"), reader.readEncodedItem());
    assertEquals(Bytes.fromHex("420102"), reader.readEncodedItem());
    assertEquals(Bytes.fromHex("9f01ff"), reader.readEncodedItem());
    reader.expectTag(107);
    assertEquals(Bytes.fromHex("a0"), reader.readEncodedItem());
    reader.exitArray();
  }

  @Test
  void whatWasReadSinceAnOffsetIsAView() throws Exception {
    Bytes larger = Bytes.fromHex("0102" + "8203" + "190400" + "05");
    CborReader reader = new CborReader(larger.slice(2));
    reader.enterArray();
    long start = reader.offset();
    reader.readLong();
    reader.readLong();
    assertEquals(Bytes.fromHex("03190400"), reader.readSince(start));
    assertEquals(Bytes.fromHex("8203190400"), reader.readSince(0));
    assertEquals(Bytes.empty(), reader.readSince(reader.offset()));
    assertThrows(IndexOutOfBoundsException.class, () -> reader.readSince(7));
  }

  @Test
  void peekingReadsNothing() throws Exception {
    CborReader reader = reader("f6");
    assertSame(CborType.NULL, reader.peekType());
    assertSame(CborType.NULL, reader.peekType());
    assertSame(CborType.UNSIGNED_INTEGER, reader("00").peekType());
    assertSame(CborType.NEGATIVE_INTEGER, reader("20").peekType());
    assertSame(CborType.BYTE_STRING, reader("40").peekType());
    assertSame(CborType.TEXT_STRING, reader("60").peekType());
    assertSame(CborType.ARRAY, reader("80").peekType());
    assertSame(CborType.MAP, reader("a0").peekType());
    assertSame(CborType.TAG, reader("c0").peekType());
    assertSame(CborType.BOOLEAN, reader("f4").peekType());
    assertSame(CborType.UNDEFINED, reader("f7").peekType());
    assertSame(CborType.SIMPLE, reader("f8ff").peekType());
    assertSame(CborType.FLOAT, reader("f9").peekType());
    assertSame(CborType.BREAK, reader("ff").peekType());
    assertRefused(Reason.TRUNCATED, 0, () -> reader("").peekType());
  }

  @Test
  void resetStartsAgainWhateverWasOpen() throws Exception {
    CborReader reader = reader("8182c100");
    reader.enterArray();
    reader.enterArray();
    reader.readTag();
    reader.reset(Bytes.fromHex("05"));
    assertEquals(0, reader.offset());
    assertEquals(5, reader.readLong());
    reader.expectEnd();
  }

  // Misuse.

  @Test
  void leavingWhatIsNotOpenIsAnErrorOfTheCaller() throws Exception {
    CborReader reader = reader("81c101");
    assertThrows(IllegalStateException.class, reader::exitArray);
    reader.enterArray();
    assertThrows(IllegalStateException.class, reader::exitMap);
    assertThrows(IllegalStateException.class, reader::exitWrapped);
    assertThrows(IllegalStateException.class, reader::expectEnd);
    reader.readTag();
    IllegalStateException unread = assertThrows(IllegalStateException.class, reader::exitArray);
    assertEquals("the content of a tag is unread", unread.getMessage());
  }

  @Test
  void whatIsToleratedIsToldToTheListener() throws Exception {
    List<DecodeException> remarks = new ArrayList<>();
    CborReader lenient =
        new CborReader(Bytes.fromHex("00"), DecodeOptions.defaults().withRemarks(remarks::add));
    DecodeException deviation = lenient.error(Reason.MISSING_ELEMENT, "why");
    lenient.tolerate(deviation);
    assertEquals(List.of(deviation), remarks);
    CborReader strict = reader("00");
    assertSame(deviation, assertThrows(DecodeException.class, () -> strict.tolerate(deviation)));
  }

  @Test
  void theCallersOwnErrorsCarryTheOffset() throws Exception {
    CborReader reader = reader("0102");
    reader.readLong();
    DecodeException error = reader.error(Reason.MISSING_ELEMENT, "why");
    assertEquals(1, error.offset());
    assertEquals("why", error.detail());
  }
}
