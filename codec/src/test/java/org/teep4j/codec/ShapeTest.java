package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.teep4j.codec.Shape.entry;
import static org.teep4j.codec.Shape.field;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapeTest {

  private static final Shape DIGEST =
      Shape.array(
          field("algorithm-id", Shape.integers(Map.of(-16L, "SHA-256"))), field("digest-bytes"));

  private static final class Commands {
    static final Shape SEQUENCE =
        Shape.pairs(
            entry(3, "image-match", Shape.bits(Map.of(0, "success", 1, "failure"))),
            entry(
                20,
                "override-parameters",
                Shape.map(entry(3, "image-digest", Shape.wrapped(DIGEST)))),
            entry(
                15,
                "try-each",
                Shape.arrayOf(Shape.wrapped(Shape.reference(() -> Commands.SEQUENCE)))));
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
            "SUIT_Envelope",
            Shape.map(
                entry(
                    2,
                    "authentication-wrapper",
                    Shape.wrapped(Shape.array(field("", Shape.wrapped(DIGEST))))),
                entry("#file", Shape.quoted())));
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
                1L, Shape.array(field("type"), field("options", Shape.map(entry(20, "token")))),
                2L, Shape.array(List.of(field("type")), field("extra"))));
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
  void attachesNotesToShapesAndToOffsetsEvenInWrappedCbor() throws Exception {
    Bytes cbor = Edn.parse("[<<[1, 2]>>, h'aa']");
    Shape shape =
        Shape.array(
            field("", Shape.wrapped(Shape.any())), field("signature").withNote("not verified"));
    String printed =
        Edn.print(
            cbor, shape, EdnPrintOptions.compact().withNote(3, "was 17").withNote(3, "see A/B"));
    assertEquals(
        "[<<[1 /* was 17; see A/B */, 2]>>, / signature / h'aa' / not verified /]", printed);
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
            "envelope",
            Shape.map(
                entry(2, "inner", Shape.wrapped(Shape.any())),
                entry(3, "commands", Shape.pairs())));
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
