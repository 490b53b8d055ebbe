package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;
import org.teep4j.cose.internal.WeierstrassCurve;

/** COSE_Key as CBOR and as JCA keys, what is refused, and what keys forbid. */
class KeyTest {

  private static final String X =
      "65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d";
  private static final String Y =
      "1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c";

  static Stream<CoseKey> privateKeys() {
    return Stream.concat(Arrays.stream(CoseCurve.values()).map(Keys::on), Stream.of(Keys.RSA));
  }

  private static CoseKey decode(String notation) throws DecodeException {
    return CoseKey.decode(Edn.parse(notation));
  }

  private static void refused(Reason reason, String path, String notation) {
    DecodeException refusal = assertThrows(DecodeException.class, () -> decode(notation));
    assertEquals(reason, refusal.reason(), refusal.getMessage());
    assertEquals("COSE_Key" + path, refusal.path());
  }

  @ParameterizedTest
  @MethodSource("privateKeys")
  void survivesCborAndJca(CoseKey key) throws Exception {
    CoseKey full =
        key.withKeyId(Bytes.ofUtf8("k"))
            .withAlgorithm(CoseAlgorithm.ES256)
            .withOperations(KeyOperation.SIGN, KeyOperation.VERIFY);
    for (CoseKey each : List.of(key, full, full.toPublic())) {
      CoseKey decoded = CoseKey.decode(Bytes.wrap(each.toByteArray()));
      assertEquals(each, decoded);
      assertEquals(each.hashCode(), decoded.hashCode());
      assertEquals(each.toString(), decoded.toString());
      assertEquals(key.thumbprint(), decoded.thumbprint());
    }
    assertFalse(full.toPublic().isPrivate());
    assertEquals(List.of(KeyOperation.VERIFY.label()), full.toPublic().operations());
    assertNotEquals(key, key.toPublic());
    Provider provider = Keys.isForeignToTheJdk(key) ? new BouncyCastleProvider() : null;
    KeyPair pair = new KeyPair(JcaKeys.toPublic(key, provider), JcaKeys.toPrivate(key, provider));
    assertEquals(key.toPublic(), CoseKeys.of(pair.getPublic()));
    assertEquals(key, CoseKeys.of(pair));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Ed25519", "Ed448", "X25519", "X448", "secp256r1", "secp384r1", "secp521r1"})
  void takesOverKeysThatTheJdkMakes(String name) throws Exception {
    for (int i = 0; i < 20; i++) {
      KeyPair pair =
          (name.startsWith("secp") ? Keys.ec(name) : KeyPairGenerator.getInstance(name))
              .generateKeyPair();
      // The private key is found to belong to the public one: both were read right.
      CoseKey key = CoseKeys.of(pair);
      assertEquals(key.toPublic(), CoseKeys.of(pair.getPublic()));
      assertEquals(pair.getPublic(), CoseKeys.toPublicKey(key));
    }
  }

  @Test
  void thumbprintOfRfc9679() throws Exception {
    CoseKey key =
        decode("{1: 2, -1: 1, -2: h'" + X + "', -3: h'" + Y + "', 2: 'meriadoc', 99: \"other\"}");
    assertEquals(
        "496bd8afadf307e5b08c64b0421bf9dc01528a344a43bda88fadd1669da253ec",
        key.thumbprint().toHex());
    CoseKey compressed = decode("{1: 2, -1: 1, -2: h'" + X + "', -3: false}");
    assertEquals(key.thumbprint(), compressed.thumbprint());
    assertEquals(key.thumbprint(MessageDigest.getInstance("SHA-256")), compressed.thumbprint());
    assertEquals(64, key.thumbprint(MessageDigest.getInstance("SHA-512")).length());
  }

  @Test
  void compressedPointsStayCompressed() throws Exception {
    Ec2Key even = (Ec2Key) decode("{1: 2, -1: 1, -2: h'" + X + "', -3: false}");
    assertEquals(Y, even.y().toHex());
    Ec2Key odd = (Ec2Key) decode("{1: 2, -1: 1, -2: h'" + X + "', -3: true}");
    assertNotEquals(even.y(), odd.y());
    assertEquals(
        Edn.parse("{1: 2, -1: 1, -2: h'" + X + "', -3: true}"), Bytes.wrap(odd.toByteArray()));
    for (CoseCurve curve : Keys.curvesOfEc2()) {
      Ec2Key full = (Ec2Key) Keys.on(curve);
      boolean isOdd = (full.y().unsignedByteAt(curve.size() - 1) & 1) != 0;
      assertEquals(full.toPublic().y(), Ec2Key.ofCompressed(curve, full.x(), isOdd).y());
      assertNotEquals(full.y(), Ec2Key.ofCompressed(curve, full.x(), !isOdd).y());
    }
  }

  @Test
  void thePublicPartOfAPrivateKeyMayBeAbsent() throws Exception {
    for (CoseKey key : privateKeys().toList()) {
      String d = d(key);
      if (d != null) {
        String kty = key instanceof Ec2Key ? "2" : "1";
        int crv = key.curveOrNull().id();
        assertEquals(key, decode("{1: " + kty + ", -1: " + crv + ", -4: h'" + d + "'}"));
      }
    }
  }

  private static String d(CoseKey key) {
    if (key instanceof Ec2Key ec) {
      return ec.d().orElseThrow().toHex();
    }
    return key instanceof OkpKey okp ? okp.d().orElseThrow().toHex() : null;
  }

  @ParameterizedTest
  @MethodSource("privateKeys")
  void showsNoSecret(CoseKey key) {
    String shown = key.withKeyId(Bytes.ofUtf8("k")).toString();
    assertTrue(shown.contains("private"), shown);
    String d = d(key);
    if (d != null) {
      assertFalse(shown.contains(d.substring(0, 16)), shown);
    }
    if (key instanceof RsaKey rsa) {
      assertEquals("Secrets[…]", rsa.secrets().orElseThrow().toString());
      assertEquals("RSA 2048 bits[private, kid=h'6b']", shown);
    }
  }

  @Test
  void eachOperationHasItsCounterpart() {
    List<CoseLabel> operations =
        Stream.concat(
                Stream.of(CoseLabel.of("own"), CoseLabel.of(99)),
                Arrays.stream(KeyOperation.values()).map(KeyOperation::label))
            .toList();
    assertEquals(
        List.of(
            CoseLabel.of("own"),
            CoseLabel.of(99),
            KeyOperation.VERIFY.label(),
            KeyOperation.ENCRYPT.label(),
            KeyOperation.WRAP_KEY.label(),
            KeyOperation.MAC_CREATE.label(),
            KeyOperation.MAC_VERIFY.label()),
        KeyAttributes.publicOperations(operations));
  }

  @Test
  void unknownParametersAreKept() throws Exception {
    String notation =
        "{1: 2, 5: h'0102', -1: 1, -2: h'" + X + "', -3: h'" + Y + "', \"x\": [1, {2: 3}]}";
    CoseKey key = decode(notation);
    assertEquals(Map.of(CoseLabel.of("x"), Edn.parse("[1, {2: 3}]")), key.otherParameters());
    assertEquals(Optional.of(Bytes.fromHex("0102")), key.baseIv());
    assertEquals(Edn.parse(notation), Bytes.wrap(key.toByteArray()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{1: 99}",
        "{1: \"own\", -1: 1}",
        "{1: 2, -1: 99, -2: h'00'}",
        "{1: 2, -1: \"own\"}",
        "{1: 1, -1: 99}",
        "{1: 6, 2: 'k', -1: 1}"
      })
  void otherKeysAreKeptAndNotUsed(String notation) throws Exception {
    CoseKey key = decode(notation);
    assertFalse(key.isSupported());
    assertEquals(Edn.parse(notation), Bytes.wrap(key.toByteArray()));
    assertThrows(GeneralSecurityException.class, () -> CoseVerifier.of(key));
    assertThrows(GeneralSecurityException.class, () -> CoseVerifier.of(key, CoseAlgorithm.ES256));
    assertThrows(GeneralSecurityException.class, () -> CoseSigner.of(key, CoseAlgorithm.EDDSA));
    assertThrows(IllegalStateException.class, key::thumbprint);
    assertThrows(IllegalStateException.class, key::toPublic);
    assertThrows(IllegalStateException.class, () -> CoseKeys.toPem(key));
    assertThrows(IllegalStateException.class, () -> CoseKeys.toJwk(key));
  }

  @Test
  void malformedKeysAreRefused() {
    refused(Reason.UNEXPECTED_TYPE, "", "[]");
    refused(Reason.MISSING_ELEMENT, "", "{2: 'k'}");
    refused(Reason.UNEXPECTED_TYPE, "/kty", "{1: h''}");
    refused(Reason.UNEXPECTED_TYPE, "/kid", "{1: 2, 2: \"k\", -1: 1}");
    refused(Reason.UNEXPECTED_TYPE, "/alg", "{1: 2, 3: [], -1: 1}");
    refused(Reason.FIXED_LIMIT, "/key_ops", "{1: 2, 4: [1" + ", 2".repeat(64) + "], -1: 1}");
    refused(Reason.UNEXPECTED_TYPE, "/key_ops", "{1: 2, 4: 1, -1: 1}");
    refused(Reason.MISSING_ELEMENT, "", "{1: 2}");
    refused(Reason.MISSING_ELEMENT, "", "{1: 2, -1: 1, -2: h'" + X + "'}");
    refused(Reason.MISSING_ELEMENT, "", "{1: 2, -1: 1, -3: h'" + Y + "'}");
    refused(Reason.MISSING_ELEMENT, "", "{1: 1, -1: 6}");
    refused(Reason.UNEXPECTED_TYPE, "/y", "{1: 2, -1: 1, -2: h'" + X + "', -3: 1}");
    refused(Reason.INVALID_KEY, "/crv", "{1: 2, -1: 6, -2: h'00'}");
    refused(Reason.INVALID_KEY, "/crv", "{1: 1, -1: 1, -2: h'00'}");
    refused(Reason.INVALID_KEY, "", "{1: 2, -1: 1, -2: h'00', -3: h'" + Y + "'}");
    refused(Reason.INVALID_KEY, "", "{1: 2, -1: 1, -2: h'" + X + "', -3: h'00" + Y + "'}");
    refused(Reason.INVALID_KEY, "", "{1: 1, -1: 6, -2: h'00'}");
  }

  @Test
  void pointsOffTheCurveAreRefused() throws Exception {
    refused(Reason.INVALID_KEY, "", "{1: 2, -1: 1, -2: h'" + X + "', -3: h'" + X + "'}");
    String zero = "00".repeat(32);
    refused(Reason.INVALID_KEY, "", "{1: 2, -1: 1, -2: h'" + zero + "', -3: h'" + zero + "'}");
    String ones = "ff".repeat(32);
    refused(Reason.INVALID_KEY, "", "{1: 2, -1: 1, -2: h'" + ones + "', -3: true}");
    // The same point, with the prime added to a small coordinate, where that fits.
    Ec2Key p521 = (Ec2Key) Keys.on(CoseCurve.P521);
    BigInteger prime = BigInteger.ONE.shiftLeft(521).subtract(BigInteger.ONE);
    BigInteger moved = WeierstrassCurve.toNumber(p521.x()).add(prime);
    Bytes x = Bytes.wrap(WeierstrassCurve.toBytes(moved, 66));
    InvalidKeyException refusal =
        assertThrows(InvalidKeyException.class, () -> Ec2Key.of(CoseCurve.P521, x, p521.y()));
    assertEquals("the point is not on the curve", refusal.getMessage());
  }

  /** The encodings of the points of order 1, 2, 4 and 8, canonical and not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void pointsOfSmallOrderAreRefused(String x) {
    refused(Reason.INVALID_KEY, "", "{1: 1, -1: 6, -2: h'" + x + "'}");
    assertFalse(Ed25519.validatePublicKeyFull(Bytes.fromHex(x).toByteArray(), 0));
  }

  @Test
  void pointsOfSmallOrderOnEd448AreRefused() {
    for (String y : List.of("00", "01")) {
      refused(Reason.INVALID_KEY, "", "{1: 1, -1: 7, -2: h'" + y + "00".repeat(56) + "'}");
    }
    String minusOne = "fe" + "ff".repeat(27) + "fe" + "ff".repeat(27) + "00";
    refused(Reason.INVALID_KEY, "", "{1: 1, -1: 7, -2: h'" + minusOne + "'}");
    refused(Reason.INVALID_KEY, "", "{1: 1, -1: 7, -2: h'" + "ff".repeat(57) + "'}");
  }

  @Test
  void edwardsPointsAreOnTheCurveWhereBouncyCastleSaysSo() {
    byte[] x = new byte[32];
    int refused = 0;
    for (int i = 2; i < 250; i++) {
      x[0] = (byte) i;
      boolean expected = Ed25519.validatePublicKeyPartial(x, 0);
      Bytes point = Bytes.copyOf(x);
      if (expected) {
        try {
          OkpKey.of(CoseCurve.ED25519, point);
        } catch (InvalidKeyException e) {
          throw new AssertionError("y = " + i, e);
        }
      } else {
        refused++;
        assertThrows(
            InvalidKeyException.class, () -> OkpKey.of(CoseCurve.ED25519, point), "y = " + i);
      }
    }
    assertTrue(refused > 100, "about one half of all numbers is no y");
  }

  static List<CoseCurve> curvesOfEc2() {
    return Keys.curvesOfEc2();
  }

  @ParameterizedTest
  @MethodSource("curvesOfEc2")
  void scalarsOutOfRangeOrOfAnotherKeyAreRefused(CoseCurve curve) throws Exception {
    Ec2Key key = (Ec2Key) Keys.on(curve);
    Ec2Key other = (Ec2Key) Keys.generate(curve);
    BigInteger n = WeierstrassCurve.of(curve.jcaName()).order();
    Bytes order = Bytes.wrap(WeierstrassCurve.toBytes(n, curve.size()));
    Bytes zero = Bytes.wrap(new byte[curve.size()]);
    for (Bytes d : List.of(order, zero)) {
      InvalidKeyException refusal =
          assertThrows(InvalidKeyException.class, () -> Ec2Key.of(curve, key.x(), key.y(), d));
      assertEquals("the private key is out of range", refusal.getMessage());
    }
    InvalidKeyException refusal =
        assertThrows(
            InvalidKeyException.class,
            () -> Ec2Key.of(curve, key.x(), key.y(), other.d().orElseThrow()));
    assertEquals("the private key does not belong to the public key", refusal.getMessage());
  }

  @ParameterizedTest
  @EnumSource(
      value = CoseCurve.class,
      names = {"ED25519", "ED448", "X25519", "X448"})
  void octetSecretOfAnotherKeyIsRefused(CoseCurve curve) {
    OkpKey key = (OkpKey) Keys.on(curve);
    OkpKey other = (OkpKey) Keys.generate(curve);
    InvalidKeyException refusal =
        assertThrows(
            InvalidKeyException.class, () -> OkpKey.of(curve, key.x(), other.d().orElseThrow()));
    assertEquals("the private key does not belong to the public key", refusal.getMessage());
  }

  @Test
  void rsaNumbersOutOfRangeAreRefused() throws Exception {
    RsaKey key = (RsaKey) Keys.RSA;
    BigInteger e = key.e();
    BigInteger short2047 = BigInteger.ONE.shiftLeft(2047).subtract(BigInteger.ONE);
    for (BigInteger n :
        List.of(short2047, key.n().add(BigInteger.ONE), BigInteger.ONE.shiftLeft(16384).add(e))) {
      assertThrows(InvalidKeyException.class, () -> RsaKey.of(n, e));
    }
    for (long exponent : new long[] {0, 1, 2, 65536}) {
      assertThrows(
          InvalidKeyException.class, () -> RsaKey.of(key.n(), BigInteger.valueOf(exponent)));
    }
    RsaKey other = (RsaKey) Keys.rsa(2048);
    assertThrows(
        InvalidKeyException.class, () -> RsaKey.of(key.n(), e, other.secrets().orElseThrow()));
    String n = RsaKey.toUnsigned(key.n()).toHex();
    refused(Reason.INVALID_KEY, "/n", "{1: 3, -1: h'00" + n + "', -2: h'010001'}");
    refused(Reason.WRONG_LENGTH, "/e", "{1: 3, -1: h'" + n + "', -2: h''}");
    refused(Reason.MISSING_ELEMENT, "", "{1: 3, -1: h'" + n + "'}");
    refused(Reason.MISSING_ELEMENT, "", "{1: 3, -1: h'" + n + "', -2: h'010001', -3: h'05'}");
    refused(Reason.INVALID_KEY, "/other", "{1: 3, -1: h'" + n + "', -2: h'010001', -9: []}");
    assertThrows(InvalidKeyException.class, () -> CoseKeys.of(weakRsa().getPublic()));
    assertThrows(
        InvalidKeyException.class,
        () ->
            CoseSigner.of(
                weakRsa().getPrivate(), CoseAlgorithm.PS256, Security.getProvider("SunRsaSign")));
  }

  private static KeyPair weakRsa() throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    return generator.generateKeyPair();
  }

  @Test
  void keyOpsAndAlgAreObeyed() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256);
    InvalidKeyException noVerify =
        assertThrows(
            InvalidKeyException.class,
            () -> CoseVerifier.of(key.withOperations(KeyOperation.SIGN)));
    assertEquals("key_ops does not include verify", noVerify.getMessage());
    InvalidKeyException noSign =
        assertThrows(
            InvalidKeyException.class,
            () -> CoseSigner.of(key.withOperations(KeyOperation.VERIFY, KeyOperation.DERIVE_KEY)));
    assertEquals("key_ops does not include sign", noSign.getMessage());
    InvalidKeyException otherAlgorithm =
        assertThrows(
            InvalidKeyException.class,
            () -> CoseVerifier.of(key.withAlgorithm(CoseAlgorithm.ES256), CoseAlgorithm.ESP256));
    assertTrue(
        otherAlgorithm.getMessage().startsWith("the key is bound to alg -7 (ES256), not to "),
        otherAlgorithm.getMessage());
    assertThrows(
        InvalidKeyException.class, () -> CoseVerifier.of(key.withAlgorithm(CoseAlgorithm.ES384)));
    assertThrows(
        NoSuchAlgorithmException.class,
        () -> CoseVerifier.of(key.withAlgorithm(CoseAlgorithm.ECDH_ES_A128KW)));
    InvalidKeyException isPublic =
        assertThrows(InvalidKeyException.class, () -> CoseSigner.of(key.toPublic()));
    assertEquals("the key is public", isPublic.getMessage());
    InvalidKeyException ambiguous =
        assertThrows(InvalidKeyException.class, () -> CoseVerifier.of(Keys.RSA));
    assertEquals(
        "the key does not say which signature algorithm it is for: it is an RSA key, for"
            + " signatures or key transport",
        ambiguous.getMessage());
  }

  @Test
  void aKeyWithoutAlgSignsWithTheFullySpecifiedName() throws Exception {
    Map<CoseCurve, CoseAlgorithm> expected =
        Map.of(
            CoseCurve.P256, CoseAlgorithm.ESP256,
            CoseCurve.P384, CoseAlgorithm.ESP384,
            CoseCurve.P521, CoseAlgorithm.ESP512,
            CoseCurve.SECP256K1, CoseAlgorithm.ES256K,
            CoseCurve.ED25519, CoseAlgorithm.ED25519,
            CoseCurve.ED448, CoseAlgorithm.ED448,
            CoseCurve.BRAINPOOL_P320R1, CoseAlgorithm.ESB320,
            CoseCurve.BRAINPOOL_P512R1, CoseAlgorithm.ESB512);
    for (Map.Entry<CoseCurve, CoseAlgorithm> each : expected.entrySet()) {
      CoseKey key = Keys.on(each.getKey());
      assertEquals(each.getValue(), CoseSigner.of(key).algorithm());
      CoseVerifier verifier = CoseVerifier.of(key);
      List<CoseAlgorithm> accepted =
          Arrays.stream(CoseAlgorithm.values()).filter(verifier::accepts).toList();
      CoseAlgorithm otherName =
          switch (each.getValue()) {
            case ESP256 -> CoseAlgorithm.ES256;
            case ESP384 -> CoseAlgorithm.ES384;
            case ESP512 -> CoseAlgorithm.ES512;
            case ED25519, ED448 -> CoseAlgorithm.EDDSA;
            default -> each.getValue();
          };
      assertEquals(
          Stream.of(each.getValue(), otherName).distinct().sorted().toList(),
          accepted.stream().sorted().toList());
    }
  }
}
