package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborReader;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.DecodeOptions;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;

/** What identifies a key, and keys of which less is given than usual. */
class KeyIdentityTest {

  private static String base64url(Bytes bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  // Thumbprints.

  /** RFC 7638, Section 3.1. */
  @Test
  void theExampleOfTheStandard() throws Exception {
    CoseKey key =
        CoseKeys.fromJwk(
            """
            {"kty": "RSA", "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAt\
            VT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXA\
            rwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6\
            qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xB\
            niIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw", "e": "AQAB", "alg": "RS256",
            "kid": "2011-04-29"}
            """);
    assertEquals(
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", base64url(CoseKeys.jwkThumbprint(key)));
  }

  /** RFC 8037, Appendix A.3. */
  @Test
  void theExampleOfEd25519() throws Exception {
    CoseKey key =
        CoseKeys.fromJwk(
            """
            {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
            """);
    assertEquals(
        "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", base64url(CoseKeys.jwkThumbprint(key)));
  }

  @Test
  void aPrivateKeyHasTheThumbprintOfItsPublicKey() throws Exception {
    List<CoseKey> keys = new ArrayList<>(List.of(Keys.RSA, Keys.on(CoseCurve.P256)));
    keys.add(CoseKeys.generate(CoseAlgorithm.ML_DSA_44));
    for (CoseKey key : keys) {
      CoseKey named = key.withKeyId(Bytes.fromHex("01"));
      assertEquals(CoseKeys.jwkThumbprint(key.toPublic()), CoseKeys.jwkThumbprint(named));
    }
    CoseKey akp = keys.get(2);
    String members =
        "{\"alg\":\"ML-DSA-44\",\"kty\":\"AKP\",\"pub\":\""
            + base64url(((AkpKey) akp).pub())
            + "\"}";
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.US_ASCII));
    assertEquals(Bytes.wrap(hash), CoseKeys.jwkThumbprint(akp));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{1: 2, -1: 300, -2: h'0102', -3: h'0304'}",
        "{1: 2, 3: -9, 2: h'07', -1: 300, -2: h'0102', -3: h'0304', -4: h'05'}",
        "{-3: h'0304', -2: h'0102', -1: 300, 1: 2}"
      })
  void keysOnUnknownCurvesHaveThumbprints(String notation) throws Exception {
    CoseKey key = CoseKey.decode(Edn.parse(notation));
    assertFalse(key.isSupported());
    byte[] required = Edn.parse("{1: 2, -1: 300, -2: h'0102', -3: h'0304'}").toByteArray();
    assertEquals(
        Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(required)), key.thumbprint());
  }

  @Test
  void keysOnUnknownCurvesMustHaveWhatTheirTypeRequires() throws Exception {
    CoseKey okp = CoseKey.decode(Edn.parse("{1: 1, -1: \"Ristretto\", -2: h'01'}"));
    byte[] required = Edn.parse("{1: 1, -1: \"Ristretto\", -2: h'01'}").toByteArray();
    assertEquals(
        Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(required)), okp.thumbprint());
    for (String notation :
        List.of(
            "{1: 2, -1: 300, -2: h'01'}",
            "{1: 2, -1: 300, -2: h'01', -3: true}",
            "{1: 1, -1: 300}",
            "{1: 1, -1: 300, -2: \"x\"}",
            "{1: 99, -1: 300, -2: h'01'}")) {
      CoseKey key = CoseKey.decode(Edn.parse(notation));
      assertThrows(IllegalStateException.class, key::thumbprint, notation);
    }
  }

  // Less than usual.

  @ParameterizedTest
  @EnumSource(CoseCurve.class)
  void aPrivateKeyIsMadeOfItsSecretAlone(CoseCurve curve) throws Exception {
    CoseKey key = Keys.on(curve);
    if (key instanceof Ec2Key ec) {
      assertEquals(key, Ec2Key.ofPrivate(curve, ec.d().orElseThrow()));
      assertThrows(InvalidKeyException.class, () -> Ec2Key.ofPrivate(curve, Bytes.fromHex("01")));
      assertThrows(
          InvalidKeyException.class,
          () -> Ec2Key.ofPrivate(curve, Bytes.wrap(new byte[curve.size()])));
      assertThrows(InvalidKeyException.class, () -> OkpKey.ofPrivate(curve, ec.d().orElseThrow()));
    } else if (key instanceof OkpKey okp) {
      assertEquals(key, OkpKey.ofPrivate(curve, okp.d().orElseThrow()));
      assertThrows(InvalidKeyException.class, () -> OkpKey.ofPrivate(curve, Bytes.fromHex("01")));
      assertThrows(InvalidKeyException.class, () -> Ec2Key.ofPrivate(curve, okp.d().orElseThrow()));
    }
  }

  @Test
  void aPrivateKeyOfMlDsaIsMadeOfItsSeed() throws Exception {
    AkpKey key = CoseKeys.generate(CoseAlgorithm.ML_DSA_65, AkpKey.class);
    Bytes seed = key.priv().orElseThrow();
    assertEquals(key, AkpKey.ofPrivate(CoseAlgorithm.ML_DSA_65, seed));
    assertThrows(InvalidKeyException.class, () -> AkpKey.ofPrivate(CoseAlgorithm.ES256, seed));
  }

  @Test
  void aKeyInsideAnotherStructureIsReadWhereItIs() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256).toPublic();
    // As the authenticator data of WebAuthn: a key after 55 bytes, and extensions after it.
    Bytes extensions = Edn.parse("{\"credProtect\": 2}");
    byte[] whole = new byte[55 + key.toByteArray().length + extensions.length()];
    key.encode().toBytes().copyTo(whole, 55);
    extensions.copyTo(whole, whole.length - extensions.length());
    CborReader reader = new CborReader(Bytes.wrap(whole).slice(55));
    assertEquals(key, CoseKey.read(reader));
    assertEquals(extensions, reader.readEncodedItem());
  }

  /** A key whose x begins with a zero byte, which some software leaves out of a JWK. */
  private static final String SHORT =
      """
      {"kty": "EC", "crv": "P-256", "d": "D_VALUE", "x": "X_VALUE", "y": "Y_VALUE"}
      """;

  private static Ec2Key withLeadingZero(boolean inX) throws Exception {
    for (int d = 1; ; d++) {
      byte[] scalar = new byte[32];
      scalar[30] = (byte) (d >> 8);
      scalar[31] = (byte) d;
      Ec2Key key = Ec2Key.ofPrivate(CoseCurve.P256, Bytes.wrap(scalar));
      if ((inX ? key.x() : key.y()).unsignedByteAt(0) == 0) {
        return key;
      }
    }
  }

  private static String stripped(Ec2Key key, int x, int y, int d) {
    return SHORT
        .replace("X_VALUE", base64url(key.x().slice(x)))
        .replace("Y_VALUE", base64url(key.y().slice(y)))
        .replace("D_VALUE", base64url(key.d().orElseThrow().slice(d)));
  }

  @Test
  void leadingZerosAreDemandedOfAJwkUnlessTheReaderIsLenient() throws Exception {
    for (boolean inX : new boolean[] {true, false}) {
      Ec2Key key = withLeadingZero(inX);
      String jwk = stripped(key, inX ? 1 : 0, inX ? 0 : 1, 0);
      DecodeException refusal = assertThrows(DecodeException.class, () -> CoseKeys.fromJwk(jwk));
      assertEquals(Reason.WRONG_LENGTH, refusal.reason());
      assertEquals(
          inX
              ? "x has 31 bytes, and on P-256 takes 32, leading zeros included (RFC 7518, Section"
                  + " 6.2.1.2)"
              : "y has 31 bytes, and on P-256 takes 32, leading zeros included (RFC 7518, Section"
                  + " 6.2.1.3)",
          refusal.detail());
      List<DecodeException> remarks = new ArrayList<>();
      DecodeOptions lenient = DecodeOptions.defaults().withRemarks(remarks::add);
      assertEquals(key, CoseKeys.fromJwk(jwk, lenient));
      assertEquals(
          List.of(refusal.detail()), remarks.stream().map(DecodeException::detail).toList());
      remarks.clear();
      assertEquals(key, CoseKeys.fromJwk(stripped(key, 0, 0, 28), lenient));
      assertEquals(1, remarks.size());
      // What is missing at the other end, or is too long, is no question of zeros.
      String cut =
          stripped(key, 0, 0, 0).replace(base64url(key.y()), base64url(key.y().slice(0, 31)));
      assertThrows(DecodeException.class, () -> CoseKeys.fromJwk(cut, lenient));
    }
  }
}
