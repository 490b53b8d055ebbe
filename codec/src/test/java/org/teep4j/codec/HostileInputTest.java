package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.codec.Refusals.assertRefused;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.testsupport.Action;
import org.teep4j.testsupport.Allocation;

/**
 * Input that is made to cost much. Memory is counted; that the time stays in proportion shows in
 * that these tests end.
 */
class HostileInputTest {

  private static final int MEBIBYTE = 1 << 20;

  private static void skip(Bytes input) throws DecodeException {
    CborReader reader = new CborReader(input);
    reader.skip();
    reader.expectEnd();
  }

  private static long allocatedInRefusing(Reason reason, Bytes input) throws Exception {
    return Allocation.ofOneRun(
        () -> {
          DecodeException refusal = assertThrows(DecodeException.class, () -> skip(input));
          assertEquals(reason, refusal.reason());
        });
  }

  private static Bytes repeated(String hex, int times) {
    Bytes unit = Bytes.fromHex(hex);
    byte[] all = new byte[unit.length() * times];
    for (int i = 0; i < times; i++) {
      unit.copyTo(all, i * unit.length());
    }
    return Bytes.wrap(all);
  }

  // Nesting.

  @ParameterizedTest
  @ValueSource(strings = {"81", "9f", "a100", "a1", "bf", "c1", "81c1", "d81881", "bf9f"})
  void nesting100000DeepIsRefusedAtTheLimit(String unit) throws Exception {
    Bytes input = repeated(unit, 100_000);
    boolean inKeys = Set.of("a1", "bf", "bf9f").contains(unit);
    Reason limit = inKeys ? Reason.KEY_TOO_DEEP : Reason.TOO_DEEP;
    assertTrue(allocatedInRefusing(limit, input) < 64 * 1024);
    assertRefused(Reason.TOO_DEEP, 0, () -> atOffsetZero(() -> Edn.print(input)));
    assertRefused(limit, 0, () -> atOffsetZero(() -> Item.decode(input, DecodeOptions.defaults())));
  }

  /** Where exactly is another test's question. */
  private static void atOffsetZero(Action action) throws Exception {
    try {
      action.run();
    } catch (DecodeException e) {
      throw e.shifted(-e.offset());
    }
  }

  @Test
  void wrappedCborWithinWrappedCborIsRefusedAtTheLimit() throws Exception {
    Bytes input = Bytes.fromHex("00");
    for (int i = 0; i < 100; i++) {
      Bytes inner = input;
      input = new CborWriter().writeBytes(inner).toBytes();
    }
    CborReader reader = new CborReader(input);
    assertRefused(
        Reason.TOO_DEEP,
        0,
        () ->
            atOffsetZero(
                () -> {
                  while (true) {
                    reader.enterWrapped();
                  }
                }));
    Shape[] endless = new Shape[1];
    endless[0] = Shape.wrapped(Shape.reference(() -> endless[0]));
    String printed = Edn.print(input, endless[0], EdnPrintOptions.compact());
    assertEquals(
        input,
        Edn.parse(
            printed,
            EdnParseOptions.defaults().withLimits(DecodeOptions.defaults().withMaxDepth(128))));
  }

  // Lengths.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5b7fffffffffffffff",
        "5b8000000000000000",
        "5bffffffffffffffff",
        "7b7fffffffffffffff",
        "7b8000000000000000",
        "9b7fffffffffffffff",
        "9b8000000000000000",
        "bb4000000000000000",
        "bb7fffffffffffffff",
        "bb8000000000000000",
        "9a7fffffff",
        "9affffffff",
        "ba7fffffff",
        "5a7fffffff",
        "5affffffff",
        "7a7fffffff",
        "5f5b8000000000000000ff",
        "c25b8000000000000000",
        "a1005b8000000000000000",
        "c2bb8000000000000000"
      })
  void lengthsThatTheInputCannotHoldAllocateNothing(String hex) throws Exception {
    Bytes input = Bytes.fromHex(hex);
    assertTrue(allocatedInRefusing(Reason.TRUNCATED, input) < 16 * 1024);
  }

  @Test
  void lengthsInsideLengthsAllocateNothing() throws Exception {
    // Each array claims all the bytes that remain, so the claims add up to the square of the input.
    Bytes input = repeated("9a00000fff", 1000);
    assertTrue(allocatedInRefusing(Reason.TOO_DEEP, input) < 64 * 1024);
  }

  @Test
  void aMebibyteOfChunksIsGatheredOnce() throws Exception {
    Bytes chunks = repeated("4101", MEBIBYTE / 2);
    Bytes input =
        new CborWriter()
            .writeEncodedItem(Bytes.fromHex("5f"))
            .writeEncodedItem(chunks)
            .writeEncodedItem(Bytes.fromHex("ff"))
            .toBytes();
    assertEquals(0, Allocation.ofOneRun(new Skip(input)));
    long allocated = Allocation.ofOneRun(() -> new CborReader(input).readBytes());
    assertTrue(allocated < MEBIBYTE, allocated + " bytes for a string of half a mebibyte");
  }

  /** Skips one item again and again with the same reader. */
  private static final class Skip implements Action {
    private final Bytes input;
    private final CborReader reader;

    Skip(Bytes input) throws DecodeException {
      this.input = input;
      this.reader = new CborReader(input);
    }

    @Override
    public void run() throws DecodeException {
      reader.reset(input);
      reader.skip();
    }
  }

  // Maps.

  /** A map of about a mebibyte, whose entries are made from a pattern with the number of each. */
  private static Bytes map(int entries, String pattern) {
    StringBuilder hex = new StringBuilder(String.format("ba%08x", entries));
    for (int i = entries; i > 0; i--) {
      hex.append(String.format(pattern, i));
    }
    return Bytes.fromHex(hex.toString());
  }

  /** Distinct keys in an order, or in encodings, that make the reader compare them all. */
  @ParameterizedTest
  @CsvSource({
    "170000, 1a%08x00",
    "20000, 1b00000000%08x00",
    "20000, 44%08x00",
    "30000, 4830303030%08x00",
    "20000, 821a%08x0000",
    "20000, a11a%08x0000",
    "20000, c11a%08x00",
    "20000, fa%08x00",
    "20000, 5f42444444%08xff00",
    "20000, a1a11a%08x00f600",
    "20000, a21a%08x0061610100"
  })
  void manyUnorderedKeysTakeMemoryInProportion(int entries, String pattern) throws Exception {
    Bytes input = map(entries, pattern);
    long allocated = Allocation.ofOneRun(() -> skip(input));
    assertTrue(allocated < 400L * entries, allocated / entries + " bytes for each of " + entries);
  }

  @ParameterizedTest
  @CsvSource({
    "1800, 190000",
    "f90000, f98000",
    "6131, 7f6131ff",
    "4100, 5f4100ff",
    "80, 9fff",
    "a0, bfff"
  })
  void aKeyThatComesAgainAfterManyIsFound(String first, String second) throws Exception {
    byte[] input = map(20_000, "4830303030%08x00").toByteArray();
    Bytes entries = Bytes.wrap(input).slice(5);
    Bytes hostile =
        new CborWriter()
            .writeEncodedItem(Bytes.fromHex(String.format("ba%08x", 20_002) + first + "00"))
            .writeEncodedItem(entries)
            .writeEncodedItem(Bytes.fromHex(second + "00"))
            .toBytes();
    assertRefused(
        Reason.DUPLICATE_KEY, hostile.length() - second.length() / 2 - 1, () -> skip(hostile));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000", "f9000000", "616100", "8000", "a000", "a1000000", "5fff00"})
  void aMapOfOneKeyRepeatedIsRefused(String entry) throws Exception {
    int entries = 50_000;
    Bytes input =
        new CborWriter()
            .writeEncodedItem(Bytes.fromHex(String.format("ba%08x", entries)))
            .writeEncodedItem(repeated(entry, entries))
            .toBytes();
    long allocated =
        Allocation.ofOneRun(
            () -> assertRefused(Reason.DUPLICATE_KEY, 5 + entry.length() / 2, () -> skip(input)));
    assertTrue(allocated < 200L * entries + 64 * 1024, allocated + " bytes allocated");
  }

  @Test
  void keysThatAreMapsOfMapsAreComparedAtEveryLevel() throws Exception {
    // Two keys, 60 levels deep, which differ only in the order of the entries at the bottom.
    String first = "a1".repeat(59) + "a26162006161" + "00" + "00".repeat(59);
    String second = "a1".repeat(59) + "a26161006162" + "00" + "00".repeat(59);
    Bytes input = Bytes.fromHex("a2" + first + "00" + second + "00");
    DecodeOptions deepKeys = DecodeOptions.defaults().withMaxKeyDepth(60);
    assertRefused(
        Reason.DUPLICATE_KEY,
        1 + first.length() / 2 + 1,
        () -> new CborReader(input, deepKeys).skip());
    assertRefused(Reason.KEY_TOO_DEEP, 3, () -> skip(input));
  }

  @Test
  void unorderedMapsInUnorderedMapsTakeMemoryInProportion() throws Exception {
    // 60 levels; at each of them the reader must compare keys whose values hold the levels below.
    Bytes inner = Bytes.fromHex("00");
    for (int i = 0; i < 60; i++) {
      inner =
          new CborWriter()
              .writeEncodedItem(Bytes.fromHex("a2" + "6162"))
              .writeEncodedItem(inner)
              .writeEncodedItem(Bytes.fromHex("616100"))
              .toBytes();
    }
    Bytes input = inner;
    assertTrue(Allocation.ofOneRun(() -> skip(input)) < 200 * 1024);
  }

  // Ends.

  @Test
  void everyTruncationOfAMessageIsRefused() {
    Bytes message =
        Bytes.fromHex(
            "d86ba2"
                + "0258"
                + "1c"
                + "0102".repeat(14)
                + "03"
                + "9f7f6161ff"
                + "fb3ff199999999999aff");
    for (int i = 0; i < message.length(); i++) {
      Bytes prefix = message.slice(0, i);
      DecodeException refusal = assertThrows(DecodeException.class, () -> skip(prefix));
      assertEquals(Reason.TRUNCATED, refusal.reason());
    }
  }

  // Notation.

  @ParameterizedTest
  @ValueSource(strings = {"[", "{", "{1:", "1(", "<<", "h<<", "(_ ", "[_ ", "dt<<[", "{["})
  void notationNested100000DeepIsRefused(String unit) {
    String notation = unit.repeat(100_000);
    DecodeException refusal = assertThrows(DecodeException.class, () -> Edn.parse(notation));
    Reason limit = Set.of("{", "{[").contains(unit) ? Reason.KEY_TOO_DEEP : Reason.TOO_DEEP;
    assertTrue(refusal.reason() == limit || unit.startsWith("("), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1", "-", "0x1", "\"", "'", "`", "a", "a-", "/", "/*", "/x/", "# ", "\\", "'' +", "'' /x/ ",
        "''+", "\"\"+", "h'", "h'/", "b64'", "_", "1_", ".", "...", "simple(", "1 ", "[] ", ",",
        "ip'", "dt'0", "\u00e9", "h'' ", "1:", "<<>>", "<<>>+"
      })
  void longNotationOfOneKindEnds(String unit) throws Exception {
    String notation = unit.repeat(100_000 / unit.length());
    for (boolean implicit : new boolean[] {false, true}) {
      EdnParseOptions options =
          EdnParseOptions.defaults().withImplicitConcatenation(implicit).withStandIns(true);
      try {
        Bytes parsed = Edn.parse(notation, options);
        assertTrue(parsed.length() <= 4 * notation.length());
      } catch (DecodeException e) {
        assertTrue(e.offset() >= 0 && e.offset() <= notation.length());
      }
    }
  }

  @Test
  void printingDeeplyIndentedItemsStaysInProportion() throws Exception {
    int depth = 120;
    Bytes input =
        new CborWriter()
            .writeEncodedItem(repeated("81", depth))
            .writeEncodedItem(Bytes.fromHex("991000"))
            .writeEncodedItem(repeated("1a00010000", 0x1000))
            .toBytes();
    String printed = Edn.print(input, Shape.any(), EdnPrintOptions.pretty());
    assertTrue(printed.length() < 80 * input.length());
  }
}
