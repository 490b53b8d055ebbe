package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.teep4j.codec.Refusals.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdnParserTest {

  private static final EdnParseOptions DEFAULTS = EdnParseOptions.defaults();

  private static void assertParses(String hex, String notation) throws DecodeException {
    assertEquals(hex.replace(" ", ""), Edn.parse(notation).toHex(), notation);
  }

  private static void assertSyntax(long offset, String notation) {
    assertRefused(Reason.SYNTAX, offset, () -> Edn.parse(notation));
  }

  // Numbers.

  @ParameterizedTest
  @CsvSource({
    "0X1F, 181f",
    "0xaB, 18ab",
    "-0x10, 2f",
    "0o17, 0f",
    "0O10, 08",
    "0b101, 05",
    "-0B11, 22",
    "18446744073709551616, c249010000000000000000",
    "-18446744073709551617, c349010000000000000000",
    "0x10000000000000000, c249010000000000000000",
    "-18446744073709551616, 3bffffffffffffffff",
    "1e2, f95640",
    "1E+2, f95640",
    "10e-1, f93c00",
    "3., f94200",
    ".5, f93800",
    "+.5, f93800",
    "-1.e1, f9c900",
    "0x1P4, f94c00",
    "0x.8p0, f93800",
    "-0x1.p-1, f9b800",
    "1e-400, f90000",
    "65536.0, fa47800000",
    "5e-324, fb0000000000000001",
    "1_i, 01",
    "23_0, 1817",
    "-1_i, 20",
    "-25_1, 390018",
    "1.0_3, fb3ff0000000000000",
    "1.5e0_2, fa3fc00000",
    "-Infinity_2, faff800000",
    "NaN_3, fb7ff8000000000000"
  })
  void parsesNumbers(String notation, String hex) throws Exception {
    assertParses(hex, notation);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 24_i",
    "0, 256_0",
    "0, 65536_1",
    "0, 4294967296_2",
    "0, 1_",
    "1, 1_4",
    "1, 1_7",
    "1, 1_x",
    "0, 18446744073709551616_3",
    "0, 1.5_0",
    "0, 1.5_i",
    "0, 1.1_2",
    "0, 65536.0_1",
    "0, 1e400",
    "0, -0x1p1024",
    "1, 1a",
    "1, +",
    "1, -",
    "2, 0x",
    "2, 0o8",
    "2, 0b2",
    "3, 0b12",
    "2, 1e",
    "3, 1e+",
    "5, 0x1.8",
    "4, 0x1p",
    "1, +Infinity",
    "1, -NaN",
    "3, 1.2.3",
    "5, 1.5e1.5",
    "1, --1",
    "0, ."
  })
  void refusesWhatIsNoNumber(long offset, String notation) {
    assertSyntax(offset, notation);
  }

  @Test
  void refusesNumbersThatWouldTakeLong() throws Exception {
    String longest = "1".repeat(EdnNumbers.LONGEST);
    Edn.parse(longest);
    assertRefused(Reason.FIXED_LIMIT, 1, () -> Edn.parse("[" + longest + "1]"));
    String longExponent = "1e" + "0".repeat(EdnNumbers.LONGEST);
    assertRefused(Reason.FIXED_LIMIT, 0, () -> Edn.parse(longExponent));
  }

  // Strings.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "\"\\b\\f\\n\\r\\t\\\\\\\"\\/\" | 68080c0a0d095c222f",
        "'\\b\\f\\n\\r\\t\\\\\\'' | 47080c0a0d095c27",
        "\"'\" | 6127",
        "'\"' | 4122",
        "\"\\u00FC\\u{fc}\\u{0000fc}\" | 66c3bcc3bcc3bc",
        "\"\\ud800\\udd51\\u{10151}\" | 68f0908591f0908591",
        "\"\\u0000\\u{0}\" | 620000",
        "'\\u00fc\\u{1f}\\u007f' | 44c3bc1f7f",
        "h'' | 40",
        "h'0 1/x/ 2 3#y' | 420123",
        "h'01/*/*/02//' | 420102",
        "b64'' | 40",
        "b64'AA' | 4100",
        "b64'AA==' | 4100",
        "b64'AAE=' | 420001",
        "b64'-_+/' | 43fbffbf",
        "h<<\"01\">> | 4101",
        "h<<'01'>> | 4101",
        "b64<<\"AA\">> | 4100",
        "`a` | 6161",
        "``a`b`` | 63616062",
        "`a``` | 63616060",
        "'a'_1 | 59000161",
        "\"\"_i | 60",
        "<<1>>_0 | 580101",
        "h'01'_2 | 5a0000000101",
        "(_ 'a'_0 ) | 5f580161ff",
        "(_ \"a\",) | 7f6161ff",
        "(_ h'01' h'02') | 5f41014102ff",
        "'a' + 'b' | 426162",
        "'a' +'b'_1 | 5900026162",
        "\"a\" + h'62' + 'c' | 63616263",
        "\"\" + h'c3' + h'bc' | 62c3bc",
        "['a' +1] | 82416101",
        "['a' 'b'] | 8241614162",
        "float'3c00' | f93c00",
        "float'fe01' | f9fe01",
        "float'7fc00001' | fa7fc00001",
        "float'7ff8000000000000' | fb7ff8000000000000",
        "float<<h'3f800000'>> | fa3f800000",
        "dt'2000-02-29T23:59:60+01:00' | 1a38bc4f70",
        "dt'1969-12-31T23:59:59.75Z' | f9b400",
        "ip'::' | 5000000000000000000000000000000000",
        "ip'1::2.3.4.5' | 5000010000000000000000000002030405",
        "ip'0.0.0.0/0' | 820040",
        "IP'128.0.0.0/1' | d83482014180",
        "hash<<'foo', -43>> | 583098c11ffdfdd540676b1a137cb1a22b2a70350c9a44171d6b1180c6be5cbb2ee3f79d532c8a1dd9ef2e8e08e752a3babb",
        "cri'https://example.com' | 822382676578616d706c6563636f6d",
        "\"a\"_1 + \"b\" | 626162",
        "'a'_3 + h'62'_i + <<1>>_0 | 5803616201",
        "''_ + 'a' | 4161",
        "dt'1970-01-01T00:00:00Z'_3 | 1b0000000000000000",
        "dt'1970-01-01T00:00:00Z'_i | 00",
        "dt'1969-12-31T23:59:59Z'_0 | 3800",
        "dt'1970-01-01T00:00:00.5Z'_2 | fa3f000000",
        "DT'1970-01-01T00:00:00Z'_0 | d80100",
        "ip'0.0.0.0/0'_1 | 9900020040",
        "ip'0.0.0.0/0'_ | 9f0040ff",
        "IP'0.0.0.0/0'_2 | da00000034820040",
        "float'3c00'_3 | fb3ff0000000000000",
        "cri'https://a.b-c/d/E~' | 8323826161 63622d63 82 6164 62457e",
        "dt'1970-01-01T00:00:00.12345678901234567890123456789012345678901234567890Z' | fb3fbf9add3746f65f",
        "ip'1:2:3:4:5:6:1.2.3.4' | 5000010002000300040005000601020304",
        "ip'1.2.3.4/32' | 8218204401020304",
        "ip'128.0.0.0/1' | 82014180",
        "IP'1.2.3.4' | d8344401020304",
        "ip'1.2.3.4' + h'05' | 450102030405",
        "cri'https://az09-z.b/AZaz09._~-/x' | 832382 66617a30392d7a 6162 82 6a415a617a30392e5f7e2d 6178",
        "CRI'https://a' | d863 82 23 81 6161",
        "[hash<<'foo'>>, hash<<'foo', \"sha-512\">>, hash<<'foo'>>] | 83"
            + "58202c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
            + "5840f7fbba6e0636f890e56fbbf3283e524c6fa3204ae298382d624741d0dc663832"
            + "6e282c41be5e4254d8820772c5518a2c5a8c0c7f7eda19594a7eb539453e1ed7"
            + "58202c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        "18446744073709551615(0) | dbffffffffffffffff00",
        "1000000000000000000(0) | db0de0b6b3a764000000"
      })
  void parsesStringsAndLiterals(String notation, String hex) throws Exception {
    assertParses(hex, notation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "\"a | 0",
        "'a | 0",
        "`a | 0",
        "```` | 0",
        "```` a | 0",
        "\"\\x\" | 1",
        "\"\\'\" | 1",
        "'\\\"' | 1",
        "'\\/' | 1",
        "\"\\ | 1",
        "\"\\u12\" | 5",
        "\"\\u{}\" | 4",
        "\"\\u{110000}\" | 10",
        "\"\\u{d800}\" | 1",
        "\"\\ud800\" | 1",
        "\"\\udd51\" | 1",
        "\"\\ud800\\u0041\" | 1",
        "'\\u0041' | 1",
        "h'0' | 3",
        "h'0g' | 3",
        "h'01/' | 4",
        "h'01 /* x' | 5",
        "h'0102...' | 6",
        "b64'A' | 5",
        "b64'AB' | 6",
        "b64'AA=' | 7",
        "b64'A!' | 5",
        "b64'AA==A' | 8",
        "q'x' | 0",
        "true'x' | 0",
        "H'00' | 0",
        "q<<1>> | 0",
        "... | 0",
        "h<<1>> | 0",
        "h<<>> | 0",
        "h<<'00','00'>> | 0",
        "h<<h'ff'>> | 0",
        "<<1 | 3",
        "<<1]>> | 3",
        "(_ ) | 0",
        "(_ 1) | 3",
        "(_ 'a' \"b\") | 7",
        "(_'a') | 2",
        "(_ ''_) | 3",
        "(_ dt'2000-01-01T00:00:00Z') | 3",
        "( 'a') | 0",
        "'a' + \"b\" | 6",
        "dt'2000-01-01T00:00:00Z' + 'a' | 27",
        "'a' + dt'2000-01-01T00:00:00Z' | 6",
        "dt'2000-01-01T00:00:00Z'_1 | 0",
        "dt'2000-01-01T00:00:00Z'_ | 0",
        "dt'2000-01-01T00:00:00.1Z'_1 | 0",
        "dt'2000-01-01T00:00:00.Z' | 0",
        "dt'2000-01-01T00:00:00' | 0",
        "dt'2000-01-01T00:00:00+01:000' | 0",
        "cri'https://a/' | 0",
        "cri'https://' | 0",
        "ip'1:2:3:4:5:6:7:1.2.3.4' | 0",
        "ip'1.2.3.4.5' | 0",
        "Q-1'x' | 0",
        "'a'_ | 0",
        "'abc'_i_ | 5",
        "\"\"_4 | 2",
        "dt'2000-02-30T00:00:00Z' | 0",
        "dt'2000-01-01T24:00:00Z' | 0",
        "dt'2000-01-01' | 0",
        "ip'256.0.0.1' | 0",
        "ip'1.2.3' | 0",
        "ip'01.2.3.4' | 0",
        "ip':::' | 0",
        "ip'1:2:3:4:5:6:7:8:9' | 0",
        "ip'1::2::3' | 0",
        "ip'1.2.3.4::' | 0",
        "ip'12345::' | 0",
        "ip'host' | 0",
        "ip'1.2.3.4/33' | 0",
        "ip'1.2.3.4/8' | 0",
        "ip'::/x' | 0",
        "hash<<1>> | 0",
        "hash<<'a', 1>> | 0",
        "hash<<'a', 'b'>> | 0",
        "hash<<'a', -16, 1>> | 0",
        "cri'http://a' | 0",
        "cri'https://a?b' | 0",
        "cri'https://A' | 0",
        "cri'https://a{' | 0",
        "cri'https://a`' | 0",
        "cri'https://a/b:c' | 0",
        "cri'https://a//b' | 0",
        "cri'ftp' | 0",
        "cri'https://a' + 'b' | 17",
        "dt<<h'ff'>> | 0",
        "dt<<h'61ff'>> | 0",
        "dt<<'a', 'b'>> | 0",
        "x'a' | 0",
        "18446744073709551616(0) | 0",
        "100000000000000000000(0) | 0",
        "float'00' | 0",
        "float<<1>> | 0",
        "float'00g0' | 2"
      })
  void refusesWhatIsNoStringOrLiteral(String notation, long offset) {
    assertSyntax(offset, notation);
  }

  @Test
  void textMustBeUtf8UnlessInvalidIsAdmitted() throws Exception {
    assertRefused(Reason.INVALID_UTF8, 1, () -> Edn.parse("[\"\" + h'c3']"));
    assertEquals("61c3", Edn.parse("\"\" + h'c3'", DEFAULTS.withInvalidAdmitted(true)).toHex());
  }

  @Test
  void lineEndsMeanTheSameOnEveryPlatform() throws Exception {
    assertParses("83 63610a62 43610a62 62610a", "[\"a\r\nb\",\r\n'a\r\nb' `\r\na\r\n`]");
    assertSyntax(2, "\"a\tb\"");
    assertSyntax(2, "`a\tb`");
    assertSyntax(1, "[\u0000]");
    assertSyntax(1, "[\ud800]");
  }

  @Test
  void aUriIsConvertedUpToAnUpperLimit() throws Exception {
    String longest = "https://a/" + "b".repeat(1024 - 10);
    assertEquals(1024 - 10 + 9, Edn.parse("cri'" + longest + "'").length());
    assertRefused(Reason.FIXED_LIMIT, 0, () -> Edn.parse("cri'" + longest + "b'"));
  }

  // Structure.

  @Test
  void limitsAreThoseOfTheOptions() throws Exception {
    EdnParseOptions options =
        EdnParseOptions.defaults()
            .withLimits(
                DecodeOptions.defaults().withMaxDepth(2).withMaxItems(4).withMaxKeyDepth(1));
    assertEquals("82018102", Edn.parse("[1, [2]]", options).toHex());
    assertRefused(Reason.TOO_DEEP, 2, () -> Edn.parse("[[[]]]", options));
    assertRefused(Reason.TOO_MANY_ITEMS, 10, () -> Edn.parse("[1, 2, 3, 4]", options));
    assertEquals("a1810102", Edn.parse("{[1]: 2}", options).toHex());
    assertRefused(Reason.KEY_TOO_DEEP, 2, () -> Edn.parse("{[[]]: 2}", limits(options, 3)));
    assertEquals("a1018180", Edn.parse("{1: [[]]}", limits(options, 3)).toHex());
  }

  private static EdnParseOptions limits(EdnParseOptions options, int depth) {
    return options.withLimits(
        DecodeOptions.defaults().withMaxDepth(depth).withMaxItems(4).withMaxKeyDepth(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "1, 2 3 | 010203",
        "[] | 80",
        "[_] | 9fff",
        "[_ ] | 9fff",
        "[_1] | 990000",
        "[_i 1] | 8101",
        "{_} | bfff",
        "{_3} | bb0000000000000000",
        "{_ 1:2} | bf0102ff",
        "{1 /a/ : /b/ 2,} | a10102",
        "[_/x/1] | 9f01ff",
        "{[1]: {}, {}: []} | a28101a0a080",
        "0_1(1) | d9000001",
        "18446744073709551615(0) | dbffffffffffffffff00",
        "1( 2(3) ) | c1c203",
        "simple( 0 ) | e0",
        "simple(255) | f8ff",
        "{\"a\": [true, null, -1.5e1], \"\\ud800\\udd51\": \"\\/\"} | a2616183f5f6f9cb8064f0908591612f",
        "[1/x/2] | 820102",
        "[1/*x*/2] | 820102"
      })
  void parsesStructure(String notation, String hex) throws Exception {
    assertParses(hex, notation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "[ | 1",
        "[1 | 2",
        "[1} | 2",
        "] | 0",
        "[,] | 1",
        "[1,,2] | 3",
        "[1[]] | 2",
        "[\"a\"\"b\"] | 4",
        "{1} | 2",
        "{1:} | 3",
        "{1:2 3} | 6",
        "{:1} | 1",
        "{1 2} | 3",
        "[_1 1 | 5",
        "[_1[]] | 3",
        "[_ix] | 1",
        "[_9 1] | 1",
        "01(2) | 2",
        "-1(2) | 2",
        "1 (2) | 2",
        "1(2,3) | 3",
        "1(2 | 3",
        "1() | 2",
        "1_(2) | 0",
        "18446744073709551616(0) | 0",
        "256_0(1) | 0",
        "111111111111111111111111(0) | 0",
        "simple(24) | 7",
        "simple(256) | 7",
        "simple(01) | 7",
        "simple() | 7",
        "simple(1 | 8",
        "simple 1 | 6",
        "True | 0",
        "nil | 0",
        "true_1 | 4",
        "/x | 0",
        "/*x/ | 0",
        "[1 /x] | 3",
        "@ | 0",
        "1 : 2 | 2"
      })
  void refusesBrokenStructure(String notation, long offset) {
    assertSyntax(offset, notation);
  }

  @Test
  void parsesCommentsUpToTheEndOfTheLineAndNothingAtAll() throws Exception {
    assertParses("820102", "[1//x\n2]");
    assertParses("820102", "[1#x\n2]");
    assertParses("", "");
    assertParses("", " # nothing");
  }

  @Test
  void lengthsMustFitTheirIndicator() {
    assertSyntax(0, "[_i " + "1 ".repeat(24) + "]");
    assertSyntax(1, "[{_0 " + numbered(256) + "}]");
    assertSyntax(0, "'" + "a".repeat(256) + "'_0");
  }

  private static String numbered(int count) {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < count; i++) {
      entries.append(i).append(":0,");
    }
    return entries.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{1: 2, 1: 3} | 7", "{1: 2, 1_1: 3} | 7", "{\"a\": 1, 2: 3, (_ \"a\"): 4} | 15",
        "[{'a': 0, h'61': 0}] | 10", "{0.0: 1, -0.0: 1} | 9",
            "{{1: 2, 3: 4}: 0, {3: 4, 1: 2}: 0} | 18"
      })
  void equalKeysAreRefusedUnlessInvalidIsAdmitted(String notation, long offset) throws Exception {
    assertRefused(Reason.DUPLICATE_KEY, offset, () -> Edn.parse(notation));
    Bytes parsed = Edn.parse(notation, DEFAULTS.withInvalidAdmitted(true));
    DecodeException refusal =
        assertThrows(DecodeException.class, () -> new CborReader(parsed).skip());
    assertEquals(Reason.DUPLICATE_KEY, refusal.reason());
  }

  @Test
  void stringsInARowAreOneStringByTheRuleOfRfc8610() throws Exception {
    EdnParseOptions rule = DEFAULTS.withImplicitConcatenation(true);
    assertEquals("6568656c6c6f", Edn.parse("\"he\" 'l' h'6c' \"o\"", rule).toHex());
    assertEquals("8243616263 01".replace(" ", ""), Edn.parse("['a' # x\n'bc', 1]", rule).toHex());
    assertEquals(
        "a1616142 0102".replace(" ", ""), Edn.parse("{\"a\": h'01'\n h'02'}", rule).toHex());
    assertEquals("820102", Edn.parse("[1 2]", rule).toHex());
    assertRefused(Reason.SYNTAX, 4, () -> Edn.parse("['a''b']", rule));
    assertRefused(Reason.SYNTAX, 18, () -> Edn.parse("{\"a\": h'01'  h'02'}"));
  }

  @Test
  void standInsTakeThePlaceOfWhatIsUnknown() throws Exception {
    EdnParseOptions standIns = DEFAULTS.withStandIns(true);
    assertEquals(Edn.parse("999([\"q\", [\"x\"]])"), Edn.parse("q'x'", standIns));
    assertEquals(
        Edn.parse("999([\"Q\", [1, 2]])".replace("Q", "q-1")), Edn.parse("q-1<<1 2>>", standIns));
    assertEquals(Edn.parse("888(null)"), Edn.parse("....", standIns));
    assertEquals(Edn.parse("888(null)"), Edn.parse("h'...'", standIns));
    assertEquals(Edn.parse("888(null)"), Edn.parse("... + ...", standIns));
    assertEquals(Edn.parse("888([888(null), 'a'])"), Edn.parse("... + 'a'", standIns));
    assertEquals(Edn.parse("888([888(null), 'a'])"), Edn.parse("... + 'a'_1", standIns));
    assertEquals(Edn.parse("888(['a', 888(null)])"), Edn.parse("'a'_1 + ...", standIns));
    assertEquals("d903e78264433530398101", Edn.parse("C509<<1>>", standIns).toHex());
    assertEquals("d903e78264433530398101", Edn.parse("C509<<1>>_3", standIns).toHex());
    assertEquals(Edn.parse("999([\"X-Y\", [\"z\"]])"), Edn.parse("X-Y'z'", standIns));
  }

  @Test
  void depthIsLimited() throws Exception {
    for (String notation :
        new String[] {"[[]]", "[{}]", "{[]: 0}", "1(2(0))", "<<<<1>>>>", "[<<1>>]"}) {
      Edn.parse(notation, depth(2));
      assertRefused(Reason.TOO_DEEP, 2, () -> Edn.parse("[ " + notation + "]", depth(1)));
    }
    String deepest = "[".repeat(128) + "]".repeat(128);
    for (int depth : new int[] {128, 129, DecodeOptions.LARGEST_MAX_DEPTH}) {
      assertEquals(128, Edn.parse(deepest, depth(depth)).length());
      assertEquals(deepest, Edn.print(Edn.parse(deepest, depth(depth))));
      assertRefused(Reason.TOO_DEEP, 128, () -> Edn.parse("[" + deepest + "]", depth(depth)));
    }
  }

  private static EdnParseOptions depth(int value) {
    return DEFAULTS.withLimits(DecodeOptions.defaults().withMaxDepth(value));
  }
}
