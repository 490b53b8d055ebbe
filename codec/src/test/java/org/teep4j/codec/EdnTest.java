package org.teep4j.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EdnTest {

  static Stream<EdnDraftExamples.Group> draftExamples() {
    return EdnDraftExamples.GROUPS.stream();
  }

  @ParameterizedTest
  @MethodSource("draftExamples")
  void parsesTheEquivalentNotationsOfTheDraft(EdnDraftExamples.Group group) throws Exception {
    for (String notation : group.notations()) {
      Bytes parsed = Edn.parse(notation, EdnParseOptions.defaults().withStandIns(true));
      assertEquals(group.hex(), parsed.toHex(), notation);
    }
  }

  @ParameterizedTest
  @MethodSource("draftExamples")
  void printsWhatParsesBack(EdnDraftExamples.Group group) throws Exception {
    Bytes cbor = Bytes.fromHex(group.hex());
    for (EdnPrintOptions options :
        new EdnPrintOptions[] {
          EdnPrintOptions.compact(), EdnPrintOptions.pretty().withLineWidth(10)
        }) {
      String printed = Edn.print(cbor, Shape.any(), options);
      assertEquals(cbor, Edn.parse(printed), printed);
    }
  }

  @Test
  void whatATerminalMayInterpretIsNotPrintable() {
    for (int printable : new int[] {' ', '~', 0xa1, 0x6c34, 0x1f600}) {
      assertTrue(Edn.isPrintable(printable));
    }
    for (int escaped : new int[] {0x1b, 0x7f, 0x202e, 0x2028, 0xd800, 0xe000, 0xe0001}) {
      assertFalse(Edn.isPrintable(escaped));
    }
  }
}
