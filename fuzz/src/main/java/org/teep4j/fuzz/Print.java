package org.teep4j.fuzz;

import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnParseOptions;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Shape;

/** Prints input with the names of a structure, and reads what was printed. */
final class Print {
  private static final EdnParseOptions ANY =
      EdnParseOptions.defaults()
          .withLimits(DecodeOptions.defaults().withMaxDepth(128))
          .withInvalidAdmitted(true);

  private Print() {}

  static void of(Bytes input, Shape shape) throws Exception {
    for (EdnPrintOptions options :
        new EdnPrintOptions[] {
          EdnPrintOptions.compact(), EdnPrintOptions.pretty().withLineWidth(60)
        }) {
      String printed =
          Trial.measured(Budget.NOTATION, input.length(), () -> Edn.print(input, shape, options));
      parsesTo(input, printed);
    }
  }

  private static void parsesTo(Bytes bytes, String notation) {
    try {
      Require.equal(bytes, Edn.parse(notation, ANY), "printed and parsed");
    } catch (DecodeException refused) {
      throw new AssertionError("refused what was printed: " + notation, refused);
    }
  }
}
