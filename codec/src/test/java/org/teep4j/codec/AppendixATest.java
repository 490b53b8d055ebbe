package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of RFC 8949, Appendix A: each value with its encoding. */
class AppendixATest {

  /** Notation (with encoding indicators where RFC 8949 leaves them out), and encoding. */
  private static final String EXAMPLES =
      """
      00  0
      01  1
      0a  10
      17  23
      1818  24
      1819  25
      1864  100
      1903e8  1000
      1a000f4240  1000000
      1b000000e8d4a51000  1000000000000
      1bffffffffffffffff  18446744073709551615
      c249010000000000000000  18446744073709551616
      3bffffffffffffffff  -18446744073709551616
      c349010000000000000000  -18446744073709551617
      20  -1
      29  -10
      3863  -100
      3903e7  -1000
      f90000  0.0
      f98000  -0.0
      f93c00  1.0
      fb3ff199999999999a  1.1
      f93e00  1.5
      f97bff  65504.0
      fa47c35000  100000.0
      fa7f7fffff  3.4028234663852886e+38
      fb7e37e43c8800759c  1.0e+300
      f90001  5.960464477539063e-8
      f90400  0.00006103515625
      f9c400  -4.0
      fbc010666666666666  -4.1
      f97c00  Infinity
      f97e00  NaN
      f9fc00  -Infinity
      fa7f800000  Infinity_2
      fa7fc00000  NaN_2
      faff800000  -Infinity_2
      fb7ff0000000000000  Infinity_3
      fb7ff8000000000000  NaN_3
      fbfff0000000000000  -Infinity_3
      f4  false
      f5  true
      f6  null
      f7  undefined
      f0  simple(16)
      f8ff  simple(255)
      c074323031332d30332d32315432303a30343a30305a  0("2013-03-21T20:04:00Z")
      c11a514b67b0  1(1363896240)
      c1fb41d452d9ec200000  1(1363896240.5)
      d74401020304  23(h'01020304')
      d818456449455446  24(h'6449455446')
      d82076687474703a2f2f7777772e6578616d706c652e636f6d  32("http://www.example.com")
      40  h''
      4401020304  h'01020304'
      60  ""
      6161  "a"
      6449455446  "IETF"
      62225c  "\\"\\\\"
      62c3bc  "\\u00fc"
      63e6b0b4  "\\u6c34"
      64f0908591  "\\ud800\\udd51"
      80  []
      83010203  [1, 2, 3]
      8301820203820405  [1, [2, 3], [4, 5]]
      98190102030405060708090a0b0c0d0e0f101112131415161718181819  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]
      a0  {}
      a201020304  {1: 2, 3: 4}
      a26161016162820203  {"a": 1, "b": [2, 3]}
      826161a161626163  ["a", {"b": "c"}]
      a56161614161626142616361436164614461656145  {"a": "A", "b": "B", "c": "C", "d": "D", "e": "E"}
      5f42010243030405ff  (_ h'0102', h'030405')
      7f657374726561646d696e67ff  (_ "strea", "ming")
      9fff  [_ ]
      9f018202039f0405ffff  [_ 1, [2, 3], [_ 4, 5]]
      9f01820203820405ff  [_ 1, [2, 3], [4, 5]]
      83018202039f0405ff  [1, [2, 3], [_ 4, 5]]
      83019f0203ff820405  [1, [_ 2, 3], [4, 5]]
      9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff  [_ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]
      bf61610161629f0203ffff  {_ "a": 1, "b": [_ 2, 3]}
      826161bf61626163ff  ["a", {_ "b": "c"}]
      bf6346756ef563416d7421ff  {_ "Fun": true, "Amt": -2}
      """;

  record Example(Bytes encoded, String notation) {

    boolean preferred() {
      return !notation.contains("_");
    }
  }

  static Stream<Example> examples() {
    return EXAMPLES
        .lines()
        .map(
            line -> {
              int blank = line.indexOf(' ');
              return new Example(
                  Bytes.fromHex(line.substring(0, blank)), line.substring(blank).strip());
            });
  }

  @Test
  void noneIsMissing() {
    assertEquals(81, examples().count());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void notationIsParsedToTheEncoding(Example example) throws Exception {
    assertEquals(example.encoded(), Edn.parse(example.notation()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void encodingIsPrintedAsNotationThatParsesBack(Example example) throws Exception {
    String printed = Edn.print(example.encoded());
    assertEquals(example.encoded(), Edn.parse(printed), printed);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void whatIsDecodedEncodesToTheSameBytesIfTheyArePreferred(Example example) throws Exception {
    Item item = Item.decode(example.encoded(), DecodeOptions.defaults());
    Bytes encoded = item.encode().toBytes();
    if (example.preferred()) {
      assertEquals(example.encoded(), encoded);
    }
    assertEquals(item, Item.decode(encoded, strict(Strictness.CORE_DETERMINISTIC)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void preferredEncodingsAloneAreReadStrictly(Example example) throws Exception {
    DecodeOptions preferred = strict(Strictness.PREFERRED);
    if (example.preferred()) {
      Item.decode(example.encoded(), preferred);
    } else {
      assertThrows(DecodeException.class, () -> Item.decode(example.encoded(), preferred));
    }
  }

  private static DecodeOptions strict(Strictness strictness) {
    return DecodeOptions.defaults().withStrictness(strictness);
  }
}
