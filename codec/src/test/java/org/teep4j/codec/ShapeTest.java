package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
