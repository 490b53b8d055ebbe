package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.teep4j.codec.Refusals.assertRefused;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdnPrinterTest {

  @Test
  void aListInACommentGoesOnInTheNextLine() throws Exception {
    Map<Integer, String> names = Map.of(0, "the-first-name", 1, "the-second-name", 2, "third-name");
    Shape shape = Shape.arrayOf(Shape.bits(names));
    Bytes array = Bytes.fromHex("820700");
    String printed = Edn.print(array, shape, EdnPrintOptions.pretty().withLineWidth(40));
    assertEquals(
        """
        [
          7 / the-first-name, the-second-name,
            third-name /,
          0
        ]""",
        printed);
    assertEquals(array, Edn.parse(printed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "1800 | 0_0",
        "390000 | -1_1",
        "1bffffffffffffffff | 18446744073709551615",
        "3bffffffffffffffff | -18446744073709551616",
        "3b0000000000000000 | -1_3",
        "c249010000000000000000 | 18446744073709551616",
        "c24101 | 2(h'01')",
        "c2 580a 01000000000000000000 | 2(h'01000000000000000000'_0)",
        "c2 5f 40 ff | 2((_ h''))",
        "d802 49010000000000000000 | 2_0(h'010000000000000000')",
        "f93c00 | 1.0",
        "fa3f800000 | 1.0_2",
        "fb3ff0000000000000 | 1.0_3",
        "f98000 | -0.0",
        "fb7e37e43c8800759c | 1.0e300",
        "f90001 | 5.960464477539063e-8",
        "fa7f800000 | Infinity_2",
        "fa4cbebc20 | 1.0e8",
        "fa4b189680 | 1.0e7",
        "fa4b18967f | 9999999.0",
        "fb3f50624dd2f1a9fc | 0.001",
        "fb3f1a36e2eb1c432d | 1.0e-4",
        "faff7fffff | -3.4028234663852886e38",
        "fb0000000000000001 | 5.0e-324",
        "fb44b52d02c7e14af6 | 1.0e23",
        "fb4340000000000001 | 9.007199254740994e15",
        "f9fc00 | -Infinity",
        "f97e00 | NaN",
        "fb7ff8000000000000 | NaN_3",
        "f9fe00 | float'fe00'",
        "fa7fc00001 | float'7fc00001'",
        "fb7ff8000000000001 | float'7ff8000000000001'",
        "f4f5f6f7 | false, true, null, undefined",
        "e0 | simple(0)",
        "f8ff | simple(255)",
        "5fff | ''_",
        "7fff | \"\"_",
        "5f40ff | (_ h'')",
        "7f6161780162ff | (_ \"a\", \"b\"_0)",
        "9fff | [_]",
        "9f01ff | [_ 1]",
        "980101 | [_0 1]",
        "bfff | {_}",
        "b9000101f6 | {_1 1: null}",
        "d86b80 | 107([])",
        "d9006b80 | 107_1([])",
        "66225c0a1b2f27 | \"\\\"\\\\\\n\\u001b/'\"",
        "63e280ae | \"\\u202e\"",
        "64f3a08081 | \"\\u{e0001}\"",
        "62c3bc | \"\u00fc\"",
        "62c328 | \"\" + h'c328' / not UTF-8 /",
        "7801ff | \"\" + h'ff'_0 / not UTF-8 /",
        "a201000100 | {1: 0, 1: 0}"
      })
  void printsEveryEncodingAsNotationForIt(String hex, String notation) throws Exception {
    Bytes cbor = Bytes.fromHex(hex.replace(" ", ""));
    assertEquals(notation, Edn.print(cbor));
    assertEquals(cbor, Edn.parse(notation, EdnParseOptions.defaults().withInvalidAdmitted(true)));
    Bytes larger = Bytes.fromHex("8182" + cbor.toHex() + "ff00");
    assertEquals(notation, Edn.print(larger.slice(2, 2 + cbor.length())), "inside of other bytes");
  }

  private static String compact(String notation, Shape shape) throws DecodeException {
    return compact(notation, shape, EdnPrintOptions.compact());
  }

  /** Printed by itself and from the middle of other bytes. */
  private static String compact(String notation, Shape shape, EdnPrintOptions options)
      throws DecodeException {
    Bytes cbor = Edn.parse(notation);
    String printed = Edn.print(cbor, shape, options);
    Bytes larger = Bytes.fromHex("8182" + cbor.toHex() + "1b");
    assertEquals(printed, Edn.print(larger.slice(2, 2 + cbor.length()), shape, options));
    return printed;
  }

  @Test
  void integersHaveTheNamesOfTheirValuesOrOfTheirBits() throws Exception {
    Shape values = Shape.integers(Map.of(0L, "zero", -1L, "minus one", Long.MAX_VALUE, "most"));
    assertEquals(
        "[0 / zero /, -1 / minus one /, 9223372036854775807 / most /, 9223372036854775808, -2]",
        compact("[0, -1, 9223372036854775807, 9223372036854775808, -2]", Shape.arrayOf(values)));
    Shape bits = Shape.bits(Map.of(0, "a", 1, "b", 62, "last"));
    assertEquals(
        "[0, 3 / a, b /, -1, 4611686018427387905 / a, last /, 18446744073709551615]",
        compact("[0, 3, -1, 4611686018427387905, 18446744073709551615]", Shape.arrayOf(bits)));
    Shape both = values.or(bits);
    assertEquals("[0 / zero /, 2 / b /]", compact("[0, 2]", Shape.arrayOf(both)));
  }

  @Test
  void arraysAreDescribedWhateverTheirLengthIs() throws Exception {
    Shape byFirst =
        Shape.arrayByFirst(
            Map.of(
                0L, Shape.array(Shape.any("zero"), Shape.any("x")),
                -1L, Shape.array(Shape.any("minus"), Shape.any("y"))));
    assertEquals("[_ / zero / 0, / x / 5]", compact("[_ 0, 5]", byFirst));
    assertEquals("[_ / minus / -1, / y / 5]", compact("[_ -1, 5]", byFirst));
    assertEquals("[_]", compact("[_ ]", byFirst));
    assertEquals("[h'', 5]", compact("[h'', 5]", byFirst));
    assertEquals("[18446744073709551615, 5]", compact("[18446744073709551615, 5]", byFirst));
    Shape pairs =
        Shape.pairs(
            Map.of(
                0L,
                Shape.any("zero"),
                3L,
                Shape.integers(Map.of(0L, "none", 3L, "three")).named("c")));
    assertEquals(
        "[/ c / 3, 0 / none /, / zero / 0, 3, / c / 3, 3 / three /, 4, 0]",
        compact("[3, 0, 0, 3, 3, 3, 4, 0]", pairs));
    assertEquals("[_ / c / 3, 0 / none /, / zero / 0]", compact("[_ 3, 0, 0]", pairs));
  }

  @Test
  void otherKeysOfAMapHaveTheirShapeIfTheyHaveTheType() throws Exception {
    Shape named = Shape.integers(Map.of(0L, "none"));
    Shape numbers = Shape.map(Map.of(1L, Shape.any("one")));
    assertEquals(
        "{/ one / 1: 0, / value / 0 / none /: 0 / none /, / value / \"a\": 0 / none /}",
        compact("{1: 0, 0: 0, \"a\": 0}", numbers.withOthers(named, named.named("value"))));
    assertEquals(
        "{/ one / 1: 0, 0: 0, / value / \"a\": 0 / none /}",
        compact(
            "{1: 0, 0: 0, \"a\": 0}",
            numbers.withOthers(CborType.TEXT_STRING, named, named.named("value"))));
    assertEquals("{_ / one / 1: 0, 0: 0}", compact("{_ 1: 0, 0: 0}", numbers));
    Shape texts =
        Shape.textMap(
            Map.of("a", Shape.any("letter"), "", Shape.any("empty"), "x", Shape.any("chunks")));
    assertEquals(
        "{/ letter / \"a\": 0, / empty / \"\": 1, \"b\": 2, h'61': 3, 5: 4, (_ \"x\"): 5}",
        compact("{\"a\": 0, \"\": 1, \"b\": 2, 'a': 3, 5: 4, (_ \"x\"): 5}", texts));
    Shape long24 = Shape.textMap(Map.of("k".repeat(30), Shape.any("long")));
    assertEquals(
        "{/ long / \"" + "k".repeat(30) + "\": 0}",
        compact("{\"" + "k".repeat(30) + "\": 0}", long24));
  }

  @Test
  void theShapeOfAMapMayDependOnItsEntries() throws Exception {
    Shape choice =
        Shape.mapBy(
            map ->
                map.unsignedByteAt(1) == 1 ? Shape.map(Map.of(1L, Shape.any("one"))) : Shape.any());
    assertEquals("[{/ one / 1: 0}, {2: 0}]", compact("[{1: 0}, {2: 0}]", Shape.arrayOf(choice)));
    Shape endless =
        Shape.mapBy(map -> Shape.mapBy(inner -> Shape.map(Map.of(1L, Shape.any("one")))));
    assertEquals("{1: 0}", compact("{1: 0}", endless), "a choice is made once");
  }

  @Test
  void whatIsHiddenIsSaidWithItsLength() throws Exception {
    EdnPrintOptions hiding = EdnPrintOptions.compact().hidingSecrets();
    Shape secret = Shape.arrayOf(Shape.any().secret());
    assertEquals(
        "[... / hidden: 3 bytes /, ... / hidden: 30 bytes /, ... / hidden /, ... / hidden /,"
            + " ... / hidden /]",
        compact(
            "[h'010203', h'" + "00".repeat(30) + "', \"abc\", (_ h'01'), [1]]", secret, hiding));
    Shape strings = Shape.arrayOf(Shape.secretStrings(content -> content.length() >= 3));
    assertEquals(
        "[... / hidden: 3 bytes /, ... / hidden: 4 bytes /, h'01', \"ab\"]",
        compact(
            "[h'010203', \"abcd\", h'01', \"ab\"]",
            Shape.any(),
            hiding.withUnknown(strings.or(Shape.secretStrings(content -> content.length() >= 3)))));
    EdnPrintOptions all = hiding.withUnknown(Shape.secretStrings(content -> content.length() >= 3));
    assertEquals(
        "[... / hidden: 4 bytes /, ... / hidden: 3 bytes /, (_ h'01', h'02')]",
        compact("[(_ h'0102', h'0304'), (_ \"ab\", \"c\"), (_ h'01', h'02')]", Shape.any(), all));
    assertEquals(
        "[h'010203', \"abc\"]", compact("[h'010203', \"abc\"]", secret, EdnPrintOptions.compact()));
  }

  @Test
  void printableAsciiIsFromBlankToTilde() throws Exception {
    Shape quoted = Shape.arrayOf(Shape.quoted());
    assertEquals(
        "[' ', '~', h'1f', h'7f', h'801f', h'4180', h'1f41', h'417f']",
        compact("[h'20', h'7e', h'1f', h'7f', h'801f', h'4180', h'1f41', h'417f']", quoted));
  }

  @Test
  void bignumsAreDecimalIfTheyAreShortEnough() throws Exception {
    String most = "ff".repeat(32);
    assertEquals(
        "["
            + "1".repeat(0)
            + "115792089237316195423570985008687907853269984665640564039457584007913129639935]",
        compact("[2(h'" + most + "')]", Shape.any()));
    assertEquals("[3(h'" + most + "00')]", compact("[3(h'" + most + "00')]", Shape.any()));
    assertEquals(
        "[2(h'01'), 1(h'010000000000000000'), -18446744073709551617, 0]",
        compact("[2(h'01'), 1(h'010000000000000000'), 3(h'010000000000000000'), 0]", Shape.any()));
  }

  /** Deeper than that, a byte string is not looked into. */
  @Test
  void cborInByteStringsIsShownUpToTheDepthLimit() throws Exception {
    int deepest = EdnParseOptions.LARGEST_MAX_DEPTH;
    Shape[] wrapped = new Shape[1];
    wrapped[0] =
        Shape.wrapped(Shape.reference(() -> wrapped[0]))
            .or(Shape.arrayOf(Shape.reference(() -> wrapped[0])))
            .or(Shape.tagged(1, Shape.reference(() -> wrapped[0])));
    for (String around : new String[] {"", "[", "1("}) {
      CborWriter writer = new CborWriter();
      int levels = deepest + 2;
      Bytes cbor = writer.writeLong(7).toBytes();
      for (int i = 0; i < levels; i++) {
        writer.writeBytes(cbor);
        cbor = writer.toBytes();
      }
      boolean bare = around.isEmpty();
      if (!bare) {
        cbor =
            around.equals("[")
                ? writer.beginArray().writeEncodedItem(cbor).endArray().toBytes()
                : writer.writeTag(1).writeEncodedItem(cbor).toBytes();
      }
      String printed = Edn.print(cbor, wrapped[0], EdnPrintOptions.compact());
      long shown = printed.chars().filter(c -> c == '<').count() / 2;
      assertEquals(bare ? deepest - 1 : deepest - 2, shown, around);
    }
  }

  @Test
  void itemsInByteStringsAndChunksCount() throws Exception {
    Shape shape = Shape.arrayOf(Shape.wrapped(Shape.any()));
    Bytes cbor = Edn.parse("[<<1, [2, 3]>>, h'ff', (_ h'01', h'02')]");
    EdnPrintOptions options = EdnPrintOptions.compact();
    String all = Edn.print(cbor, shape, options);
    assertEquals("[<<1, [2, 3]>>, h'ff', (_ h'01', h'02')]", all);
    // 4 items, then 4 in the first string, then two chunks.
    assertEquals(all, Edn.print(cbor, shape, options.withMaxItems(10)));
    Bytes larger = Bytes.fromHex("8182" + cbor.toHex());
    for (Bytes input : new Bytes[] {cbor, larger.slice(2)}) {
      assertRefused(
          Reason.TOO_MANY_ITEMS, 11, () -> Edn.print(input, shape, options.withMaxItems(9)));
      assertRefused(
          Reason.TOO_MANY_ITEMS, 3, () -> Edn.print(input, shape, options.withMaxItems(6)));
    }
  }

  @Test
  void notesStandAtTheirItemsInsideOfOtherBytes() throws Exception {
    EdnPrintOptions options = EdnPrintOptions.compact().withNote(0, "all").withNote(2, "two");
    assertEquals("[1, 2 / two /] / all /", compact("[1, 2]", Shape.any(), options));
  }

  @Test
  void quotesBytesThatArePrintableAsciiWhenAsked() throws Exception {
    Shape shape = Shape.arrayOf(Shape.quoted());
    Bytes cbor = Edn.parse("['a\\'\\\\\"', '', h'7f', h'c3bc']");
    String printed = Edn.print(cbor, shape, EdnPrintOptions.compact());
    assertEquals("['a\\'\\\\\"', h'', h'7f', h'c3bc']", printed);
    assertEquals(cbor, Edn.parse(printed));
  }

  @Test
  void namesCannotEndTheirComment() throws Exception {
    Bytes cbor = Edn.parse("[1]");
    for (String name : new String[] {"a/b", "*/ 2 /*", "\n/", "#", "\u001b[31m"}) {
      String printed =
          Edn.print(
              cbor, Shape.array(Shape.any(name)), EdnPrintOptions.compact().withNote(0, name));
      assertEquals(cbor, Edn.parse(printed), printed);
      assertEquals(-1, printed.indexOf('\u001b'));
    }
  }

  @Test
  void printsNothingAsNothingAndSequencesLineByLine() throws Exception {
    assertEquals("", Edn.print(Bytes.empty()));
    assertEquals("1\n[]", Edn.print(Bytes.fromHex("0180"), Shape.any(), EdnPrintOptions.pretty()));
  }

  @Test
  void refusesWhatIsNotWellFormedOrTooDeep() {
    assertRefused(Reason.TRUNCATED, 2, () -> Edn.print(Bytes.fromHex("820081")));
    assertRefused(Reason.UNEXPECTED_BREAK, 1, () -> Edn.print(Bytes.fromHex("00ff")));
    int deepest = EdnParseOptions.LARGEST_MAX_DEPTH;
    Bytes tooDeep = Bytes.fromHex("81".repeat(deepest) + "80");
    assertRefused(Reason.TOO_DEEP, deepest, () -> Edn.print(tooDeep));
  }

  @Test
  void optionsRefuseNegativeNumbers() {
    EdnPrintOptions options = EdnPrintOptions.pretty();
    assertThrows(IllegalArgumentException.class, () -> options.withLineWidth(-1));
    assertThrows(IllegalArgumentException.class, () -> options.withMaxItems(-1));
    assertThrows(IllegalArgumentException.class, () -> options.withMaxBytesShown(-1));
  }
}
