package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.teep4j.codec.Shape.any;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapeTest {

  private static final Shape DIGEST =
      Shape.array(
          Shape.integers(Map.of(-16L, "SHA-256")).named("algorithm-id"), any("digest-bytes"));

  private static final class Commands {
    static final Shape SEQUENCE =
        Shape.pairs(
            Map.of(
                3L,
                Shape.bits(Map.of(0, "success", 1, "failure")).named("image-match"),
                20L,
                Shape.map(Map.of(3L, Shape.wrapped(DIGEST).named("image-digest")))
                    .named("override-parameters"),
                15L,
                Shape.arrayOf(Shape.wrapped(Shape.reference(() -> Commands.SEQUENCE)))
                    .named("try-each")));
  }

  private static String compact(String notation, Shape shape) throws DecodeException {
    Bytes cbor = Edn.parse(notation);
    String printed = Edn.print(cbor, shape, EdnPrintOptions.compact());
    assertEquals(cbor, Edn.parse(printed), printed);
    return printed;
  }

  @Test
  void namesMapEntriesAndDescendsIntoWrappedCbor() throws Exception {
    Shape envelope =
        Shape.tagged(
            107,
            Shape.map(
                    Map.of(
                        2L,
                        Shape.wrapped(Shape.array(Shape.wrapped(DIGEST)))
                            .named("authentication-wrapper")))
                .withOthers(CborType.TEXT_STRING, any(), Shape.quoted())
                .named("SUIT_Envelope"));
    assertEquals(
        "/ SUIT_Envelope / 107({/ authentication-wrapper / 2: <<[<<[/ algorithm-id / -16 / SHA-256 /,"
            + " / digest-bytes / h'01']>>]>>, \"#file\": 'abc'})",
        compact("107({2: <<[<<[-16, h'01']>>]>>, \"#file\": h'616263'})", envelope));
  }

  @Test
  void namesCommandsInPairsAndShapesThatContainThemselves() throws Exception {
    assertEquals(
        "[/ try-each / 15, [<<[/ image-match / 3, 3 / success, failure /]>>, <<[/ override-parameters / 20,"
            + " {/ image-digest / 3: <<[/ algorithm-id / -16 / SHA-256 /]>>}]>>, null]]",
        compact("[15, [<<[3, 3]>>, <<[20, {3: <<[-16]>>}]>>, null]]", Commands.SEQUENCE));
  }

  @Test
  void choosesAnArrayByItsFirstElement() throws Exception {
    Shape message =
        Shape.arrayByFirst(
            Map.of(
                1L,
                Shape.array(any("type"), Shape.map(Map.of(20L, any("token"))).named("options")),
                2L,
                Shape.array(List.of(any("type")), any("extra"))));
    assertEquals(
        "[/ type / 1, / options / {/ token / 20: h''}]", compact("[1, {20: h''}]", message));
    assertEquals("[/ type / 2, / extra / 5, / extra / 6]", compact("[2, 5, 6]", message));
    assertEquals("[3, 4]", compact("[3, 4]", message));
    assertEquals("[]", compact("[]", message));
    assertEquals("[\"a\"]", compact("[\"a\"]", message));
  }

  @Test
  void joinsFormsForItemsOfSeveralTypes() throws Exception {
    Shape digestOrSequence = DIGEST.or(Shape.wrapped(Commands.SEQUENCE));
    assertEquals("[/ algorithm-id / -16 / SHA-256 /]", compact("[-16]", digestOrSequence));
    assertEquals(
        "<<[/ image-match / 3, 15 / success, failure, bit 2, bit 3 /]>>",
        compact("<<[3, 15]>>", digestOrSequence));
  }

  @Test
  void whatIsJoinedHasTheFormsOfBoth() throws Exception {
    Shape array = Shape.array(any("a")).named("one");
    Shape map = Shape.map(Map.of(1L, any("m")));
    Shape tags = Shape.tagged(1, any("tag-one")).or(Shape.tagged(2, any("tag-two")));
    Shape numbers = Shape.integers(Map.of(1L, "one")).or(Shape.integers(Map.of(2L, "two")));
    Shape bits = Shape.bits(Map.of(3, "three")).or(Shape.bits(Map.of(4, "four")));
    for (Shape joined :
        List.of(
            array.or(map).or(tags).or(numbers).or(bits),
            bits.or(numbers).or(tags).or(map).or(array),
            Shape.reference(() -> array)
                .or(map.or(tags).or(Shape.reference(() -> numbers.or(bits)))))) {
      String notation = "[[0], {1: 0}, 1([]), 2(\"\"), 1, 2, 8, 24]";
      assertEquals(
          "[[/ a / 0], {/ m / 1: 0}, / tag-one / 1([]), / tag-two / 2(\"\"),"
              + " 1 / one /, 2 / two /, 8 / three /, 24 / three, four /]",
          compact(notation, Shape.arrayOf(joined.named(""))));
    }
    Shape first = array.or(Shape.array(any("b")).named("two"));
    assertEquals("[/ one / [/ a / 0]]", compact("[[0]]", Shape.array(first)));
    Shape named = map.or(map.named("two"));
    assertEquals("[/ two / {/ m / 1: 0}]", compact("[{1: 0}]", Shape.array(named)));
  }

  @Test
  void joinedFormsOfByteStringsAreThoseOfOneShape() throws Exception {
    Shape quoted = Shape.quoted();
    Shape wrapped = Shape.wrapped(any());
    Shape described = Shape.described(content -> "said");
    Shape opened = Shape.bytesBy(content -> Shape.described(bytes -> "opened"));
    assertEquals("'a'", compact("'a'", quoted.or(wrapped)));
    assertEquals("<<-34>>", compact("h'3821'", wrapped.or(quoted)));
    assertEquals("h'61' / said /", compact("'a'", described.or(quoted)));
    assertEquals("h'61' / opened /", compact("'a'", opened.or(quoted)));
    assertEquals("'a'", compact("'a'", any("").or(quoted)));
    assertEquals("<<-34>>", compact("h'3821'", any("").or(wrapped)));
    assertEquals("h'61' / said /", compact("'a'", any("").or(described)));
    assertEquals("h'61' / opened /", compact("'a'", any("").or(opened)));
    EdnPrintOptions hiding = EdnPrintOptions.compact().hidingSecrets();
    Bytes text = Edn.parse("\"abc\"");
    for (Shape secret :
        List.of(
            any("").or(any("").secret()),
            any("").secret().or(quoted),
            Shape.reference(() -> quoted).secret())) {
      assertEquals("... / hidden /", Edn.print(text, secret, hiding));
    }
    Shape strings = Shape.secretStrings(content -> true);
    for (Shape unknown : List.of(strings.or(quoted), quoted.or(strings))) {
      assertEquals("... / hidden: 3 bytes /", Edn.print(text, any(), hiding.withUnknown(unknown)));
    }
  }

  @Test
  void onlyMapsHaveOtherEntries() {
    assertThrows(IllegalStateException.class, () -> any().withOthers(any(), any()));
  }

  @Test
  void leavesAloneWhatDoesNotHaveTheShape() throws Exception {
    Shape wrapped = Shape.wrapped(Shape.any());
    assertEquals("h''", compact("h''", wrapped));
    assertEquals("h'ff'", compact("h'ff'", wrapped));
    assertEquals("h'8201'", compact("h'8201'", wrapped));
    assertEquals("{1: 2}", compact("{1: 2}", Shape.arrayOf(wrapped)));
    assertEquals("<<1, 2>>", compact("h'0102'", wrapped));
  }

  @Test
  void aShapeThatRefersToItselfAloneIsUnknown() throws Exception {
    Shape[] circle = new Shape[1];
    circle[0] = Shape.reference(() -> circle[0]);
    assertEquals("[1]", compact("[1]", circle[0]));
  }

  @Test
  void attachesNotesToOffsetsEvenInWrappedCbor() throws Exception {
    Bytes cbor = Edn.parse("[<<[1, 2]>>, h'aa']");
    Shape shape = Shape.array(Shape.wrapped(any()), any("signature"));
    String printed =
        Edn.print(
            cbor, shape, EdnPrintOptions.compact().withNote(3, "was 17").withNote(3, "see A/B"));
    assertEquals("[<<[1 /* was 17; see A/B */, 2]>>, / signature / h'aa']", printed);
    assertEquals(cbor, Edn.parse(printed));
  }

  @Test
  void breaksLinesWhereTheContentAllows() throws Exception {
    Bytes cbor =
        Edn.parse(
            "107({2: <<{1: h'000102030405060708090a0b0c0d0e0f1011121314151617'}>>, 3: [1, 2]})");
    Shape shape =
        Shape.tagged(
            107,
            Shape.map(
                    Map.of(
                        2L,
                        Shape.wrapped(any()).named("inner"),
                        3L,
                        Shape.pairs(Map.of()).named("commands")))
                .named("envelope"));
    String printed = Edn.print(cbor, shape, EdnPrintOptions.pretty().withLineWidth(40));
    assertEquals(
        """
        / envelope / 107({
          / inner / 2: <<{
            1: h'000102030405060708090a0b0c0d0e0f
                 1011121314151617'
          }>>,
          / commands / 3: [1, 2]
        })""",
        printed);
    assertEquals(cbor, Edn.parse(printed));
  }

  @Test
  void cutsLongByteStringsWhenAsked() throws Exception {
    EdnPrintOptions options = EdnPrintOptions.compact().withMaxBytesShown(2);
    assertEquals(
        "[h'0102', h'0102...' / 3 bytes /]",
        Edn.print(Edn.parse("[h'0102', h'010203']"), Shape.any(), options));
  }
}
