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
