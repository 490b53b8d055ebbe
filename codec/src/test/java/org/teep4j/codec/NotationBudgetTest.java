package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.codec.Refusals.assertRefused;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.testsupport.Allocation;

/** What a stranger's notation can cost, and what it costs to print a stranger's bytes. */
class NotationBudgetTest {

  private static final int LENGTH = 20_000;

  /** For each character of notation. */
  private static final int MOST_PARSING = 64;

  /** For each item that is printed, which may be one byte. */
  private static final int MOST_PRINTING = 2_000;

  private static final EdnParseOptions STAND_INS = EdnParseOptions.defaults().withStandIns(true);

  private static void assertParsingStaysInBudget(String notation) throws Exception {
    long allocated = Allocation.ofOneRun(() -> parse(notation));
    double each = (double) allocated / notation.length();
    assertTrue(each <= MOST_PARSING, each + " bytes for each character of " + shortened(notation));
  }

  private static void parse(String notation) {
    try {
      Edn.parse(notation, STAND_INS);
    } catch (DecodeException e) {
      // To refuse must not cost more than to read.
    }
  }

  private static String shortened(String notation) {
    return notation.substring(0, Math.min(60, notation.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,",
        "-1,",
        "1.,",
        ".1,",
        "1e9,",
        "1e23,",
        "0x1p0,",
        "0x1.8p-3,",
        "0x1234567890abcdef1p0,",
        "1.2345678901234567,",
        "18446744073709551616,",
        "0b1,",
        "NaN,",
        "Infinity_3,",
        "\"\",",
        "\"a\",",
        "'',",
        "h'',",
        "h'00',",
        "b64'',",
        "b64'AA',",
        "`a`,",
        "``a``,",
        "[],",
        "{},",
        "[_ ],",
        "{1:2},",
        "{2:1,1:2},",
        "{\"b\":1,\"a\":2},",
        "{[]:1,{}:2},",
        "1(1),",
        "{{[]:1}:0,{{}:1}:0},",
        "true,",
        "simple(1),",
        "q'',",
        "Q-1<<>>,",
        "<<>>,",
        "<<1>>,",
        "...,",
        "h'...',",
        "h'00...00',",
        "''+'',",
        "''+...,",
        "\"\"_1,",
        "(_ ''),",
        "(_ '' ''),",
        "dt'1970-01-01T00:00:00Z',",
        "dt'1970-01-01T00:00:00.5Z',",
        "DT'1970-01-01T00:00:00Z'_3,",
        "ip'::',",
        "ip'1.1.1.1',",
        "ip'1::1.1.1.1/128',",
        "IP'::/0',",
        "hash'',",
        "hash<<'',-44>>,",
        "hash<<'','SHA-512'>>,",
        "cri'https://a',",
        "CRI'https://a.b/c/d',",
        "float'0000',",
        "float<<h'0000'>>,",
        "\"\\u0000\",",
        "\"\u00fc\",",
        "\"\ud83c\udc73\",",
        "/**/1,",
        "h'/x/',",
        "1_1(0),",
        "999999999999999999(0),",
        "18446744073709551615(0),"
      })
  void notationOfOneKind(String unit) throws Exception {
    assertParsingStaysInBudget(unit.repeat(LENGTH / unit.length()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "[ | 1 | ]",
        "[_ | 1 | ]",
        "{2: | 1 | ,1:0}",
        "{\"b\": | 1 | ,\"a\":0}",
        "<< | 1 | >>",
        "h<< | \"\" | >>",
        "q<< | 1 | >>",
        "1( | 1 | )",
        "<<''+ | '' | >>"
      })
  void notationNested(String before, String inner, String after) throws Exception {
    String opening = before + " ";
    String large = "'" + "a".repeat(LENGTH) + "'";
    String nest = opening.repeat(60) + inner + after.repeat(60);
    assertParsingStaysInBudget(opening.repeat(60) + large + after.repeat(60));
    assertParsingStaysInBudget("[" + (nest + " ").repeat(LENGTH / nest.length()) + "]");
  }

  @Test
  void numbersThatAreLong() throws Exception {
    String digits = "1".repeat(EdnNumbers.LONGEST - 10);
    String[] numbers = {digits, "1." + digits, "0x" + digits, "0x1." + digits + "p0"};
    for (String number : numbers) {
      assertParsingStaysInBudget((number + ",").repeat(20));
    }
  }

  /** What a search finds among items is printed and parsed again. */
  @Test
  void aSearchFindsNoNotationThatAllocatesMore() throws Exception {
    HostileShapes.Found worst =
        HostileShapes.worst(
            27,
            200,
            input -> {
              String printed = print(input, Shape.any(), EdnPrintOptions.compact());
              return printed.isEmpty()
                  ? 0
                  : (double) Allocation.ofThisRun(() -> parse(printed)) / printed.length();
            });
    assertTrue(worst.cost() <= MOST_PARSING, worst::toString);
  }

  @Test
  void theLimitsOfParsingCanBeMoved() throws Exception {
    String many = "[" + "1,".repeat(100) + "]";
    DecodeOptions limits = DecodeOptions.defaults();
    EdnParseOptions options = EdnParseOptions.defaults();
    EdnParseOptions enough = options.withLimits(limits.withMaxItems(101).withMaxInputSize(202));
    assertEquals(102, Edn.parse(many, enough).length());
    assertRefused(
        Reason.TOO_MANY_ITEMS,
        199,
        () -> Edn.parse(many, options.withLimits(limits.withMaxItems(100))));
    assertRefused(
        Reason.INPUT_TOO_LARGE,
        0,
        () -> Edn.parse(many, options.withLimits(limits.withMaxInputSize(201))));
    assertRefused(
        Reason.STRING_TOO_LONG,
        1,
        () -> Edn.parse("['a' + 'b']", options.withLimits(limits.withMaxStringLength(1))));
    EdnParseOptions largest = options.withLimits(DecodeOptions.largest());
    assertEquals(EdnParseOptions.LARGEST_MAX_DEPTH, largest.limits.maxDepth());
  }

  @Test
  void keysNestNoDeeperThanTheLimit() throws Exception {
    String deepKey = "{[[[]]]: 0}";
    assertRefused(Reason.KEY_TOO_DEEP, 3, () -> Edn.parse(deepKey));
    DecodeOptions three = DecodeOptions.defaults().withMaxKeyDepth(3);
    EdnParseOptions options = EdnParseOptions.defaults();
    assertEquals("a181818000", Edn.parse(deepKey, options.withLimits(three)).toHex());
    assertEquals("a1818000", Edn.parse("{[[]]: 0}").toHex());
    assertEquals("a10081818180", Edn.parse("{0: [[[[]]]]}").toHex());
    assertEquals("a14481818180 00".replace(" ", ""), Edn.parse("{<<[[[[]]]]>>: 0}").toHex());
    assertEquals("a181818000", Edn.parse(deepKey, options.withInvalidAdmitted(true)).toHex());
  }

  // Printing.

  private static String print(Bytes input, Shape shape, EdnPrintOptions options) {
    try {
      return Edn.print(input, shape, options);
    } catch (DecodeException e) {
      return "";
    }
  }

  private static int countItems(Bytes items) throws DecodeException {
    CborReader reader = new CborReader(items, DecodeOptions.defaults(), false);
    while (reader.hasNext()) {
      reader.skip();
    }
    return DecodeOptions.DEFAULT_MAX_ITEMS - reader.itemsLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "1818",
        "20",
        "1bffffffffffffffff",
        "40",
        "60",
        "4100",
        "6161",
        "61c0",
        "80",
        "a0",
        "9fff",
        "5fff",
        "5f40ff",
        "7f60ff",
        "c000",
        "8100",
        "a10000",
        "f4",
        "e0",
        "f820",
        "f90001",
        "f93e00",
        "fa00000001",
        "fb0000000000000001",
        "f97e01",
        "fa7fc00001",
        "63c2917f",
        "c24901ffffffffffffffff"
      })
  void printingAllocatesInProportionToTheItems(String unit) throws Exception {
    int times = 1_000;
    String many = unit.repeat(times);
    Bytes items = Bytes.fromHex(many);
    Bytes deep = Bytes.fromHex("81".repeat(60) + String.format("9a%08x", times) + many);
    Bytes wrapped = new CborWriter().writeBytes(items).toBytes();
    int count = countItems(items);
    Shape shape = Shape.wrapped(Shape.any());
    for (Bytes input : new Bytes[] {items, deep, wrapped}) {
      for (int width : new int[] {0, 100}) {
        EdnPrintOptions options = EdnPrintOptions.pretty().withLineWidth(width);
        long each = Allocation.ofOneRun(() -> print(input, shape, options)) / count;
        assertTrue(each <= MOST_PRINTING, each + " bytes for each " + unit);
      }
    }
  }

  @Test
  void theItemsThatArePrintedAreLimited() throws Exception {
    Bytes many = Bytes.fromHex("8318182041ff");
    EdnPrintOptions compact = EdnPrintOptions.compact();
    Shape any = Shape.any();
    assertEquals("[24, -1, h'ff']", Edn.print(many, any, compact.withMaxItems(4)));
    assertRefused(Reason.TOO_MANY_ITEMS, 0, () -> Edn.print(many, any, compact.withMaxItems(3)));
    Bytes wrapped = Bytes.fromHex("82004401020304");
    Shape shape = Shape.arrayOf(Shape.wrapped(any));
    assertEquals("[0, <<1, 2, 3, 4>>]", Edn.print(wrapped, shape, compact.withMaxItems(7)));
    assertRefused(
        Reason.TOO_MANY_ITEMS, 6, () -> Edn.print(wrapped, shape, compact.withMaxItems(6)));
    int most = EdnPrintOptions.DEFAULT_MAX_ITEMS;
    Bytes tooMany = Bytes.wrap(new byte[most + 1]);
    assertRefused(Reason.TOO_MANY_ITEMS, most, () -> Edn.print(tooMany));
    Bytes chunks = Bytes.fromHex("5f" + "40".repeat(most) + "ff");
    assertRefused(Reason.TOO_MANY_ITEMS, most, () -> Edn.print(chunks));
  }

  /** The digits are those of an arithmetic that is slow and obvious. */
  @Test
  void numbersHaveTheFewestDigits() throws Exception {
    Random random = new Random(27);
    for (int i = 0; i < 20_000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> Double.longBitsToDouble(Floats.widenHalf(random.nextInt(0x10000)));
            case 2 -> Double.longBitsToDouble(Floats.widenSingle(random.nextInt()));
            default -> random.nextInt(1_000_000) / 1000.0;
          };
      if (Double.isFinite(value) && value != 0) {
        String text = EdnText.finite(value);
        assertEquals(fewestDigits(value), new BigDecimal(text).stripTrailingZeros(), text);
        assertEquals(value, new CborReader(Edn.parse(text)).readDouble(), text);
      }
    }
  }

  /** Literals of any digits are the number that the JDK makes of them. */
  @Test
  void numbersAreRoundedAsTheJdkRoundsThem() throws Exception {
    Random random = new Random(18);
    for (int i = 0; i < 20_000; i++) {
      String digits = Long.toString(random.nextLong() >>> 1 + random.nextInt(62));
      String fraction = Long.toString(random.nextLong() >>> 1 + random.nextInt(62));
      int exponent = random.nextInt(60) - 30;
      String decimal = digits + "." + fraction + "e" + exponent;
      String hex = "-0x" + digits + "." + fraction + "p" + 20 * exponent;
      for (String literal : new String[] {decimal, hex}) {
        double expected = Double.parseDouble(literal);
        assertEquals(expected, new CborReader(Edn.parse(literal)).readDouble(), literal);
      }
    }
    assertEquals(0x1p-1074, new CborReader(Edn.parse("0x1p-1074")).readDouble());
    assertEquals(0x3p-1074, new CborReader(Edn.parse("0x2.8p-1074 ")).readDouble() + 0x1p-1074);
    assertEquals("f98000", Edn.parse("-0.e5").toHex());
  }

  private static BigDecimal fewestDigits(double value) {
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    BigDecimal shorter = shortest;
    while (shorter.doubleValue() == value) {
      shortest = shorter;
      if (shortest.precision() == 1) {
        break;
      }
      shorter = shortest.round(new MathContext(shortest.precision() - 1)).stripTrailingZeros();
    }
    return shortest;
  }
}
