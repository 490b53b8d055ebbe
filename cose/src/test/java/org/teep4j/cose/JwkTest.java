package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;

/** What a JWK says of the use of its key, and what comes of it on the way to COSE and back. */
class JwkTest {

  /** The names in the registries of JOSE, as far as WebCrypto or RFC 7518, 8812, 9864 and 9964. */
  private static final Set<String> REGISTERED =
      Set.of(
          "ES256 ES384 ES512 ES256K EdDSA Ed25519 Ed448 PS256 PS384 PS512 RS256 RS384 RS512 HS256"
              .concat(" HS384 HS512 ML-DSA-44 ML-DSA-65 ML-DSA-87 A128GCM A192GCM A256GCM A128KW")
              .concat(" A192KW A256KW A128CTR A192CTR A256CTR A128CBC A192CBC A256CBC RSA-OAEP")
              .concat(" RSA-OAEP-256 RSA-OAEP-512 dir")
              .split(" "));

  private static CoseKey with(CoseKey key, String members) throws DecodeException {
    return CoseKeys.fromJwk(CoseKeys.toJwk(key).replace("}", "," + members + "}"));
  }

  private static List<CoseLabel> labels(KeyOperation... operations) {
    return Stream.of(operations).map(KeyOperation::label).toList();
  }

  private static DecodeException refused(Reason reason, String path, CoseKey key, String members) {
    DecodeException refusal = assertThrows(DecodeException.class, () -> with(key, members));
    assertEquals(reason, refusal.reason(), refusal.getMessage());
    assertEquals(path, refusal.path());
    return refusal;
  }

  @Test
  void whatATerminalObeysIsEscaped() throws Exception {
    String id = "a\"\\\u0000\n\u007f\u009b\u202e\u2066\u2028\u2029\ue000\udb40\udc41 día 漢字 😀";
    CoseKey key = Keys.on(CoseCurve.P256).withKeyId(Bytes.ofUtf8(id));
    String jwk = CoseKeys.toJwk(key);
    assertTrue(jwk.codePoints().allMatch(Edn::isPrintable), jwk);
    assertTrue(jwk.contains("\\u009b\\u202e"), jwk);
    assertTrue(jwk.contains("\\udb40\\udc41 día 漢字 😀\""), jwk);
    assertEquals(key, CoseKeys.fromJwk(jwk));
  }

  // use and key_ops.

  @ParameterizedTest
  @EnumSource(
      value = CoseCurve.class,
      names = {"P256", "P384", "P521", "X25519", "X448"})
  void aKeyForEncryptionCanBeEncryptedTo(CoseCurve curve) throws Exception {
    CoseKey key = Keys.on(curve);
    for (String members :
        List.of("\"use\":\"enc\"", "\"key_ops\":[]", "\"key_ops\":[\"deriveKey\"]")) {
      CoseKey open = with(key.toPublic(), members);
      assertEquals(List.of(), open.operations());
      assertTrue(open.isRestricted());
      ContentKeySender.of(open, CoseAlgorithm.ECDH_ES_A128KW);
      HpkeEncryptor.of(with(Keys.on(CoseCurve.X25519).toPublic(), members), CoseAlgorithm.HPKE_3);
      assertThrows(GeneralSecurityException.class, () -> CoseVerifier.of(open));
      assertEquals(open, CoseKeys.fromJwk(CoseKeys.toJwk(open)));
    }
    CoseKey secret = with(key, "\"use\":\"enc\"");
    assertEquals(labels(KeyOperation.DERIVE_BITS), secret.operations());
    CoseKeyAgreement.of(secret);
    assertThrows(GeneralSecurityException.class, () -> CoseSigner.of(secret));
    assertEquals(with(key.toPublic(), "\"use\":\"enc\""), secret.toPublic());
  }

  @Test
  void useIsWhatThisKeyOfThePairDoes() throws Exception {
    CoseKey ec = Keys.on(CoseCurve.P256);
    assertEquals(
        labels(KeyOperation.SIGN, KeyOperation.VERIFY), with(ec, "\"use\":\"sig\"").operations());
    CoseKey open = with(ec.toPublic(), "\"use\":\"sig\"");
    assertEquals(labels(KeyOperation.VERIFY), open.operations());
    assertThrows(
        InvalidKeyException.class, () -> ContentKeySender.of(open, CoseAlgorithm.ECDH_ES_A128KW));
    assertEquals(
        labels(KeyOperation.ENCRYPT, KeyOperation.WRAP_KEY),
        with(Keys.RSA.toPublic(), "\"use\":\"enc\"").operations());
    assertFalse(with(Keys.RSA, "\"use\":\"enc\"").operations().contains(KeyOperation.SIGN.label()));
    CoseKey symmetric = SymmetricKey.of(Bytes.wrap(new byte[32]));
    assertEquals(
        labels(KeyOperation.MAC_CREATE, KeyOperation.MAC_VERIFY),
        with(symmetric, "\"use\":\"sig\"").operations());
    assertFalse(ec.isRestricted());
  }

  @Test
  void aUseThatIsNotKnownPermitsNothing() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256);
    DecodeException refusal = refused(Reason.INVALID_KEY, "use", key, "\"use\":\"other\"");
    assertEquals("use is neither sig nor enc: other", refusal.detail());
    refused(Reason.INVALID_KEY, "key_ops", key, "\"use\":\"enc\",\"key_ops\":[\"sign\"]");
    refused(Reason.INVALID_KEY, "key_ops", key, "\"use\":\"sig\",\"key_ops\":[\"deriveKey\"]");
    assertEquals(
        labels(KeyOperation.SIGN),
        with(key, "\"use\":\"sig\",\"key_ops\":[\"sign\"]").operations());
    CoseKey unknown = with(key, "\"key_ops\":[\"other\"]");
    assertThrows(InvalidKeyException.class, () -> CoseSigner.of(unknown));
    assertEquals(unknown, CoseKeys.fromJwk(CoseKeys.toJwk(unknown)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"use", "alg", "key_ops", "d", "p", "q", "dp", "dq", "qi", "oth", "priv"})
  void whatRestrictsAKeyOrMakesItPrivateIsNotPassedOver(String member) throws Exception {
    CoseKey key = Keys.RSA.toPublic();
    for (String value : List.of("1", "true", "{}", "[1]")) {
      DecodeException refusal =
          assertThrows(
              DecodeException.class, () -> with(key, "\"" + member + "\":" + value), value);
      assertEquals(Reason.UNEXPECTED_TYPE, refusal.reason(), refusal.getMessage());
    }
    assertEquals(key, with(key, "\"" + member + "\":null"));
  }

  @Test
  void operationsDoNotTurnIntoOthers() throws Exception {
    CoseKey ec = Keys.on(CoseCurve.P256);
    for (KeyOperation operation : KeyOperation.values()) {
      CoseKey key = ec.withOperations(operation);
      assertEquals(key, CoseKeys.fromJwk(CoseKeys.toJwk(key)), CoseKeys.toJwk(key));
    }
    CoseKey mac = ec.withOperations(KeyOperation.MAC_CREATE);
    assertFalse(CoseKeys.toJwk(mac).contains("\"sign\""), CoseKeys.toJwk(mac));
    CoseKey symmetric = SymmetricKey.of(Bytes.wrap(new byte[32]));
    CoseKey signing = symmetric.withOperations(KeyOperation.SIGN);
    assertThrows(IllegalStateException.class, () -> CoseKeys.toJwk(signing));
    CoseKey both = symmetric.withOperations(KeyOperation.SIGN, KeyOperation.MAC_CREATE);
    assertEquals(
        labels(KeyOperation.MAC_CREATE), CoseKeys.fromJwk(CoseKeys.toJwk(both)).operations());
    for (CoseLabel label : List.of(CoseLabel.of(99), CoseLabel.of("verify"))) {
      CoseKey other = ec.with(KeyAttributes.NONE.withOperations(List.of(label)));
      assertThrows(IllegalStateException.class, () -> CoseKeys.toJwk(other));
    }
  }

  // alg.

  @ParameterizedTest
  @EnumSource(CoseAlgorithm.class)
  void algIsWrittenUnderTheNameOfJoseOrNone(CoseAlgorithm algorithm) throws Exception {
    CoseKey key =
        algorithm.scheme() == SignatureScheme.ML_DSA
            ? Keys.forAlgorithm(algorithm)
            : Keys.on(CoseCurve.P256).withAlgorithm(algorithm);
    String jwk = CoseKeys.toJwk(key);
    CoseKey back = CoseKeys.fromJwk(jwk);
    if (jwk.contains("\"alg\"")) {
      String name = jwk.replaceAll(".*\"alg\":\"([^\"]*)\".*", "$1");
      assertTrue(REGISTERED.contains(name), name);
      assertEquals(key, back);
    } else {
      assertEquals(Optional.empty(), back.algorithmId());
    }
    // Whoever writes COSE's name there is understood.
    CoseKey read =
        CoseKeys.fromJwk(
            jwk.replaceAll(",\"alg\":\"[^\"]*\"", "")
                .replace("}", ",\"alg\":\"" + algorithm.ianaName() + "\"}"));
    assertEquals(Optional.of(algorithm.label()), read.algorithmId());
  }

  @Test
  void joseHasTheseNames() {
    Map<CoseAlgorithm, Optional<String>> expected =
        Map.of(
            CoseAlgorithm.ES256, Optional.of("ES256"),
            CoseAlgorithm.ESP256, Optional.empty(),
            CoseAlgorithm.ED25519, Optional.of("Ed25519"),
            CoseAlgorithm.HMAC_256, Optional.of("HS256"),
            CoseAlgorithm.HMAC_256_64, Optional.empty(),
            CoseAlgorithm.ECDH_ES_A128KW, Optional.empty(),
            CoseAlgorithm.A128KW, Optional.of("A128KW"),
            CoseAlgorithm.DIRECT, Optional.of("dir"),
            CoseAlgorithm.HPKE_0, Optional.empty(),
            CoseAlgorithm.RSAES_OAEP, Optional.of("RSA-OAEP"));
    expected.forEach(
        (algorithm, name) -> assertEquals(name, JoseNames.ofAlgorithm(algorithm.label())));
  }

  @Test
  void anAlgorithmWithoutNameIsLeftOut() throws Exception {
    CoseKey key = SymmetricKey.of(Bytes.wrap(new byte[16]));
    for (CoseLabel label : List.of(CoseLabel.of(-70000), CoseLabel.of("HS256"))) {
      String jwk = CoseKeys.toJwk(key.with(KeyAttributes.NONE.withAlgorithm(label)));
      assertFalse(jwk.contains("alg"), jwk);
    }
    CoseKey own = key.with(KeyAttributes.NONE.withAlgorithm(CoseLabel.of("own")));
    assertEquals(own, CoseKeys.fromJwk(CoseKeys.toJwk(own)));
    // JOSE derives the key of its ECDH-ES in another way than COSE.
    CoseKey jose = with(Keys.on(CoseCurve.P256).toPublic(), "\"alg\":\"ECDH-ES+A128KW\"");
    assertEquals(Optional.of(CoseLabel.of("ECDH-ES+A128KW")), jose.algorithmId());
  }

  // Texts.

  @Test
  void aSetIsCalledThat() {
    DecodeException refusal =
        assertThrows(
            DecodeException.class, () -> CoseKeys.fromJwk("{\"keys\":[{\"kty\":\"oct\"}]}"));
    assertEquals(Reason.UNEXPECTED_TYPE, refusal.reason());
    assertEquals("this is a JWK Set, not a JWK: take the one that is meant", refusal.detail());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "}",
        "{\"",
        "{\"kty",
        "{\"kty\":",
        "{\"kty\":\"",
        "\"",
        "[",
        "{\"kty\":\"\\",
        "{\"kty\":\"\\u",
        "{\"kty\":\"oct\",\"k\":\"\\ud800\"}",
        "{\"kty\":1e9999999999}",
        "{\"kty\":\"oct\",\"key_ops\":{}}",
        "{\"kty\":\"oct\",\"key_ops\":[1],\"k\":\"AA\"}",
        "{\"kty\":\"oct\",\"k\":\"A\"}",
        "{\"kty\":\"oct\",\"k\":\"\u20ac\"}"
      })
  void textsThatAreNoJwkCauseDecodeExceptionAlone(String text) {
    assertThrows(DecodeException.class, () -> CoseKeys.fromJwk(text));
  }

  @Test
  void damagedTextsCauseDecodeExceptionAlone() {
    Random random = new Random(1);
    String text =
        CoseKeys.toJwk(
            Keys.on(CoseCurve.P256)
                .withAlgorithm(CoseAlgorithm.ES256)
                .withOperations(KeyOperation.SIGN));
    for (int i = 0; i < 2000; i++) {
      StringBuilder damaged = new StringBuilder(text);
      int from = random.nextInt(damaged.length());
      damaged.delete(from, Math.min(damaged.length(), from + random.nextInt(8)));
      int at = random.nextInt(damaged.length());
      damaged.insert(at, text, from, Math.min(text.length(), from + random.nextInt(8)));
      try {
        assertTrue(CoseKeys.fromJwk(damaged.toString()).isPrivate() || i >= 0);
      } catch (DecodeException e) {
        assertFalse(e.detail().isEmpty());
      }
    }
  }

  @Test
  void aTextHasALimit() {
    String member = "{\"x\":\"" + "x".repeat(Jwk.LONGEST) + "\"}";
    DecodeException refusal = assertThrows(DecodeException.class, () -> CoseKeys.fromJwk(member));
    assertEquals(Reason.FIXED_LIMIT, refusal.reason());
  }
}
