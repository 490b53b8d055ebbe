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
import org.teep4j.suit.report.SuitReportShapes;

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

  private static String text(String text) throws DecodeException {
    return Edn.print(
        edn("{1: 1, 2: 0, 3: << {} >>, 23: << " + text + " >>}"),
        SuitShapes.manifest(),
        EdnPrintOptions.compact());
  }

  /** Nothing has a name that belongs to another level. */
  @Test
  void textsAreNamedByTheirLevel() throws DecodeException {
    String inLanguage =
        "/ text-manifest-description / 1: \"m\", ['a']: {/ text-vendor-name / 1: \"v\"}";
    String right = text("{\"en\": {1: \"m\", ['a']: {1: \"v\"}}}");
    assertTrue(right.contains("{\"en\": {" + inLanguage + "}}"), right);
    String withoutLanguage = text("{1: \"m\", ['a']: {1: \"v\"}}");
    assertTrue(withoutLanguage.contains("<<{" + inLanguage + "}>>"), withoutLanguage);
    String mixed = text("{\"en\": {\"de\": {1: \"x\"}}, 1: {1: \"y\"}}");
    assertTrue(mixed.contains("{\"en\": {\"de\": {1: \"x\"}}, 1: {1: \"y\"}}"), mixed);
    String unknown =
        Edn.print(
            edn("{1000: << {2: 0} >>, 34: 1}"), SuitShapes.envelope(), EdnPrintOptions.compact());
    assertTrue(unknown.startsWith("{1000: h'a10200'"), unknown);
  }

  @Test
  void reportsAreNamed() throws DecodeException {
    String printed =
        Edn.print(
            edn(
                "{99: ['u', [-16, h'00']], 3: [[[], 20, 3, 0, {14: 5}], {0: ['a'], 14: 5}],"
                    + " 4: {5: 1, 6: [[], 7, 0, 0, {}], 7: 10}}"),
            SuitReportShapes.report(),
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

  @Test
  void encryptionInfosAndMacsAreNamed() throws DecodeException {
    String printed =
        Edn.print(
            Vectors.envelope("firmware-encryption-aes-kw-content"),
            SuitShapes.envelope(),
            EdnPrintOptions.compact());
    for (String name :
        List.of(
            "/ block / <</ COSE_Mac0 / 17([/ protected / <<{/ alg / 1: 5 /* HMAC 256/256 */}>>",
            "/ parameter-encryption-info / 19: <</ COSE_Encrypt / 96([/ protected / <<{/ alg / 1: 1",
            "/ recipients / [[/ protected / h'', / unprotected / {/ alg / 1: -3 / A128KW /")) {
      assertTrue(printed.contains(name), () -> name + " in " + printed);
    }
    String info =
        Edn.print(
            Vectors.encodedEncryptionInfo("es-ecdh-aes-ctr"),
            SuitShapes.encryptionInfo(),
            EdnPrintOptions.compact());
    assertTrue(info.startsWith("/ COSE_Encrypt / 96([/ protected / h'', / unprotected / {"), info);
    assertTrue(info.contains("1: -65534 / A128CTR /"), info);
    assertTrue(info.contains("-29 / ECDH-ES + A128KW /"), info);
  }

  @Test
  void protectedReportsAreNamed() throws DecodeException {
    String report = "<<{99: ['u', [-16, h'00']], 3: [], 4: true}>>";
    String plain =
        Edn.print(
            edn("17([<<{1: 5}>>, {}, " + report + ", h'00'])"),
            SuitReportShapes.protectedReport(),
            EdnPrintOptions.compact());
    assertTrue(plain.contains("/ COSE_Mac0 / 17("), plain);
    assertTrue(plain.contains("/ payload / <<{/ reference / 99: ["), plain);
    String encrypted =
        Edn.print(
            edn("18([<<{1: -9}>>, {}, <<[<<{1: 1}>>, {5: h'00'}, h'11']>>, h'00'])"),
            SuitReportShapes.protectedReport(),
            EdnPrintOptions.compact());
    assertTrue(
        encrypted.contains("/ payload / <<[/ protected / <<{/ alg / 1: 1 / A128GCM /}>>"),
        encrypted);
    assertTrue(encrypted.contains("/ ciphertext / h'11'"), encrypted);
  }
}
