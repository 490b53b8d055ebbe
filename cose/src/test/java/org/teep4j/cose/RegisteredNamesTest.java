package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teep4j.codec.Edn;
import org.teep4j.codec.EdnPrintOptions;
import org.teep4j.codec.Shape;

/** What is registered and not supported is called by its name. */
class RegisteredNamesTest {

  private static String print(Shape shape, String notation) throws Exception {
    return Edn.print(Edn.parse(notation), shape, EdnPrintOptions.compact());
  }

  private static CoseSign1 message(String inProtected) throws Exception {
    return CoseSign1.decode(Edn.parse("18([<<" + inProtected + ">>, {}, h'00', h'00'])"));
  }

  // Notation.

  @ParameterizedTest
  @CsvSource({
    "'{1: -260}', '/ alg / 1: -260 / WalnutDSA /'",
    "'{1: -65535}', '/ alg / 1: -65535 / RS1 /'",
    "'{1: -7}', '/ alg / 1: -7 / ES256 /'",
    "'{258: -14}', '/ payload-hash-alg / 258: -14 / SHA-1 /'",
    "'{2: [14], 14: {}}', '[14 / kccs /]'",
    "'{2: [14], 14: {}}', '/ kccs / 14: {}'",
    "'{256: h''00''}', '/ CUPHNonce / 256: h'",
    "'{15: {1: \"i\", -260: {}}}', '/ iss / 1: \"i\"'",
    "'{15: {1: \"i\", -260: {}}}', '/ hcert / -260: {}'"
  })
  void headersHaveNames(String header, String shown) throws Exception {
    String text = print(CoseShapes.message(Shape.any()), "18([<<" + header + ">>, {}, h'', h''])");
    assertTrue(text.contains(shown), text);
  }

  @Test
  void recipientsHaveNames() throws Exception {
    String text = print(CoseShapes.recipient(), "[<<{1: -27}>>, {-27: [-16, h'00']}, h'']");
    assertTrue(text.contains("/ x5t-sender / -27: ["), text);
  }

  @Test
  void keysHaveNames() throws Exception {
    String text =
        Edn.print(
            Edn.parse("{1: 6, 3: -260, -1: 8, -2: 32, -4: [[1]]}"),
            CoseShapes.key(),
            EdnPrintOptions.compact().hidingSecrets());
    assertTrue(text.contains("/ kty / 1: 6 / WalnutDSA /"), text);
    assertTrue(text.contains("/ alg / 3: -260 / WalnutDSA /"), text);
    assertTrue(text.contains("/ matrix 1 / -4:"), text);
    // What the library cannot use may be secret.
    assertFalse(text.contains("32"), text);
  }

  // Errors.

  @Test
  void errorsNameTheAlgorithm() throws Exception {
    VerificationException refusal =
        assertThrows(
            VerificationException.class,
            () -> message("{1: -260}").verify(CoseVerifier.of(Keys.on(CoseCurve.P256))));
    assertTrue(refusal.getMessage().contains("alg is WalnutDSA, expected "), refusal.getMessage());
    VerificationException critical =
        assertThrows(
            VerificationException.class,
            () ->
                message("{1: -9, 2: [13], 13: 0}")
                    .verify(CoseVerifier.of(Keys.on(CoseCurve.P256))));
    assertTrue(critical.getMessage().contains("label 13 (kcwt)"), critical.getMessage());
  }

  @Test
  void keysThatCannotBeUsedNameTheAlgorithm() throws Exception {
    CoseKey walnut = CoseKey.decode(Edn.parse("{1: 6, 3: -260, -1: 8}"));
    assertEquals("alg -260 (WalnutDSA) is not supported", refusal(walnut));
    CoseKey unknown = CoseKey.decode(Edn.parse("{1: 6, 3: -70000, -1: 8}"));
    assertEquals("alg -70000 is not supported", refusal(unknown));
    CoseKey type = CoseKey.decode(Edn.parse("{1: 6, 3: -7, -1: 8}"));
    String message =
        assertThrows(GeneralSecurityException.class, () -> CoseVerifier.of(type)).getMessage();
    assertTrue(message.contains("of key type 6 (WalnutDSA), which is not supported"), message);
    CoseKey sha1 =
        Keys.on(CoseCurve.P256).with(KeyAttributes.NONE.withAlgorithm(CoseLabel.of(-65535)));
    message =
        assertThrows(
                GeneralSecurityException.class, () -> CoseVerifier.of(sha1, CoseAlgorithm.ES256))
            .getMessage();
    assertEquals("the key is bound to alg -65535 (RS1), not to ES256", message);
  }

  private static String refusal(CoseKey key) {
    return assertThrows(NoSuchAlgorithmException.class, () -> CoseVerifier.of(key)).getMessage();
  }

  @Test
  void namesAreToldOfAllAlgorithms() {
    assertEquals(Optional.of("WalnutDSA"), CoseAlgorithm.nameOf(CoseLabel.of(-260)));
    assertEquals(Optional.of("ES256"), CoseAlgorithm.nameOf(CoseLabel.of(-7)));
    assertEquals(Optional.empty(), CoseAlgorithm.nameOf(CoseLabel.of(-70000)));
    assertEquals(Optional.empty(), CoseAlgorithm.nameOf(CoseLabel.of("ES256")));
  }

  // The tables.

  @Test
  void noNumberStandsInTwoTables() {
    disjoint(
        RegisteredNames.ALGORITHMS,
        Arrays.stream(CoseAlgorithm.values()).mapToLong(CoseAlgorithm::id));
    disjoint(
        RegisteredNames.HEADER_PARAMETERS,
        Arrays.stream(CoseHeaderParameter.values()).mapToLong(CoseHeaderParameter::id));
    disjoint(
        RegisteredNames.RECIPIENT_PARAMETERS,
        Arrays.stream(RecipientParameter.values()).mapToLong(RecipientParameter::id));
    disjoint(
        RegisteredNames.KEY_TYPES, Arrays.stream(CoseKeyType.values()).mapToLong(CoseKeyType::id));
    disjoint(RegisteredNames.CLAIMS, LongStream.rangeClosed(1, 8));
  }

  private static void disjoint(Map<Long, String> shown, LongStream used) {
    used.forEach(number -> assertFalse(shown.containsKey(number), "" + number));
  }
}
