package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;

/** Keys of which a part is absent, secret, written in two forms, or cleared by its owner. */
class KeyPartsTest {

  private static CoseKey decode(String notation) throws DecodeException {
    return CoseKey.decode(Edn.parse(notation));
  }

  private static DecodeException refused(Reason reason, String notation) {
    DecodeException refusal = assertThrows(DecodeException.class, () -> decode(notation), notation);
    assertEquals(reason, refusal.reason(), refusal.getMessage());
    return refusal;
  }

  // Absent parts.

  static List<CoseCurve> curvesOfEc2() {
    return Keys.curvesOfEc2();
  }

  @ParameterizedTest
  @MethodSource("curvesOfEc2")
  void onlyDOfAPrivateKeyOnACurveIsRequired(CoseCurve curve) throws Exception {
    Ec2Key key = (Ec2Key) Keys.on(curve);
    Ec2Key other = (Ec2Key) Keys.generate(curve);
    boolean odd = key.y().unsignedByteAt(curve.size() - 1) % 2 == 1;
    String start = "{1: 2, -1: " + curve.id() + ", -4: h'" + key.d().orElseThrow().toHex() + "'";
    for (String part :
        List.of("-2: h'" + key.x().toHex() + "'", "-3: h'" + key.y().toHex() + "'", "-3: " + odd)) {
      assertEquals(key, decode(start + ", " + part + "}"));
    }
    for (String part :
        List.of(
            "-2: h'" + other.x().toHex() + "'",
            "-3: h'" + other.y().toHex() + "'",
            "-3: " + !odd,
            "-2: h''",
            "-3: h''")) {
      refused(Reason.INVALID_KEY, start + ", " + part + "}");
    }
    refused(Reason.UNEXPECTED_TYPE, start + ", -2: false}");
  }

  @ParameterizedTest
  @ValueSource(ints = {2048, 3072})
  void thePrimesOfAnRsaKeyAreRecomputed(int bits) throws Exception {
    RsaKey key = (RsaKey) Keys.rsa(bits);
    RsaKey.Secrets secrets = key.secrets().orElseThrow();
    RsaKey found = RsaKey.of(key.n(), key.e(), secrets.d());
    RsaKey.Secrets computed = found.secrets().orElseThrow();
    assertEquals(Set.of(secrets.p(), secrets.q()), Set.of(computed.p(), computed.q()));
    assertEquals(secrets.d(), computed.d());
    String jwk = CoseKeys.toJwk(key);
    String short_ = jwk.replaceAll(",\"(p|q|dp|dq|qi)\":\"[^\"]*\"", "");
    assertFalse(short_.contains("\"qi\""), short_);
    assertEquals(found, CoseKeys.fromJwk(short_));
    for (String member : List.of("p", "q", "dp", "dq", "qi", "d")) {
      String partial = jwk.replaceAll(",\"" + member + "\":\"[^\"]*\"", "");
      DecodeException refusal =
          assertThrows(DecodeException.class, () -> CoseKeys.fromJwk(partial), member);
      assertEquals(Reason.MISSING_ELEMENT, refusal.reason());
    }
    // JCA has such keys too.
    KeyFactory factory = KeyFactory.getInstance("RSA");
    RSAPrivateKey bare =
        (RSAPrivateKey) factory.generatePrivate(new RSAPrivateKeySpec(key.n(), secrets.d()));
    assertEquals(found, CoseKeys.of(new KeyPair(CoseKeys.toPublicKey(key), bare)));
    CoseSign1 message =
        CoseSign1.sign(Bytes.ofUtf8("m"), CoseSigner.of(found, CoseAlgorithm.PS256));
    message.verify(CoseVerifier.of(key, CoseAlgorithm.PS256));
  }

  @Test
  void primesAreFoundWhateverTheExponents() throws Exception {
    Random random = new Random(7);
    BigInteger one = BigInteger.ONE;
    int found = 0;
    for (int i = 0; i < 12; i++) {
      BigInteger p = BigInteger.probablePrime(i % 2 == 0 ? 1024 : 1400, random);
      BigInteger q = BigInteger.probablePrime(i % 2 == 0 ? 1025 : 700, random);
      BigInteger product = p.subtract(one).multiply(q.subtract(one));
      BigInteger least = product.divide(p.subtract(one).gcd(q.subtract(one)));
      for (BigInteger e :
          List.of(
              BigInteger.valueOf(3),
              BigInteger.valueOf(65537),
              new BigInteger("fffffffffffffff1", 16))) {
        if (e.gcd(product).equals(one)) {
          for (BigInteger modulus : List.of(product, least)) {
            RsaKey key = RsaKey.of(p.multiply(q), e, e.modInverse(modulus));
            assertEquals(p.max(q), key.secrets().orElseThrow().p());
            found++;
          }
        }
      }
    }
    assertTrue(found > 40, found + " keys");
  }

  @Test
  void exponentsThatLeadToNoPrimesAreRefused() throws Exception {
    RsaKey key = (RsaKey) Keys.RSA;
    BigInteger d = key.secrets().orElseThrow().d();
    Random random = new Random(3);
    List<BigInteger> wrong =
        new ArrayList<>(
            List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                d.negate(),
                d.add(BigInteger.ONE),
                d.add(key.n()),
                key.n().subtract(BigInteger.ONE)));
    for (int i = 0; i < 20; i++) {
      wrong.add(new BigInteger(2047, random));
    }
    for (BigInteger each : wrong) {
      assertThrows(InvalidKeyException.class, () -> RsaKey.of(key.n(), key.e(), each));
    }
    BigInteger prime = BigInteger.probablePrime(2048, random);
    BigInteger square = BigInteger.probablePrime(1024, random).pow(2);
    for (BigInteger n : List.of(prime, square.setBit(2047), square)) {
      assertThrows(InvalidKeyException.class, () -> RsaKey.of(n, key.e(), d));
      assertThrows(
          InvalidKeyException.class, () -> RsaKey.of(n, key.e(), n.subtract(BigInteger.TWO)));
    }
  }

  @Test
  void numbersLongerThanTheModulusAreNotComputedWith() {
    RsaKey key = (RsaKey) Keys.RSA;
    RsaKey.Secrets s = key.secrets().orElseThrow();
    BigInteger huge = BigInteger.ONE.shiftLeft(1 << 26).add(s.d());
    for (RsaKey.Secrets each :
        List.of(
            new RsaKey.Secrets(huge, s.p(), s.q(), s.dP(), s.dQ(), s.qInv()),
            new RsaKey.Secrets(s.d(), huge, huge, s.dP(), s.dQ(), s.qInv()),
            new RsaKey.Secrets(s.d(), s.p(), s.q(), huge, huge, huge))) {
      assertThrows(InvalidKeyException.class, () -> RsaKey.of(key.n(), key.e(), each));
    }
    assertThrows(InvalidKeyException.class, () -> RsaKey.of(key.n(), key.e(), huge));
  }

  // Secret parts.

  @Test
  void anRsaKeyWithSomeOfItsSecretsIsNoPublicKey() throws Exception {
    RsaKey key = (RsaKey) Keys.RSA;
    String open = Edn.print(Bytes.wrap(key.toPublic().toByteArray())).replace("}", "");
    for (int label = -8; label <= -3; label++) {
      DecodeException refusal =
          refused(Reason.MISSING_ELEMENT, open + ", " + label + ": h'" + "05".repeat(128) + "'}");
      assertTrue(refusal.detail().startsWith("the key has no "), refusal.detail());
    }
    assertFalse(decode(open + "}").isPrivate());
  }

  @Test
  void thePublicKeyHasOnlyWhatIsKnownToBePublic() throws Exception {
    for (CoseKey key :
        List.of(
            Keys.on(CoseCurve.P256),
            Keys.on(CoseCurve.ED25519),
            Keys.RSA,
            Keys.forAlgorithm(CoseAlgorithm.ML_DSA_44))) {
      String secret = "5e".repeat(16);
      String notation = Edn.print(Bytes.wrap(key.toByteArray()));
      String more = ", 2: 'kid', 5: h'" + secret + "', -70001: h'" + secret + "', \"own\": 1}";
      CoseKey full = decode(notation.substring(0, notation.lastIndexOf('}')) + more);
      assertEquals(2, full.otherParameters().size());
      CoseKey open = full.toPublic();
      assertEquals(key.toPublic().withKeyId(Bytes.ofUtf8("kid")), open);
      assertFalse(Bytes.wrap(open.toByteArray()).toHex().contains(secret));
      assertEquals(
          open,
          CoseVerifier.allOf(full, Set.of(CoseAlgorithm.values()))
              .get(0)
              .publicKey()
              .orElseThrow());
    }
  }

  @Test
  void aKeyForDerivingAloneHasAPublicKeyForNothingElse() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256).withOperations(KeyOperation.DERIVE_KEY);
    CoseKey open = key.toPublic();
    assertTrue(open.isRestricted());
    assertEquals(open, CoseKey.decode(Bytes.wrap(open.toByteArray())));
    assertThrows(InvalidKeyException.class, () -> CoseVerifier.of(open));
    ContentKeySender.of(open, CoseAlgorithm.ECDH_ES_A128KW);
    CoseKey empty = decode("{1: 4, 4: [], -1: h'" + "00".repeat(32) + "'}");
    assertThrows(InvalidKeyException.class, () -> CoseMacCreator.of(empty, CoseAlgorithm.HMAC_256));
    CoseKey agreeing = Keys.on(CoseCurve.P256).with(KeyAttributes.NONE.withOperations(List.of()));
    assertThrows(InvalidKeyException.class, () -> CoseKeyAgreement.of(agreeing));
    assertThrows(InvalidKeyException.class, () -> HpkeDecryptor.of(agreeing, CoseAlgorithm.HPKE_0));
    assertFalse(key.withOperations().isRestricted());
  }

  // Parts with two forms.

  @Test
  void aKeyOfX25519HasOneThumbprint() throws Exception {
    OkpKey key = (OkpKey) Keys.on(CoseCurve.X25519);
    byte[] x = key.x().toByteArray();
    x[31] |= (byte) 0x80;
    OkpKey masked = OkpKey.of(CoseCurve.X25519, Bytes.wrap(x));
    assertEquals(key.x(), masked.x());
    assertEquals(key.toPublic(), masked);
    assertEquals(key.thumbprint(), masked.thumbprint());
    assertEquals(key, OkpKey.of(CoseCurve.X25519, Bytes.wrap(x), key.d().orElseThrow()));
    // 9 and the prime plus 9 (RFC 7748, Section 5).
    Bytes nine = Bytes.fromHex("09" + "00".repeat(31));
    Bytes more = Bytes.fromHex("f6" + "ff".repeat(30) + "7f");
    assertEquals(OkpKey.of(CoseCurve.X25519, nine), OkpKey.of(CoseCurve.X25519, more));
    Bytes five = Bytes.fromHex("05" + "00".repeat(55));
    Bytes moreFive = Bytes.fromHex("04" + "00".repeat(27) + "ff".repeat(28));
    assertEquals(OkpKey.of(CoseCurve.X448, five).x(), five);
    // The prime is 2^448 - 2^224 - 1, so that 5 more than it is 2^448 - 2^224 + 4.
    assertEquals(OkpKey.of(CoseCurve.X448, five), OkpKey.of(CoseCurve.X448, moreFive));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void pointsOfX25519ThatLeadToNoSecretAreCalledThat(String x) throws Exception {
    refusedToEncryptTo(decode("{1: 1, -1: 4, -2: h'" + x + "'}"), CoseAlgorithm.HPKE_3);
  }

  private static void refusedToEncryptTo(CoseKey key, CoseAlgorithm hpke) throws Exception {
    CoseKeyAgreement own = CoseKeyAgreement.of(Keys.on(key.curveOrNull()));
    for (Executable executable :
        List.<Executable>of(
            () -> ContentKeySender.of(key, CoseAlgorithm.ECDH_ES_A128KW),
            () -> ContentKeySender.ecdhSs(own, key, CoseAlgorithm.ECDH_SS_A128KW),
            () -> ContentKeyRecipient.ecdhSs(own, key, CoseAlgorithm.ECDH_SS_A128KW),
            () -> HpkeEncryptor.of(key, hpke))) {
      InvalidKeyException refusal = assertThrows(InvalidKeyException.class, executable);
      assertTrue(refusal.getMessage().startsWith("the point has a small order"));
    }
  }

  @Test
  void pointsOfX448ThatLeadToNoSecretAreCalledThat() throws Exception {
    String minusOne = "fe" + "ff".repeat(27) + "fe" + "ff".repeat(27);
    String prime = "ff".repeat(28) + "fe" + "ff".repeat(27);
    for (String x : List.of("00".repeat(56), "01" + "00".repeat(55), minusOne, prime)) {
      refusedToEncryptTo(decode("{1: 1, -1: 5, -2: h'" + x + "'}"), CoseAlgorithm.HPKE_5);
    }
  }

  // Cleared parts.

  @Test
  void clearingWhatAKeyWasDecodedFromDoesNotChangeIt() throws Exception {
    List<CoseKey> keys = new ArrayList<>();
    for (CoseCurve curve : CoseCurve.values()) {
      keys.add(Keys.on(curve));
    }
    keys.add(Keys.RSA);
    keys.add(Keys.forAlgorithm(CoseAlgorithm.ML_DSA_44));
    keys.add(CoseKeys.generate(CoseAlgorithm.HMAC_256));
    keys.add(decode("{1: 99, -1: h'0102'}"));
    keys.add(HssLmsKey.of(Bytes.fromHex("000000010000000500000004" + "ab".repeat(48))));
    for (CoseKey plain : keys) {
      String notation = Edn.print(Bytes.wrap(plain.withKeyId(Bytes.ofUtf8("kid")).toByteArray()));
      byte[] encoded =
          Edn.parse(
                  notation.substring(0, notation.lastIndexOf('}'))
                      + ", 5: h'0102', \"own\": h'03'}")
              .toByteArray();
      CoseKey key = CoseKey.decode(Bytes.copyOf(encoded));
      CoseKey cleared = CoseKey.decode(Bytes.wrap(encoded));
      byte[] array = new byte[encoded.length + 1];
      array[0] = (byte) 0x81;
      System.arraycopy(encoded, 0, array, 1, encoded.length);
      CoseKeySet set = CoseKeySet.decode(Bytes.wrap(array));
      Bytes before = Bytes.wrap(set.toByteArray());
      Arrays.fill(encoded, (byte) 0);
      Arrays.fill(array, (byte) 0);
      assertEquals(key, cleared);
      assertEquals(before, Bytes.wrap(set.toByteArray()));
      assertEquals(key.toString(), cleared.toString());
    }
  }

  @Test
  void clearingWhatAKeyWasMadeFromDoesNotChangeIt() throws Exception {
    byte[] k = {1, 2, 3};
    SymmetricKey symmetric = SymmetricKey.of(Bytes.wrap(k));
    byte[] id = {7};
    CoseKey named = symmetric.withKeyId(Bytes.wrap(id));
    Ec2Key ec = (Ec2Key) Keys.on(CoseCurve.P256);
    byte[] x = ec.x().toByteArray();
    byte[] d = ec.d().orElseThrow().toByteArray();
    Ec2Key copied = Ec2Key.of(CoseCurve.P256, Bytes.wrap(x), ec.y(), Bytes.wrap(d));
    OkpKey okp = (OkpKey) Keys.on(CoseCurve.ED25519);
    byte[] seed = okp.d().orElseThrow().toByteArray();
    OkpKey copiedOkp = OkpKey.of(CoseCurve.ED25519, okp.x(), Bytes.wrap(seed));
    for (byte[] each : List.of(k, id, x, d, seed)) {
      Arrays.fill(each, (byte) 0);
    }
    assertEquals("010203", symmetric.k().toHex());
    assertEquals(Optional.of(Bytes.fromHex("07")), named.keyId());
    assertEquals(ec, copied);
    assertEquals(okp, copiedOkp);
  }

  // Other forms.

  @Test
  void bytesInAnotherFormAreCalledThat() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256);
    for (byte[] der :
        List.of(CoseKeys.toPublicKey(key).getEncoded(), CoseKeys.toPrivateKey(key).getEncoded())) {
      DecodeException refusal =
          assertThrows(DecodeException.class, () -> CoseKey.decode(Bytes.wrap(der)));
      assertEquals("this is DER, not CBOR", refusal.detail());
    }
    for (String text : List.of(CoseKeys.toPem(key), CoseKeys.toJwk(key))) {
      DecodeException refusal =
          assertThrows(DecodeException.class, () -> CoseKey.decode(Bytes.ofUtf8(text)));
      assertEquals(Reason.UNEXPECTED_TYPE, refusal.reason());
      assertTrue(refusal.detail().endsWith("not CBOR"), refusal.detail());
    }
  }

  // Several algorithms.

  @Test
  void anRsaKeyCanBeAskedForAllAlgorithmsThatTheCallerPermits() throws Exception {
    Set<CoseAlgorithm> permitted =
        Set.of(CoseAlgorithm.RS256, CoseAlgorithm.PS384, CoseAlgorithm.ES256);
    assertEquals(
        List.of(CoseAlgorithm.PS384, CoseAlgorithm.RS256),
        CoseVerifier.allOf(Keys.RSA, permitted).stream().map(CoseVerifier::algorithm).toList());
    assertEquals(1, CoseVerifier.allOf(Keys.on(CoseCurve.P256), permitted).size());
    assertEquals(
        1, CoseVerifier.allOf(Keys.RSA.withAlgorithm(CoseAlgorithm.RS256), permitted).size());
    assertThrows(
        InvalidKeyException.class, () -> CoseVerifier.allOf(Keys.on(CoseCurve.P521), permitted));
    assertThrows(InvalidKeyException.class, () -> CoseVerifier.allOf(Keys.RSA, Set.of()));
    CoseSign1 message =
        CoseSign1.sign(Bytes.ofUtf8("m"), CoseSigner.of(Keys.RSA, CoseAlgorithm.RS256));
    message.verify(CoseKeyResolver.of(List.of(Keys.on(CoseCurve.P521), Keys.RSA), permitted));
    assertThrows(
        VerificationException.class,
        () -> message.verify(CoseKeyResolver.of(List.of(Keys.RSA), Set.of(CoseAlgorithm.PS256))));
  }
}
