package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Reason;
import org.teep4j.cose.internal.DerWriter;
import org.teep4j.cose.internal.WeierstrassCurve;

/** Keys as JWK and as PEM. */
class KeyTextTest {

  static Stream<CoseKey> privateKeys() {
    return KeyTest.privateKeys();
  }

  static Stream<CoseKey> keysOfJose() {
    return privateKeys().filter(key -> !Keys.isUnknownToJose(key));
  }

  @ParameterizedTest
  @MethodSource("keysOfJose")
  void survivesJwk(CoseKey key) throws Exception {
    CoseKey full =
        key.withKeyId(Bytes.ofUtf8("a \"kid\" \\ with \u0001 é"))
            .withAlgorithm(CoseAlgorithm.ES256)
            .withOperations(KeyOperation.SIGN, KeyOperation.VERIFY);
    for (CoseKey each : List.of(key, key.toPublic(), full, full.toPublic())) {
      assertEquals(each, CoseKeys.fromJwk(CoseKeys.toJwk(each)), CoseKeys.toJwk(each));
    }
  }

  @ParameterizedTest
  @MethodSource("privateKeys")
  void survivesPem(CoseKey key) throws Exception {
    for (CoseKey each : List.of(key, key.toPublic())) {
      assertEquals(each, CoseKeys.fromPem(CoseKeys.toPem(each)), CoseKeys.toPem(each));
    }
    assertTrue(CoseKeys.toPem(key).startsWith("-----BEGIN PRIVATE KEY-----\n"));
    assertTrue(CoseKeys.toPem(key.toPublic()).startsWith("-----BEGIN PUBLIC KEY-----\n"));
  }

  @ParameterizedTest
  @MethodSource("privateKeys")
  void pemIsWhatAnotherImplementationReads(CoseKey key) throws Exception {
    String algorithm =
        key instanceof Ec2Key
            ? "EC"
            : key instanceof RsaKey
                ? "RSA"
                : OkpKey.edwards(key.curveOrNull()) != null ? "EdDSA" : "XDH";
    KeyFactory factory = KeyFactory.getInstance(algorithm, new BouncyCastleProvider());
    byte[] publicDer = der(CoseKeys.toPem(key.toPublic()));
    assertEquals(
        Bytes.wrap(publicDer),
        Bytes.wrap(factory.generatePublic(new X509EncodedKeySpec(publicDer)).getEncoded()));
    byte[] privateDer =
        factory.generatePrivate(new PKCS8EncodedKeySpec(der(CoseKeys.toPem(key)))).getEncoded();
    assertEquals(key, CoseKeys.fromPem(pem("PRIVATE KEY", privateDer)));
  }

  private static byte[] der(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  @Test
  void theLimitsOfAJwkCanBeMoved() throws Exception {
    String members = "\"kty\":\"oct\",\"k\":\"AAAA\"";
    String jwk = "{" + members + ",\"x\":" + "[".repeat(70) + "]".repeat(70) + "}";
    DecodeException tooDeep = assertThrows(DecodeException.class, () -> CoseKeys.fromJwk(jwk));
    assertEquals(Reason.TOO_DEEP, tooDeep.reason());
    CoseKey key = CoseKeys.fromJwk(jwk, DecodeOptions.defaults().withMaxDepth(71));
    assertEquals(CoseKeys.fromJwk("{" + members + "}"), key);
  }

  @Test
  void readsSec1WithAndWithoutTheCurveBefore() throws Exception {
    Ec2Key key = (Ec2Key) Keys.on(CoseCurve.P256);
    BigInteger d = WeierstrassCurve.toNumber(key.d().orElseThrow());
    byte[] der = new ECPrivateKey(256, d, SECObjectIdentifiers.secp256r1).getEncoded();
    assertEquals(key, CoseKeys.fromPem(pem("EC PRIVATE KEY", der)));
    byte[] curve = SECObjectIdentifiers.secp256r1.getEncoded();
    assertEquals(key, CoseKeys.fromPem(pem("EC PARAMETERS", curve) + pem("EC PRIVATE KEY", der)));
  }

  @Test
  void readsPkcs1() throws Exception {
    byte[] publicInfo = CoseKeys.toPublicKey(Keys.RSA).getEncoded();
    byte[] pkcs1 =
        SubjectPublicKeyInfo.getInstance(publicInfo)
            .parsePublicKey()
            .toASN1Primitive()
            .getEncoded();
    assertEquals(Keys.RSA.toPublic(), CoseKeys.fromPem(pem("RSA PUBLIC KEY", pkcs1)));
    byte[] privateInfo = CoseKeys.toPrivateKey(Keys.RSA).getEncoded();
    byte[] privatePkcs1 =
        PrivateKeyInfo.getInstance(privateInfo).parsePrivateKey().toASN1Primitive().getEncoded();
    assertEquals(Keys.RSA, CoseKeys.fromPem(pem("RSA PRIVATE KEY", privatePkcs1)));
  }

  /** The certificate of cose-wg/Examples, x509-examples/alice.crt. */
  @Test
  void readsThePublicKeyOfACertificate() throws Exception {
    String der =
        "308201a930820150a00302010202144e3019548429a2893d04b8edba143b8f7d17b276300a06082a"
            + "8648ce3d040302302c312a30280603550403132153616d706c6520434f5345204365727469666963"
            + "61746520417574686f726974793020170d3230313230323137323732355a180f3230353331303130"
            + "3137323732355a3019311730150603550403130e416c696365204c6f76656c616365305930130607"
            + "2a8648ce3d020106082a8648ce3d03010703420004863aa7bc0326716aa59db5bf66cc660d0591d5"
            + "1e4891bc2e6a9baff5077d927cad4eed482a7985be019e9b1936c16e00190e8bcc48ee12d35ff89f"
            + "0fc7a099caa361305f300c0603551d130101ff04023000300f0603551d0f0101ff04050303078000"
            + "301d0603551d0e041604141151555b01ff3f6dddf9e5712ad3ff72a2d94d62301f0603551d230418"
            + "301680141e6fc4d0c0da004a8427cbbd3fe05a99ea2d2d11300a06082a8648ce3d04030203470030"
            + "44022038ff9207872ba4d685700774783d35be5b45af59265a8567ae952d7182d5cba00220163a18"
            + "388efe6310517385458ab4d3bbf7a0c23d9c87da1cf378884fbbcdc86c";
    Ec2Key key = (Ec2Key) CoseKeys.fromPem(pem("CERTIFICATE", Bytes.fromHex(der).toByteArray()));
    assertEquals(
        "863aa7bc0326716aa59db5bf66cc660d0591d51e4891bc2e6a9baff5077d927c", key.x().toHex());
  }

  @Test
  void pemThatIsNoKeyIsRefused() throws Exception {
    String good = CoseKeys.toPem(Keys.on(CoseCurve.P256));
    refusedPem(Reason.SYNTAX, "");
    refusedPem(Reason.SYNTAX, "-----BEGIN PUBLIC KEY");
    refusedPem(Reason.SYNTAX, good.replaceFirst("-----END.*", ""));
    refusedPem(Reason.SYNTAX, good.replaceFirst("\n", "\n!"));
    refusedPem(Reason.INVALID_KEY, good.replace("PRIVATE", "ENCRYPTED PRIVATE"));
    refusedPem(Reason.SYNTAX, good.replace("PRIVATE KEY", "PUBLIC KEY"));
    refusedPem(Reason.SYNTAX, pem("CERTIFICATE", new byte[] {1}));
    refusedPem(Reason.INVALID_KEY, pem("CERTIFICATE", new byte[] {0x30, 0}));
    byte[] withMore = der(good);
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    longer.writeBytes(withMore);
    longer.write(0);
    refusedPem(Reason.SYNTAX, pem("PRIVATE KEY", longer.toByteArray()));
  }

  @Test
  void derThatIsNotTheShortestOrNamesTwoCurvesIsRefused() throws Exception {
    byte[] der = der(CoseKeys.toPem(Keys.on(CoseCurve.P256)));
    assertEquals(0x81, der[1] & 0xff);
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    longer.writeBytes(new byte[] {0x30, (byte) 0x82, 0});
    longer.write(der, 2, der.length - 2);
    refusedPem(Reason.SYNTAX, pem("PRIVATE KEY", longer.toByteArray()));
    for (String inner : List.of("2a8648ce3d030107", "2b81040022")) {
      byte[] sec1 =
          new DerWriter()
              .sequence(
                  w ->
                      w.integer(BigInteger.ONE)
                          .octetString(new byte[] {5})
                          .element(0xa0, curve -> curve.objectIdentifier(inner)))
              .toByteArray();
      byte[] pkcs8 =
          new DerWriter()
              .sequence(
                  w ->
                      w.integer(BigInteger.ZERO)
                          .sequence(
                              a ->
                                  a.objectIdentifier("2a8648ce3d0201")
                                      .objectIdentifier("2a8648ce3d030107"))
                          .octetString(sec1))
              .toByteArray();
      if (inner.equals("2a8648ce3d030107")) {
        CoseKeys.fromPem(pem("PRIVATE KEY", pkcs8));
      } else {
        refusedPem(Reason.INVALID_KEY, pem("PRIVATE KEY", pkcs8));
      }
    }
  }

  @Test
  void nothingFollowsTheCurveInAnAlgorithmIdentifier() throws Exception {
    byte[] point = der(CoseKeys.toPem(Keys.on(CoseCurve.P256).toPublic()));
    byte[] longer = new byte[point.length + 2];
    System.arraycopy(point, 0, longer, 0, 23);
    longer[1] = (byte) (longer[1] + 2);
    longer[3] = (byte) (longer[3] + 2);
    longer[23] = 5; // NULL
    System.arraycopy(point, 23, longer, 25, point.length - 23);
    refusedPem(Reason.SYNTAX, pem("PUBLIC KEY", longer));
  }

  private static void refusedPem(Reason reason, String pem) {
    DecodeException refusal = assertThrows(DecodeException.class, () -> CoseKeys.fromPem(pem), pem);
    assertEquals(reason, refusal.reason(), refusal.getMessage());
  }

  @Test
  void everyDamageOfAPemKeyIsRefusedOrStillAKey() {
    for (CoseKey key : privateKeys().toList()) {
      for (CoseKey each : List.of(key, key.toPublic())) {
        byte[] der = der(CoseKeys.toPem(each));
        String label = each.isPrivate() ? "PRIVATE KEY" : "PUBLIC KEY";
        int step = Math.max(1, der.length / 100);
        for (int i = 0; i < der.length; i += step) {
          byte[] damaged = der.clone();
          damaged[i] ^= (byte) (1 << (i % 8));
          onlyDecodeException(pem(label, damaged));
          onlyDecodeException(pem(label, Arrays.copyOf(der, i)));
        }
      }
    }
  }

  private static void onlyDecodeException(String pem) {
    try {
      CoseKeys.fromPem(pem);
    } catch (DecodeException e) {
      assertTrue(e.getMessage() != null);
    }
  }

  @Test
  void readsTheMembersOfAJwk() throws Exception {
    // RFC 7517, Appendix A.1.
    CoseKey key =
        CoseKeys.fromJwk(
            """
            {"kty":"EC",
             "crv":"P-256",
             "x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
             "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
             "use":"enc",
             "x5c": [1, {"a": null}],
             "kid":"1"}
            """);
    assertEquals(Optional.of(Bytes.ofUtf8("1")), key.keyId());
    assertThrows(InvalidKeyException.class, () -> CoseVerifier.of(key));
    CoseKey bound =
        CoseKeys.fromJwk(
            CoseKeys.toJwk(Keys.on(CoseCurve.ED25519)).replace("}", ",\"alg\":\"Ed25519\"}"));
    assertEquals(CoseAlgorithm.ED25519, CoseVerifier.of(bound).algorithm());
    CoseKey unknown =
        CoseKeys.fromJwk(
            CoseKeys.toJwk(Keys.on(CoseCurve.ED25519)).replace("}", ",\"alg\":\"none\"}"));
    assertThrows(NoSuchAlgorithmException.class, () -> CoseVerifier.of(unknown));
  }

  /** RFC 7517, Appendix A.3: a key for AES key wrap, and one for HMAC. */
  @Test
  void readsSymmetricKeys() throws Exception {
    CoseKey wrapping =
        CoseKeys.fromJwk(
            "{\"kty\":\"oct\",\"alg\":\"A128KW\",\"k\":\"GawgguFyGrWKav7AX4VKUg\",\"use\":\"enc\"}");
    assertEquals(Bytes.fromHex("19ac2082e1721ab58a6afec05f854a52"), ((SymmetricKey) wrapping).k());
    assertEquals(Optional.of(CoseAlgorithm.A128KW.label()), wrapping.algorithmId());
    assertTrue(wrapping.operations().contains(KeyOperation.WRAP_KEY.label()));
    CoseKey mac =
        CoseKeys.fromJwk(
            "{\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":\"AAEC\",\"key_ops\":[\"sign\",\"verify\"]}");
    assertEquals(Optional.of(CoseAlgorithm.HMAC_256.label()), mac.algorithmId());
    assertEquals(
        List.of(KeyOperation.MAC_CREATE.label(), KeyOperation.MAC_VERIFY.label()),
        mac.operations());
    for (CoseKey each : List.of(wrapping, mac)) {
      assertEquals(each, CoseKeys.fromJwk(CoseKeys.toJwk(each)), CoseKeys.toJwk(each));
    }
    assertTrue(CoseKeys.toJwk(mac).contains("\"alg\":\"HS256\""), CoseKeys.toJwk(mac));
    assertTrue(CoseKeys.toJwk(mac).contains("[\"sign\",\"verify\"]"), CoseKeys.toJwk(mac));
    CoseKey signing =
        CoseKeys.fromJwk(CoseKeys.toJwk(Keys.on(CoseCurve.P256)).replace("}", ",\"use\":\"sig\"}"));
    assertEquals(
        List.of(KeyOperation.SIGN.label(), KeyOperation.VERIFY.label()), signing.operations());
  }

  @Test
  void aKidThatIsNoTextIsWrittenInBase64url() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256).withKeyId(Bytes.fromHex("ff00"));
    CoseKey read = CoseKeys.fromJwk(CoseKeys.toJwk(key));
    assertEquals(Optional.of(Bytes.ofUtf8("_wA")), read.keyId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SYNTAX|| {",
        "TRUNCATED|| ",
        "UNEXPECTED_TYPE|| []",
        "UNEXPECTED_TYPE|| {1: 2}",
        "DUPLICATE_KEY|| {\"kty\":\"EC\",\"kty\":\"EC\"}",
        "MISSING_ELEMENT|| {}",
        "MISSING_ELEMENT|| {\"kty\":1}",
        "INVALID_KEY|kty| {\"kty\":\"own\"}",
        "MISSING_ELEMENT|| {\"kty\":\"oct\"}",
        "INVALID_KEY|| {\"kty\":\"oct\",\"k\":\"\"}",
        "SYNTAX|k| {\"kty\":\"oct\",\"k\":\"+\"}",
        "INVALID_KEY|crv| {\"kty\":\"EC\",\"crv\":\"P-257\"}",
        "INVALID_KEY|| {\"kty\":\"EC\",\"crv\":\"Ed25519\",\"x\":\"AA\",\"y\":\"AA\"}",
        "INVALID_KEY|| {\"kty\":\"OKP\",\"crv\":\"P-256\",\"x\":\"AA\"}",
        "MISSING_ELEMENT|| {\"kty\":\"OKP\",\"crv\":\"Ed25519\"}",
        "SYNTAX|x| {\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"+\"}",
        "WRONG_LENGTH|n| {\"kty\":\"RSA\",\"n\":\"\"}",
        "INVALID_KEY|| {\"kty\":\"RSA\",\"n\":\"AA\",\"e\":\"AA\"}"
      })
  void jwkThatIsNoKeyIsRefused(String expected) {
    String[] parts = expected.split("\\|", 3);
    DecodeException refusal = assertThrows(DecodeException.class, () -> CoseKeys.fromJwk(parts[2]));
    assertEquals(Reason.valueOf(parts[0]), refusal.reason(), refusal.getMessage());
    assertEquals(parts[1], refusal.path());
  }

  @Test
  void jwkIsAscii() {
    String jwk = CoseKeys.toJwk(Keys.on(CoseCurve.P256));
    assertEquals(jwk.length(), jwk.getBytes(StandardCharsets.UTF_8).length);
  }
}
