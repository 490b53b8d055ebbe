package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.cose.CoseAlgorithm.Kind.CONTENT_ENCRYPTION;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The properties of the algorithms (RFC 9053, RFC 9459, draft-ietf-cose-hpke). */
class CoseAlgorithmTest {

  private static OptionalInt number(int value) {
    return value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static Set<String> those(Predicate<CoseAlgorithm> condition) {
    return Arrays.stream(CoseAlgorithm.values())
        .filter(condition)
        .map(CoseAlgorithm::ianaName)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource({
    "A128GCM, 128, 12, true",
    "A256GCM, 256, 12, true",
    "AES_CCM_16_64_128, 128, 13, true",
    "AES_CCM_64_128_256, 256, 7, true",
    "CHACHA20_POLY1305, 256, 12, true",
    "A192CTR, 192, 16, false",
    "A256CBC, 256, 16, false",
    "HPKE_0, 0, 0, true",
    "HMAC_384, 384, 0, false",
    "A192KW, 192, 0, false",
    "ES256, 0, 0, false"
  })
  void keysAndNonces(CoseAlgorithm algorithm, int keyBits, int ivBytes, boolean authenticates) {
    assertEquals(number(keyBits), algorithm.keyBits());
    assertEquals(number(ivBytes), algorithm.ivBytes());
    assertEquals(authenticates, algorithm.isAuthenticatedEncryption());
  }

  @ParameterizedTest
  @CsvSource({
    "ES256, EC2, P256, SHA-256",
    "ESP512, EC2, P521, SHA-512",
    "ES256K, EC2, SECP256K1, SHA-256",
    "EDDSA, OKP, ,",
    "ED448, OKP, ED448,",
    "PS384, RSA, , SHA-384",
    "ML_DSA_44, AKP, ,",
    "HSS_LMS, HSS_LMS, ,",
    "HMAC_512, , , SHA-512",
    "SHA_512_256, , , SHA-512/256",
    "ECDH_ES_HKDF_512, , , SHA-512",
    "A128GCM, , ,"
  })
  void keyTypesCurvesAndHashFunctions(
      CoseAlgorithm algorithm, CoseKeyType type, CoseCurve curve, String hash) {
    assertEquals(Optional.ofNullable(type), algorithm.keyType());
    assertEquals(Optional.ofNullable(curve), algorithm.curve());
    assertEquals(Optional.ofNullable(hash), algorithm.hashName());
  }

  @Test
  void groups() {
    assertEquals(Set.of("A128CBC", "A192CBC", "A256CBC"), those(CoseAlgorithm::padsContent));
    assertEquals(
        those(algorithm -> algorithm.ianaName().startsWith("HPKE-")), those(CoseAlgorithm::isHpke));
    assertEquals(16, those(CoseAlgorithm::isHpke).size());
    assertEquals(
        Set.of(
            "direct",
            "direct+HKDF-SHA-256",
            "direct+HKDF-SHA-512",
            "direct+HKDF-AES-128",
            "direct+HKDF-AES-256",
            "ECDH-ES + HKDF-256",
            "ECDH-ES + HKDF-512",
            "ECDH-SS + HKDF-256",
            "ECDH-SS + HKDF-512"),
        those(CoseAlgorithm::determinesContentKey));
    assertEquals(
        those(algorithm -> algorithm.kind() == CoseAlgorithm.Kind.KEY_DISTRIBUTION),
        those(algorithm -> algorithm.recipientScheme().isPresent()));
    assertEquals(Optional.of(RecipientScheme.AES_KW), CoseAlgorithm.A128KW.recipientScheme());
  }

  @Test
  void randomNoncesAreLimited() {
    for (CoseAlgorithm each : CoseAlgorithm.values()) {
      OptionalLong most =
          each.kind() != CONTENT_ENCRYPTION || each.isHpke()
              ? OptionalLong.empty()
              : OptionalLong.of(each.ianaName().startsWith("AES-CCM-64") ? 1L << 12 : 1L << 32);
      assertEquals(most, each.mostRandomNonces(), each.ianaName());
    }
  }

  @Test
  void algorithmsAreFoundByTheirLabel() {
    for (CoseAlgorithm each : CoseAlgorithm.values()) {
      assertEquals(Optional.of(each), CoseAlgorithm.fromId(each.id()));
      assertEquals(Optional.of(each), CoseAlgorithm.fromLabel(each.label()));
      assertEquals(Optional.of(each.ianaName()), CoseAlgorithm.nameOf(each.label()));
    }
    assertEquals(Optional.empty(), CoseAlgorithm.fromId(0));
    assertEquals(Optional.empty(), CoseAlgorithm.fromLabel(CoseLabel.of("ES256")));
    assertEquals(Optional.empty(), CoseAlgorithm.nameOf(CoseLabel.of("ES256")));
    assertEquals(Optional.of("WalnutDSA"), CoseAlgorithm.nameOf(CoseLabel.of(-260)));
    assertTrue(CoseAlgorithm.fromId(-260).isEmpty());
  }

  @Test
  void namesOfJose() {
    assertEquals(Optional.of("HS256"), CoseAlgorithm.HMAC_256.joseName());
    assertEquals(Optional.of("dir"), CoseAlgorithm.DIRECT.joseName());
    assertFalse(CoseAlgorithm.ESP256.joseName().isPresent());
  }
}
