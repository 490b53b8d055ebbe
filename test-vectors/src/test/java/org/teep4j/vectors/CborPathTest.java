package org.teep4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.vectors.CborPath.Element;
import org.teep4j.vectors.CborPath.LabelledValue;
import org.teep4j.vectors.CborPath.NamedValue;
import org.teep4j.vectors.CborPath.Step;
import org.teep4j.vectors.CborPath.TagContent;
import org.teep4j.vectors.CborPath.WrappedItem;

class CborPathTest {
  private static final Bytes SAMPLE =
      Bytes.fromHex("a501820a45a16161d2f620f540021bffffffffffffffff036162bf0004ff");

  @Test
  void stepsAreRead() {
    assertEquals(
        List.of(
            new TagContent(),
            new NamedValue("#tc}"),
            new WrappedItem(),
            new LabelledValue(-3),
            new Element(12)),
        CborPath.parse("(){\"#tc}\"}<<>>{-3}[12]").steps());
    assertEquals(CborPath.ROOT, CborPath.parse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "[",
        "[]",
        "[-1]",
        "[+1]",
        "[1",
        "[4294967296]",
        "{",
        "{}",
        "{a}",
        "{\"a}",
        "(",
        "(1)",
        "<<",
        "<<>",
        "<x<<>>",
        "[1] [2]",
        "[1]x"
      })
  void otherTextIsRefused(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> CborPath.parse(text));
    assertEquals("not a path: " + text, refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      // {1: [10, <<{"a": 18(null)}>>], -1: true, h'': 2, 2^64-1: 3, "b": {_ 0: 4}}
      textBlock =
          """
          ''                 | a501820a45a16161d2f620f540021bffffffffffffffff036162bf0004ff
          {1}                | 820a45a16161d2f6
          {1}[1]             | 45a16161d2f6
          {1}[1]<<>>         | a16161d2f6
          {1}[1]<<>>{"a"}    | d2f6
          {1}[1]<<>>{"a"}()  | f6
          {-1}               | f5
          {"b"}{0}           | 04
          """)
  void theWayIsGone(String path, String item) throws Exception {
    assertEquals(Bytes.fromHex(item), CborPath.parse(path).find(SAMPLE));
  }

  @ParameterizedTest
  @CsvSource({
    "[0], UNEXPECTED_TYPE, 0",
    "(), UNEXPECTED_TYPE, 0",
    "<<>>, UNEXPECTED_TYPE, 0",
    "{2}, MISSING_ELEMENT, 30",
    "{\"a\"}, MISSING_ELEMENT, 30",
    "{1}[2], MISSING_ELEMENT, 10",
    "{1}[1]{3}, UNEXPECTED_TYPE, 4",
    "{-1}<<>>, UNEXPECTED_TYPE, 11",
  })
  void aStepThatLeadsNowhereIsRefused(String path, Reason reason, long offset) {
    DecodeException refused =
        assertThrows(DecodeException.class, () -> CborPath.parse(path).find(SAMPLE));
    assertEquals(reason, refused.reason());
    assertEquals(offset, refused.offset());
  }

  @Property
  void textComesBack(@ForAll("paths") CborPath path) {
    assertEquals(path, CborPath.parse(path.toString()));
  }

  @Provide
  Arbitrary<CborPath> paths() {
    Arbitrary<Step> steps =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 999_999_999).map(Element::new),
            Arbitraries.longs()
                .between(-999_999_999_999L, 999_999_999_999L)
                .map(LabelledValue::new),
            Arbitraries.strings()
                .ofMaxLength(8)
                .filter(name -> !(name + "\"}").replaceFirst("\"}$", "").contains("\"}"))
                .map(NamedValue::new),
            Arbitraries.just(new TagContent()),
            Arbitraries.just(new WrappedItem()));
    return steps.list().ofMaxSize(6).map(CborPath::new);
  }
}
