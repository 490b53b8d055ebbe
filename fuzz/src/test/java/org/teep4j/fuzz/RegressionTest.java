package org.teep4j.fuzz;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input that once broke a rule of its door, as small as it could be made. */
class RegressionTest {

  @ParameterizedTest
  @CsvSource({
    // The end of a PEM block in the line of its beginning: an index out of bounds.
    "cose-key-pem, 2d2d2d2d2d424547494e205055424c4943204b45592d2d2d2d2d"
        + "454e44205055424c4943204b45592d2d2d2d2d",
    // {"format":1e9999999999}: a number that no exponent of Java holds.
    "vectors-json, 7b22666f726d6174223a3165393939393939393939397d",
  })
  void whatOnceBrokeARuleHoldsNow(String door, String hex) {
    Trial.of(Doors.named(door), HexFormat.of().parseHex(hex));
  }
}
