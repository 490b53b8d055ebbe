package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.spec.ECFieldFp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.teletrust.TeleTrusTNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.internal.WeierstrassCurve;

/** The curves of RFC 5639 and the algorithms that RFC 9864, Section 2.1 has for them. */
class BrainpoolTest {

  private static final Segments SAMPLE = Segments.of(Bytes.ofUtf8("sample"));

  /**
   * A private key, and what another implementation makes of it.
   *
   * @param d the private key: that of RFC 7027, Appendix A.1 to A.3, except on brainpoolP320r1
   * @param point x and y: those of RFC 7027, and of python-ecdsa 0.19.2 on brainpoolP320r1
   * @param signature over {@code sample} with deterministic nonces, by python-ecdsa 0.19.2
   */
  record Signed(CoseAlgorithm algorithm, String d, String point, String signature) {}

  static Stream<Signed> signed() {
    return Stream.of(
        new Signed(
            CoseAlgorithm.ESB256,
            "81db1ee100150ff2ea338d708271be38300cb54241d79950f77b063039804f1d",
            "44106e913f92bc02a1705d9953a8414db95e1aaa49e81d9e85f929a8e3100be5"
                + "8ab4846f11caccb73ce49cbdd120f5a900a69fd32c272223f789ef10eb089bdc",
            "8a6b3a1a10a8ce1459cdeed0cb1884597642e6bc47b9c552ea6114a0d03c40dd"
                + "466c80b901174c93369e5736a6993c081087040f5c7039f314e02a2853d6f87f"),
        new Signed(
            CoseAlgorithm.ESB320,
            "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728",
            "76ae3ad8e5f493791115df5918de27c402c17f2b50b3464c35099a1015df3daf212ffa0fdb2042d6"
                + "d00e407efba738dda30990c70d165fe52d0b8695e61c9c088faf38fe0139e5103dbb7ef17a0f1d0b",
            "abc38aae4e523e3d193311f40c21ffddc6e70cdd20a1ec057ce4772cd68c9414e246217f848ef751"
                + "2c1d41dbaf97c0b32e54ac8459a1771760c6d635db35a467b42a6bc4f7053ace2dd1ce612d6ed5a8"),
        new Signed(
            CoseAlgorithm.ESB384,
            "1e20f5e048a5886f1f157c74e91bde2b98c8b52d58e5003d"
                + "57053fc4b0bd65d6f15eb5d1ee1610df870795143627d042",
            "68b665dd91c195800650cdd363c625f4e742e8134667b767"
                + "b1b476793588f885ab698c852d4a6e77a252d6380fcaf068"
                + "55bc91a39c9ec01dee36017b7d673a931236d2f1f5c83942"
                + "d049e3fa20607493e0d038ff2fd30c2ab67d15c85f7faa59",
            "2a0b927997ff034d1d5081be0f3f8c6eecac3dc9bb194774"
                + "e69d5363cd924741e1802c3c0caea91ec144c869c993cfd6"
                + "22bc8dbdc26500cc666a7128a19aae17e79ec1853d8703dc"
                + "0b6e703052e39cd4f3f3819bfef8094335ede131acfe3071"),
        new Signed(
            CoseAlgorithm.ESB512,
            "16302ff0dbbb5a8d733dab7141c1b45acbc8715939677f6a56850a38bd87bd59"
                + "b09e80279609ff333eb9d4c061231fb26f92eeb04982a5f1d1764cad57665422",
            "0a420517e406aac0acdce90fcd71487718d3b953efd7fbec5f7f27e28c614999"
                + "9397e91e029e06457db2d3e640668b392c2a7e737a7f0bf04436d11640fd09fd"
                + "72e6882e8db28aad36237cd25d580db23783961c8dc52dfa2ec138ad472a0fce"
                + "f3887cf62b623b2a87de5c588301ea3e5fc269b373b60724f5e82a6ad147fde7",
            "5a62cd28cd5aa4cd20a8aa2973e593006eca66d956354ab09ab1da0efbb72e00"
                + "35586a4174a17fb01b50003ebc64b6719f7695e14777dbc630c8b72f67fe1532"
                + "a5a80b85ad0a792960106c1fe420c57e6ef456a80493c51d3ce7768fe2717ea6"
                + "32202f160bc714dfd3fe1823d77b40bf21d16b2ac9288f8728e05503d40f8ab5"));
  }

  @ParameterizedTest
  @MethodSource("signed")
  void signsAsAnotherImplementationDoes(Signed known) throws Exception {
    CoseCurve curve = known.algorithm().curve().orElseThrow();
    Ec2Key key = Ec2Key.ofPrivate(curve, Bytes.fromHex(known.d()));
    assertEquals(known.point(), key.x().toHex() + key.y().toHex());
    CoseSigner signer = CoseSigner.of(key);
    assertEquals(known.algorithm(), signer.algorithm());
    byte[] signature = signer.sign(SAMPLE);
    assertEquals(known.signature(), Bytes.wrap(signature).toHex());
    CoseVerifier.of(key.toPublic(), known.algorithm()).verify(SAMPLE, Bytes.wrap(signature));
  }

  /**
   * The first test of each file of Wycheproof: a message of six digits.
   *
   * @param point x and y
   */
  record Published(CoseAlgorithm algorithm, String point, String signature) {}

  /** C2SP/wycheproof, testvectors_v1/ecdsa_brainpoolP…_p1363_test.json of 2026-08-18, tcId 1. */
  static Stream<Published> published() {
    return Stream.of(
        new Published(
            CoseAlgorithm.ESB256,
            "019a2d9637743a63ddaefdbca0ee229a163b809b9b145e5313bbeb8defeab9d6"
                + "548caf89bf5ba49499404145651234336401b9b2843a579ed152e090f11b9e59",
            "0a5f8c70ba2d0842d5d0f841f160ad15195769a8159bfe692634d73d469d111f"
                + "426e857aad3ff7aa96e4d200c03b45f1846a36d089ee3917768ca1a0d6d4da6e"),
        new Published(
            CoseAlgorithm.ESB320,
            "0fcc8860cb26e262ca8b4ecb9c52f78d82a10a1d30dd0c8ecd7584ce80dbb75c488a062b64375500"
                + "1f27e676c26cd3488c1ef4ec3edd88cf8af78daf9036724b57e66da02cf7c676a53664becdfedc3b",
            "85b1bc586bf5407f9c8ec3765fe02bd19380998c45892ccd5081a1bd8872a26cdaf403e6dbf34a6e"
                + "833d6661b0576d61a80ffe4d3271c43b2a56c14b3bd90305923ccdcf7b3d988c07ebb1c4cc67381c"),
        new Published(
            CoseAlgorithm.ESB384,
            "192ed5ce547d2336911d3f6cecba227f08df077f6242a914"
                + "7a914e854e6e32d325fd23ccc42921dc4a7e4c2eb71defd3"
                + "631e69079ba982e7a1cad0a39eff47fc6d6e3a280d081286"
                + "b624886ba1f3069671ec1a29986d84fb79736d2799e6fc21",
            "0e8e114a1c351405560bf8d47b166bfe957087a8003b3534"
                + "33b6144f7ee7d6f79c8dd14ef229fa7a2f2782bf33708b91"
                + "83aa7ba485dc060df9922f9ccc5da29adb75d44671d18bad"
                + "0636d2e09c5e2f95e892a79b9fd3b37e1f798b157b567a24"),
        new Published(
            CoseAlgorithm.ESB512,
            "67cea1bedf84cbdcba69a05bb2ce3a2d1c9d911d236c480929a16ad697b45a6c"
                + "a127079fe8d7868671e28ef33bdf9319e2e51c84b190ac5c91b51baf0a980ba5"
                + "00a7e79006194b5378f65cbe625ef2c47c64e56040d873b995b5b1ebaa4a6ce9"
                + "71da164391ff619af3bcfc71c5e1ad27ee0e859c2943e2de8ef7c43d3c976e9b",
            "0bd2593447cc6c02caf99d60418dd42e9a194c910e6755ed0c7059acac656b04"
                + "ccfe1e8348462ee43066823aee2fed7ca012e9890dfb69866d7ae88b6506f9c7"
                + "44b42304e693796618d090dbcb2a2551c3cb78534611e61fd9d1a5c0938b5b8e"
                + "c6ed53d2d28999eabbd8e7792d167fcf582492403a6a0f7cc94c73a28fb76b71"));
  }

  @ParameterizedTest
  @MethodSource("published")
  void verifiesAPublishedSignature(Published known) throws Exception {
    CoseCurve curve = known.algorithm().curve().orElseThrow();
    Bytes point = Bytes.fromHex(known.point());
    CoseVerifier verifier =
        CoseVerifier.of(Ec2Key.of(curve, point.slice(0, curve.size()), point.slice(curve.size())));
    Bytes signature = Bytes.fromHex(known.signature());
    verifier.verify(Segments.of(Bytes.ofUtf8("123400")), signature);
    VerificationException refusal =
        assertThrows(VerificationException.class, () -> verifier.verify(SAMPLE, signature));
    assertEquals(Failure.SIGNATURE, refusal.failure());
  }

  // Keys.

  static List<CoseCurve> curves() {
    return Arrays.stream(CoseCurve.values()).filter(curve -> curve.id() >= 256).toList();
  }

  @Test
  void theNumbersAreTheRegisteredOnes() {
    Map<Integer, String> curves =
        Map.of(
            256, "brainpoolP256r1",
            257, "brainpoolP320r1",
            258, "brainpoolP384r1",
            259, "brainpoolP512r1");
    curves.forEach((id, name) -> assertEquals(name, CoseCurve.fromId(id).orElseThrow().ianaName()));
    Map<Long, String> algorithms =
        Map.of(-265L, "ESB256", -266L, "ESB320", -267L, "ESB384", -268L, "ESB512");
    algorithms.forEach(
        (id, name) -> assertEquals(name, CoseAlgorithm.fromId(id).orElseThrow().ianaName()));
  }

  @ParameterizedTest
  @MethodSource("curves")
  void parametersAreThoseOfAnotherImplementation(CoseCurve curve) {
    X9ECParameters theirs = TeleTrusTNamedCurves.getByName(curve.jcaName());
    java.security.spec.ECParameterSpec ours = WeierstrassCurve.of(curve.jcaName()).parameters();
    BigInteger prime = ((ECFieldFp) ours.getCurve().getField()).getP();
    assertEquals(theirs.getCurve().getField().getCharacteristic(), prime);
    assertEquals(theirs.getCurve().getA().toBigInteger(), ours.getCurve().getA());
    assertEquals(theirs.getCurve().getB().toBigInteger(), ours.getCurve().getB());
    assertEquals(theirs.getG().getAffineXCoord().toBigInteger(), ours.getGenerator().getAffineX());
    assertEquals(theirs.getG().getAffineYCoord().toBigInteger(), ours.getGenerator().getAffineY());
    assertEquals(theirs.getN(), ours.getOrder());
    assertEquals(theirs.getH().intValueExact(), ours.getCofactor());
    assertEquals(3, prime.mod(BigInteger.valueOf(4)).intValueExact()); // for square roots
  }

  @ParameterizedTest
  @MethodSource("curves")
  void pointsOffTheCurveAreRefused(CoseCurve curve) {
    Ec2Key key = (Ec2Key) Keys.on(curve);
    Bytes other = ((Ec2Key) Keys.generate(curve)).y();
    BigInteger prime =
        ((ECFieldFp) WeierstrassCurve.of(curve.jcaName()).parameters().getCurve().getField())
            .getP();
    Bytes large = Bytes.wrap(WeierstrassCurve.toBytes(prime, curve.size()));
    Bytes zero = Bytes.wrap(new byte[curve.size()]);
    for (List<Bytes> point :
        List.of(
            List.of(key.x(), other),
            List.of(key.x(), large),
            List.of(large, key.y()),
            List.of(zero, zero))) {
      InvalidKeyException refusal =
          assertThrows(
              InvalidKeyException.class, () -> Ec2Key.of(curve, point.get(0), point.get(1)));
      assertEquals("the point is not on the curve", refusal.getMessage());
    }
    InvalidKeyException longer =
        assertThrows(
            InvalidKeyException.class,
            () -> Ec2Key.of(curve, key.x(), Segments.of(zero.slice(0, 1), key.y()).toBytes()));
    assertEquals(
        "x, y and d of " + curve.ianaName() + " take " + curve.size() + " bytes",
        longer.getMessage());
  }

  /** {@code openssl genpkey}. */
  private static final String P320 =
      """
      -----BEGIN PRIVATE KEY-----
      MIGiAgEAMBQGByqGSM49AgEGCSskAwMCCAEBCQSBhjCBgwIBAQQohmv3SfumC5n4
      GadVHXGX+39AYP9DRBeRmIVv6w68kYwPjHBU4brLrKFUA1IABH+2gylWktbfUvA8
      nfFi1I5ijt/2c82aczPxhWdtZpTkuFuWGTkR4ohwYdRYiFh1/SvJeTOtotukw9BL
      9N6uJliN0PUDdoHb1fUDmx0k7TIa
      -----END PRIVATE KEY-----
      """;

  /** {@code openssl ecparam -genkey}: the SEC 1 form. */
  private static final String P256 =
      """
      -----BEGIN EC PRIVATE KEY-----
      MHgCAQEEIKizfzUFKGSpcFgwT5oQ5Gcna5VG4zBO19JmIYbhf0KvoAsGCSskAwMC
      CAEBB6FEA0IABDXLO8dtYeo/AHWgn30DE1xJXPncx9ZGQcBYVC8o0vJ8dr1PmxjV
      xUcO73bvdC9WcqwI2RrUl++lS4LmzGQAIdE=
      -----END EC PRIVATE KEY-----
      """;

  @Test
  void keysOfOpensslAreRead() throws Exception {
    CoseKey p320 = CoseKeys.fromPem(P320);
    assertEquals(CoseCurve.BRAINPOOL_P320R1, p320.curveOrNull());
    assertTrue(p320.isPrivate());
    assertEquals(P320, CoseKeys.toPem(p320));
    CoseKey compressed =
        CoseKeys.fromDer(
            Bytes.fromHex(
                "3042301406072a8648ce3d020106092b2403030208010109032a00027fb6"
                    + "83295692d6df52f03c9df162d48e628edff673cd9a7333f185676d6694e4b85b96193911e288"));
    assertEquals(p320.toPublic(), compressed);
    assertEquals(CoseCurve.BRAINPOOL_P256R1, CoseKeys.fromPem(P256).curveOrNull());
  }

  /** The registry "JSON Web Key Elliptic Curve" does not have these curves. */
  @ParameterizedTest
  @MethodSource("curves")
  void thereIsNoJwk(CoseCurve curve) {
    CoseKey key = Keys.on(curve).toPublic();
    String name = curve.ianaName();
    assertEquals(Optional.empty(), curve.joseName());
    for (IllegalStateException refusal :
        List.of(
            assertThrows(IllegalStateException.class, () -> CoseKeys.toJwk(key)),
            assertThrows(IllegalStateException.class, () -> CoseKeys.jwkThumbprint(key)))) {
      assertEquals("JOSE has no curve " + name, refusal.getMessage());
    }
    String jwk = "{\"kty\":\"EC\",\"crv\":\"" + name + "\",\"x\":\"AA\",\"y\":\"AA\"}";
    DecodeException refusal = assertThrows(DecodeException.class, () -> CoseKeys.fromJwk(jwk));
    assertEquals(Reason.INVALID_KEY, refusal.reason());
    assertEquals("crv is not supported: " + name, refusal.detail());
  }

  // Uses.

  /** ISO/IEC 18013-5 names ES256 with brainpoolP256r1; the caller must permit it. */
  @Test
  void anotherNameOfTheAlgorithmMustBePermitted() throws Exception {
    CoseKey key = Keys.on(CoseCurve.BRAINPOOL_P256R1);
    Bytes signature = Bytes.wrap(CoseSigner.of(key).sign(SAMPLE));
    assertEquals(
        List.of(CoseAlgorithm.ESB256),
        Arrays.stream(CoseAlgorithm.values()).filter(CoseVerifier.of(key)::accepts).toList());
    assertThrows(InvalidKeyException.class, () -> CoseVerifier.of(key, CoseAlgorithm.ES256));
    assertThrows(InvalidKeyException.class, () -> CoseVerifier.of(key, CoseAlgorithm.ESP256));
    CoseVerifier.ofAnyCurve(key, CoseAlgorithm.ES256).verify(SAMPLE, signature);
    assertThrows(
        InvalidKeyException.class, () -> CoseVerifier.ofAnyCurve(key, CoseAlgorithm.ESB256));
  }

  @ParameterizedTest
  @MethodSource("curves")
  void thereIsNoKeyAgreement(CoseCurve curve) {
    assertThrows(InvalidKeyException.class, () -> CoseKeyAgreement.of(Keys.on(curve)));
  }

  @Test
  void signaturesBecomeDerAndBack() throws Exception {
    Bytes fixed = Bytes.wrap(CoseSigner.of(Keys.on(CoseCurve.BRAINPOOL_P512R1)).sign(SAMPLE));
    byte[] der = EcdsaSignatures.toDer(fixed, CoseAlgorithm.ESB512);
    assertArrayEquals(fixed.toByteArray(), EcdsaSignatures.fromDer(der, CoseAlgorithm.ESB512));
  }
}
