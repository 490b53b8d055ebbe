package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.suit.Refused.edn;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnPrintOptions;

class SuitShapesTest {

  static List<String> names() {
    return List.copyOf(Vectors.envelopes().keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void printedEnvelopeParsesToTheSameBytes(String name) throws DecodeException {
    Bytes envelope = Vectors.envelope(name);
    for (EdnPrintOptions options : List.of(EdnPrintOptions.compact(), EdnPrintOptions.pretty())) {
      String printed = Edn.print(envelope, SuitShapes.envelope(), options);
      assertEquals(envelope, Edn.parse(printed), printed);
    }
  }

  @Test
  void elementsAreNamed() throws DecodeException {
    String printed =
        Edn.print(
            Vectors.envelope("trust-domains-example2-integrated"),
            SuitShapes.envelope(),
            EdnPrintOptions.compact());
    for (String name :
        List.of(
            "/ SUIT_Envelope_Tagged / 107(",
            "/ authentication-wrapper / 2: <<[/ digest / <<[/ algorithm-id / -16 / SHA-256 /",
            "/ manifest / 3: <<{/ manifest-version / 1: 1",
            "/ dependencies / 1: {1: {/ dependency-prefix / 1: ['dependent.suit']}}",
            "/ directive-set-component-index / 12, 1",
            "/ parameter-image-digest / 3: <<[/ algorithm-id / -16 / SHA-256 /",
            "/ parameter-invoke-args / 23: 'cat 00 10'",
            "\"#dependent.suit\": <</ SUIT_Envelope_Tagged / 107(")) {
      assertTrue(printed.contains(name), () -> name + " in " + printed);
    }
  }

  @Test
  void reportsAreNamed() throws DecodeException {
    String printed =
        Edn.print(
            edn(
                "{99: ['u', [-16, h'00']], 3: [[[], 20, 3, 0, {14: 5}], {0: ['a'], 14: 5}],"
                    + " 4: {5: 1, 6: [[], 7, 0, 0, {}], 7: 10}}"),
            SuitShapes.report(),
            EdnPrintOptions.compact());
    for (String name :
        List.of(
            "/ record-manifest-section / 20 / install /",
            "/ parameter-image-size / 14: 5",
            "/ system-component-id / 0: ['a']",
            "/ report-result-reason / 7: 10 / report-reason-condition-failed /",
            "/ reference / 99: [")) {
      assertTrue(printed.contains(name), () -> name + " in " + printed);
    }
  }
}
