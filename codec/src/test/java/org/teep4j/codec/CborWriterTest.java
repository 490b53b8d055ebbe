package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.testsupport.Allocation;

class CborWriterTest {

  private static final Bytes LARGE = Bytes.wrap(new byte[CborWriter.REFERENCED_FROM]);
  private static final String LARGE_HEX = "590200" + "00".repeat(CborWriter.REFERENCED_FROM);

  private static String hex(Consumer<CborWriter> content) {
    CborWriter writer = new CborWriter();
    content.accept(writer);
    return writer.toBytes().toHex();
  }

  private static void assertMisuse(Consumer<CborWriter> content) {
    assertThrows(IllegalStateException.class, () -> hex(content));
  }

  @Test
  void writesTheShortestHeads() {
    assertEquals("17", hex(w -> w.writeLong(23)));
    assertEquals("1818", hex(w -> w.writeLong(24)));
    assertEquals("18ff", hex(w -> w.writeLong(255)));
    assertEquals("190100", hex(w -> w.writeLong(256)));
    assertEquals("19ffff", hex(w -> w.writeLong(65535)));
    assertEquals("1a00010000", hex(w -> w.writeLong(65536)));
    assertEquals("1affffffff", hex(w -> w.writeLong(0xffff_ffffL)));
    assertEquals("1b0000000100000000", hex(w -> w.writeLong(0x1_0000_0000L)));
    assertEquals("37", hex(w -> w.writeLong(-24)));
    assertEquals("3818", hex(w -> w.writeLong(-25)));
    assertEquals("3b7fffffffffffffff", hex(w -> w.writeLong(Long.MIN_VALUE)));
    assertEquals("1bffffffffffffffff", hex(w -> w.writeUnsignedBits(-1)));
    assertEquals("dbffffffffffffffff00", hex(w -> w.writeTag(-1).writeLong(0)));
  }

  @Test
  void writesBignumsOnlyWhereTheyMustBe() {
    BigInteger limit = BigInteger.ONE.shiftLeft(64);
    assertEquals("1bffffffffffffffff", hex(w -> w.writeInteger(limit.subtract(BigInteger.ONE))));
    assertEquals("c249010000000000000000", hex(w -> w.writeInteger(limit)));
    assertEquals("3bffffffffffffffff", hex(w -> w.writeInteger(limit.negate())));
    assertEquals("c349010000000000000000", hex(w -> w.writeInteger(limit.not())));
    assertEquals("c249800000000000000000", hex(w -> w.writeInteger(limit.shiftLeft(7))));
    assertEquals("00", hex(w -> w.writeInteger(BigInteger.ZERO)));
  }

  @Test
  void writesTheShortestFloatThatKeepsTheValue() {
    assertEquals("f93c00", hex(w -> w.writeDouble(1)));
    assertEquals("f98000", hex(w -> w.writeDouble(-0.0)));
    assertEquals("f90001", hex(w -> w.writeDouble(0x1p-24)));
    assertEquals("f903ff", hex(w -> w.writeDouble(0x3ffp-24)));
    assertEquals("f90400", hex(w -> w.writeDouble(0x1p-14)));
    assertEquals("f97bff", hex(w -> w.writeDouble(65504)));
    assertEquals("fa33000000", hex(w -> w.writeDouble(0x1p-25)));
    assertEquals("fa477fe100", hex(w -> w.writeDouble(65505)));
    assertEquals("fa47800000", hex(w -> w.writeDouble(65536)));
    assertEquals("fa38801000", hex(w -> w.writeDouble(0x1.002p-14)));
    assertEquals("fa00000001", hex(w -> w.writeDouble(Float.MIN_VALUE)));
    assertEquals("fb36900000 00000000".replace(" ", ""), hex(w -> w.writeDouble(0x1p-150)));
    assertEquals("fb3ff199999999999a", hex(w -> w.writeDouble(1.1)));
    assertEquals("f97c00", hex(w -> w.writeDouble(Double.POSITIVE_INFINITY)));
    assertEquals("f97e00", hex(w -> w.writeDouble(Double.NaN)));
    assertEquals(
        "f9fe01", hex(w -> w.writeDouble(Double.longBitsToDouble(0xfff8_0400_0000_0000L))));
    assertEquals(
        "fa7f800001", hex(w -> w.writeDouble(Double.longBitsToDouble(0x7ff0_0000_2000_0000L))));
    assertEquals(
        "fb7ff0000000000001",
        hex(w -> w.writeDouble(Double.longBitsToDouble(0x7ff0_0000_0000_0001L))));
  }

  @Test
  void writesSimpleValues() {
    assertEquals(
        "f4f5f6f7", hex(w -> w.writeBoolean(false).writeBoolean(true).writeNull().writeSimple(23)));
    assertEquals("f820", hex(w -> w.writeSimple(32)));
    assertEquals("e0f8ff", hex(w -> w.writeSimple(0).writeSimple(255)));
    for (int value : new int[] {-1, 24, 31, 256}) {
      assertThrows(IllegalArgumentException.class, () -> new CborWriter().writeSimple(value));
    }
  }

  @Test
  void writesTextAsUtf8() throws DecodeException {
    assertEquals("6a61c3bce6b0b4f0908591", hex(w -> w.writeText("a\u00fc\u6c34\ud800\udd51")));
    String longer = "0123456789?abcdefghi";
    assertEquals(longer, reread(longer));
    assertEquals(longer.repeat(50), reread(longer.repeat(50)));
    for (String text :
        List.of(
            "\ud800",
            "\udd51",
            "\ud800a",
            "\udd51\ud800",
            "?\ud800",
            "\u00fc\ud800",
            "0123456\ud800",
            "\ud800" + longer,
            longer + "\ud800\udd51\ud800")) {
      CborWriter writer = new CborWriter();
      assertThrows(IllegalArgumentException.class, () -> writer.writeText(text), text);
      assertEquals("60", writer.writeText("").toBytes().toHex(), "nothing of it was written");
    }
  }

  private static String reread(String text) throws DecodeException {
    return new CborReader(new CborWriter().writeText(text).toBytes()).readText();
  }

  @Test
  void countsWhatHasBeenBegun() {
    assertEquals("80", hex(w -> w.beginArray().endArray()));
    assertEquals("a0", hex(w -> w.beginMap().endMap()));
    assertEquals("40", hex(w -> w.beginWrapped().endWrapped()));
    assertEquals(
        "8201820203",
        hex(
            w ->
                w.beginArray()
                    .writeLong(1)
                    .beginArray()
                    .writeLong(2)
                    .writeLong(3)
                    .endArray()
                    .endArray()));
    assertEquals(
        "98ff" + "00".repeat(255),
        hex(
            w -> {
              w.beginArray();
              for (int i = 0; i < 255; i++) {
                w.writeLong(0);
              }
              w.endArray();
            }));
    assertEquals(
        "81c1c200", hex(w -> w.beginArray().writeTag(1).writeTag(2).writeLong(0).endArray()));
  }

  @Test
  void sortsMapEntriesByTheirEncodedKeys() {
    assertEquals(
        "a6" + "0a00" + "186400" + "2000" + "617a00" + "62616100" + "8000",
        hex(
            w ->
                w.beginMap()
                    .beginArray()
                    .endArray()
                    .writeLong(0)
                    .writeText("aa")
                    .writeLong(0)
                    .writeLong(100)
                    .writeLong(0)
                    .writeText("z")
                    .writeLong(0)
                    .writeLong(-1)
                    .writeLong(0)
                    .writeLong(10)
                    .writeLong(0)
                    .endMap()));
  }

  @Test
  void sortsMapsInsideMapsInsideKeys() {
    assertEquals(
        "a2" + "a201000200" + "00" + "a201010200" + "a203000400",
        hex(
            w -> {
              w.beginMap();
              w.beginMap().writeLong(2).writeLong(0).writeLong(1).writeLong(1).endMap();
              w.beginMap().writeLong(4).writeLong(0).writeLong(3).writeLong(0).endMap();
              w.beginMap().writeLong(2).writeLong(0).writeLong(1).writeLong(0).endMap();
              w.writeLong(0);
              w.endMap();
            }));
  }

  @Test
  void movesReferencesWithTheEntriesTheyBelongTo() {
    Bytes other = Bytes.wrap(LARGE.toByteArray());
    CborWriter writer = new CborWriter();
    writer.beginMap();
    writer.writeLong(3).writeBytes(LARGE);
    writer
        .writeLong(2)
        .beginWrapped()
        .beginArray()
        .writeBytes(LARGE)
        .writeBytes(other)
        .endArray()
        .endWrapped();
    writer.writeLong(1).writeNull();
    writer.writeLong(0).writeBytes(other);
    writer.endMap();
    String wrapped = "82" + LARGE_HEX + LARGE_HEX;
    Segments segments = writer.toSegments();
    assertEquals(
        "a4" + "00" + LARGE_HEX + "01f6" + "02" + "590407" + wrapped + "03" + LARGE_HEX,
        segments.toBytes().toHex());
    assertEquals(4, segments.parts().stream().filter(p -> p.length() == LARGE.length()).count());
  }

  @Test
  void largeStringsAreReferencedOnceAndOnlyOutsideKeys() {
    CborWriter value = new CborWriter();
    value.beginMap().writeLong(1).writeBytes(LARGE).endMap();
    assertSame(LARGE, value.toSegments().parts().get(1));

    CborWriter key = new CborWriter();
    key.beginMap().beginArray().writeBytes(LARGE).endArray().writeLong(1).endMap();
    assertEquals(1, key.toSegments().parts().size());

    CborWriter encoded = new CborWriter();
    encoded.beginArray().writeEncodedItem(LARGE).endArray();
    assertSame(LARGE, encoded.toSegments().parts().get(1));
  }

  @Test
  void writesStringsFromSegments() {
    Segments parts = Segments.of(Bytes.fromHex("01"), LARGE, Bytes.fromHex("02"));
    assertEquals(
        "590202" + "01" + "00".repeat(LARGE.length()) + "02", hex(w -> w.writeBytes(parts)));
  }

  @Test
  void encodablesWriteThemselves() {
    CborEncodable pair = w -> w.beginArray().writeLong(1).writeLong(2).endArray();
    assertEquals("820102", Bytes.wrap(pair.toByteArray()).toHex());
    assertEquals("820102", pair.encode().toBytes().toHex());
    assertEquals("8143820102", hex(w -> w.beginArray().writeWrapped(pair).endArray()));
    assertEquals("81820102", hex(w -> w.beginArray().write(pair).endArray()));
    Bytes encoded = pair.encode().toBytes();
    assertEquals("81820102", hex(w -> w.beginArray().writeEncodedItem(encoded).endArray()));
  }

  @Test
  void isEmptyAfterEachResultAndDoesNotTouchItAgain() {
    CborWriter writer = new CborWriter();
    byte[] array = writer.beginArray().writeLong(1).endArray().toByteArray();
    Bytes bytes = writer.writeText("a").toBytes();
    Segments segments = writer.writeLong(1).writeBytes(LARGE).toSegments();
    byte[] joined = writer.writeLong(2).writeBytes(LARGE).toByteArray();
    Bytes large = writer.writeBytes(LARGE).toBytes();
    Segments small = writer.writeLong(3).toSegments();
    assertEquals(0, writer.toByteArray().length);
    assertEquals(Segments.of(Bytes.empty()), writer.toSegments());
    writer.beginMap().writeLong(4).writeLong(5).writeLong(6).writeTag(7);
    writer.clear();
    assertEquals("8108", writer.beginArray().writeLong(8).endArray().toBytes().toHex());
    assertEquals("8101", Bytes.wrap(array).toHex());
    assertEquals("6161", bytes.toHex());
    assertEquals("01" + LARGE_HEX, segments.toBytes().toHex());
    assertEquals("02" + LARGE_HEX, Bytes.wrap(joined).toHex());
    assertEquals(LARGE_HEX, large.toHex());
    assertEquals("03", small.toBytes().toHex());
  }

  @Test
  void nestsDeeperAndGrowsLargerThanItHasRoomForAtFirst() {
    CborWriter writer = new CborWriter();
    int depth = 1000;
    for (int i = 0; i < depth; i++) {
      writer.beginMap().writeLong(0).writeLong(i & 15).writeLong(1);
    }
    writer.beginWrapped().writeText("x".repeat(300)).endWrapped();
    for (int i = 0; i < depth; i++) {
      writer.endMap();
    }
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      expected.append(String.format("a2000%x01", i & 15));
    }
    expected.append("59012f79012c").append("78".repeat(300));
    assertEquals(expected.toString(), writer.toBytes().toHex());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 22, 23, 24, 254, 255, 256, 511, 512, 65_533, 65_534, 65_535, 65_536})
  void wrappedCborHasAHeadOfItsLength(int length) throws DecodeException {
    Bytes content = Bytes.wrap(new byte[length]); // one 0 for each byte
    for (boolean atOnce : new boolean[] {false, true}) { // referenced if it is long
      CborWriter writer = new CborWriter().beginArray().beginWrapped();
      if (atOnce) {
        writer.writeEncodedItem(content);
      } else {
        for (int i = 0; i < length; i++) {
          writer.writeLong(0);
        }
      }
      Bytes written = writer.endWrapped().writeLong(7).endArray().toBytes();
      CborReader reader =
          new CborReader(
              written, DecodeOptions.defaults().withStrictness(Strictness.CORE_DETERMINISTIC));
      reader.enterArray(2);
      assertEquals(content, reader.readBytes());
      assertEquals(7, reader.readLong());
      reader.exitArray();
      reader.expectEnd();
    }
  }

  /** A head that grows moves what is referenced behind it, and what is before it stays. */
  @Test
  void referencesStayInTheirPlace() {
    Consumer<CborWriter> content =
        w -> {
          w.writeLong(1).writeBytes(LARGE).beginArray().writeBytes(LARGE);
          for (int i = 0; i < 30; i++) {
            w.writeLong(2);
          }
          w.writeBytes(LARGE).writeLong(3).endArray().writeLong(4).writeBytes(LARGE);
        };
    String expected =
        "01" + LARGE_HEX + "9821" + LARGE_HEX + "02".repeat(30) + LARGE_HEX + "0304" + LARGE_HEX;
    assertEquals(expected, hex(content));
    CborWriter writer = new CborWriter();
    content.accept(writer);
    assertEquals(expected, Bytes.wrap(writer.toByteArray()).toHex());
    content.accept(writer);
    Segments segments = writer.toSegments();
    assertEquals(expected, segments.toBytes().toHex());
    assertEquals(8, segments.parts().size(), "a part of its own for each reference, none is empty");
    assertEquals(1, new CborWriter().writeEncodedItem(LARGE).toSegments().parts().size());
  }

  @Test
  void whatWasHandedOverIsNotWrittenToAgain() {
    CborWriter writer = new CborWriter(2);
    byte[] first = writer.writeLong(1).writeLong(2).toByteArray();
    assertArrayEquals(new byte[] {3, 4}, writer.writeLong(3).writeLong(4).toByteArray());
    assertArrayEquals(new byte[] {1, 2}, first);
  }

  @Test
  void anEmptyContainerNeedsRoomForItsHead() {
    for (int room = 0; room < 3; room++) {
      assertEquals("80", new CborWriter(room).beginArray().endArray().toBytes().toHex());
      assertEquals("a0", new CborWriter(room).beginMap().endMap().toBytes().toHex());
      assertEquals("40", new CborWriter(room).beginWrapped().endWrapped().toBytes().toHex());
    }
  }

  @Test
  void saysWhatIsOpen() {
    assertOpen("an array", w -> w.beginArray());
    assertOpen("a map", w -> w.beginMap());
    assertOpen("a byte string", w -> w.beginWrapped());
    CborWriter tagged = new CborWriter().writeTag(1);
    assertEquals(
        "the content of a tag is missing",
        assertThrows(IllegalStateException.class, tagged::toSegments).getMessage());
    assertEquals(
        "the innermost open container is nothing",
        assertThrows(IllegalStateException.class, () -> new CborWriter().endMap()).getMessage());
  }

  private static void assertOpen(String what, Consumer<CborWriter> begin) {
    CborWriter writer = new CborWriter();
    begin.accept(writer);
    for (Executable result :
        new Executable[] {writer::toSegments, writer::toByteArray, writer::toBytes}) {
      assertEquals(
          "the innermost open container is " + what,
          assertThrows(IllegalStateException.class, result).getMessage());
    }
  }

  @Test
  void refusesMapsThatAreNone() {
    assertMisuse(w -> w.beginMap().writeLong(1).endMap());
    assertMisuse(w -> w.beginMap().writeLong(1).writeLong(0).writeLong(1).writeLong(0).endMap());
    assertMisuse(
        w ->
            w.beginMap()
                .writeLong(1)
                .writeLong(0)
                .writeLong(0)
                .writeLong(0)
                .writeLong(1)
                .writeLong(0)
                .endMap());
  }

  @Test
  void refusesEndsWithoutTheirBeginning() {
    assertMisuse(w -> w.endArray());
    assertMisuse(w -> w.beginArray().endMap());
    assertMisuse(w -> w.beginMap().endArray());
    assertMisuse(w -> w.beginWrapped().endArray());
    assertMisuse(w -> w.beginArray().endWrapped());
    assertMisuse(w -> w.beginArray());
    assertMisuse(w -> w.writeTag(1));
    assertMisuse(w -> w.beginArray().writeTag(1).endArray());
    assertMisuse(w -> w.beginMap().writeLong(1).writeTag(1).endMap());
  }

  @Test
  void roomThatIsJustEnoughIsHandedOver() throws Exception {
    byte[] expected = document(new CborWriter()).toByteArray();
    assertArrayEquals(expected, document(new CborWriter(expected.length)).toByteArray());
    for (int room = 0; room < expected.length + 10; room++) {
      assertArrayEquals(expected, document(new CborWriter(room)).toByteArray(), "room " + room);
    }
    assertThrows(IllegalArgumentException.class, () -> new CborWriter(-1));

    Bytes string = Bytes.wrap(new byte[300]);
    int size = 100 * (3 + 300);
    Consumer<CborWriter> strings =
        writer -> {
          for (int i = 0; i < 100; i++) {
            writer.writeBytes(string);
          }
          assertEquals(size, writer.toByteArray().length);
        };
    long once = Allocation.ofOneRun(() -> strings.accept(new CborWriter(size)));
    assertTrue(once < size + 500, once + " bytes");
  }

  /** Every kind of item and head, in which a writer must not write beyond what it has reserved. */
  private static CborWriter document(CborWriter writer) {
    writer.beginArray();
    for (long argument : new long[] {0, 23, 24, 255, 256, 65535, 65536, 1L << 32, Long.MAX_VALUE}) {
      writer.writeLong(argument).writeLong(~argument).writeText("t".repeat((int) argument & 127));
    }
    writer.writeUnsignedBits(-1).writeDouble(1.5).writeDouble(1e30f).writeDouble(1e300);
    writer.beginMap().writeText("key").writeBytes(Bytes.wrap(new byte[300])).endMap();
    writer
        .beginWrapped()
        .writeBytes(Bytes.wrap(new byte[12]))
        .writeBytes(Bytes.empty())
        .endWrapped();
    return writer.endArray();
  }
}
