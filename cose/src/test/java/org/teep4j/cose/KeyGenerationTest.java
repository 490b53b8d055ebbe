package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;

/** New keys, symmetric keys, and keys for key agreement. */
class KeyGenerationTest {

  static Stream<CoseAlgorithm> algorithmsWithOneKindOfKey() {
    return Arrays.stream(CoseAlgorithm.values())
        .filter(each -> each.kind() != CoseAlgorithm.Kind.HASH)
        .filter(each -> each != CoseAlgorithm.DIRECT && each != CoseAlgorithm.HSS_LMS)
        .filter(each -> !each.name().startsWith("ECDH"))
        // One RSA key of this size takes long enough.
        .filter(each -> !each.name().matches("PS(256|384)|RS\\d+|RSAES_OAEP(_SHA_256)?"));
  }

  @ParameterizedTest
  @MethodSource("algorithmsWithOneKindOfKey")
  void aKeyIsBoundToItsAlgorithm(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = CoseKeys.generate(algorithm);
    assertEquals(Optional.of(algorithm.label()), key.algorithmId());
    assertTrue(key.isPrivate());
    assertEquals(key, CoseKey.decode(Bytes.wrap(key.toByteArray())));
    if (algorithm.kind() == CoseAlgorithm.Kind.SIGNATURE) {
      Bytes payload = Bytes.ofUtf8("payload");
      CoseSign1 signed = CoseSign1.sign(payload, CoseSigner.of(key));
      assertEquals(payload, signed.verify(CoseVerifier.of(key.toPublic())).bytes());
    }
    if (key instanceof RsaKey rsa) {
      assertEquals(3072, rsa.n().bitLength());
    } else {
      assertNotEquals(key, CoseKeys.generate(algorithm));
    }
  }

  @Test
  void symmetricKeysAreAsLongAsTheAlgorithmDemands() throws Exception {
    assertEquals(16, length(CoseAlgorithm.A128GCM));
    assertEquals(24, length(CoseAlgorithm.A192KW));
    assertEquals(32, length(CoseAlgorithm.CHACHA20_POLY1305));
    assertEquals(32, length(CoseAlgorithm.HMAC_256_64));
    assertEquals(48, length(CoseAlgorithm.HMAC_384));
    assertEquals(32, length(CoseAlgorithm.AES_MAC_256_64));
    assertEquals(32, length(CoseAlgorithm.DIRECT_HKDF_SHA_256));
    assertEquals(64, length(CoseAlgorithm.DIRECT_HKDF_SHA_512));
    assertEquals(16, length(CoseAlgorithm.DIRECT_HKDF_AES_128));
    assertEquals(CoseCurve.P384, CoseKeys.generate(CoseAlgorithm.HPKE_1).curveOrNull());
    assertEquals(CoseCurve.X448, CoseKeys.generate(CoseAlgorithm.HPKE_5_KE).curveOrNull());
  }

  private static int length(CoseAlgorithm algorithm) throws Exception {
    return CoseKeys.generate(algorithm, SymmetricKey.class).k().length();
  }

  /** A key has the type that was asked for, and keeps it when it is named or bound. */
  @Test
  void aKeyHasTheTypeThatIsAskedFor() throws Exception {
    Bytes kid = Bytes.ofUtf8("kid");
    SymmetricKey symmetric = CoseKeys.generate(CoseAlgorithm.A128KW, SymmetricKey.class);
    assertEquals(symmetric.k(), symmetric.withKeyId(kid).withOperations().k());
    Ec2Key ec = CoseKeys.generate(CoseCurve.P256, Ec2Key.class);
    assertEquals(ec.d(), ec.withAlgorithm(CoseAlgorithm.ESP256).withKeyId(kid).d());
    assertEquals(Optional.of(kid), ec.withKeyId(kid).toPublic().keyId());
    OkpKey okp = CoseKeys.generate(CoseAlgorithm.ED25519, OkpKey.class);
    assertEquals(okp.x(), okp.withKeyId(kid).withOperations(KeyOperation.SIGN).x());
    AkpKey akp = CoseKeys.generate(CoseAlgorithm.ML_DSA_44, AkpKey.class);
    assertEquals(akp.pub(), akp.withKeyId(kid).withAlgorithm(CoseAlgorithm.ML_DSA_44).pub());
    RsaKey rsa = CoseKeys.generate(CoseAlgorithm.PS512, RsaKey.class).withKeyId(kid);
    assertEquals(3072, rsa.n().bitLength());
    CoseKey any = CoseKeys.generate(CoseCurve.X448, CoseKey.class);
    assertEquals(CoseCurve.X448, any.curveOrNull());
  }

  @Test
  void anotherTypeIsRefused() {
    assertEquals(
        "a key for A128KW is no Ec2Key, but Symmetric, 128 bits",
        assertThrows(
                IllegalArgumentException.class,
                () -> CoseKeys.generate(CoseAlgorithm.A128KW, Ec2Key.class))
            .getMessage());
    assertEquals(
        "a key for Ed25519 is no Ec2Key, but Ed25519",
        assertThrows(
                IllegalArgumentException.class,
                () -> CoseKeys.generate(CoseCurve.ED25519, Ec2Key.class))
            .getMessage());
  }

  @ParameterizedTest
  @EnumSource(
      value = CoseAlgorithm.class,
      names = {"DIRECT", "ECDH_ES_HKDF_256", "ECDH_SS_A128KW", "SHA_256"})
  void algorithmsThatDoNotDecideAreRefused(CoseAlgorithm algorithm) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> CoseKeys.generate(algorithm));
    assertEquals(algorithm.ianaName() + " does not decide on a kind of key", refusal.getMessage());
  }

  @ParameterizedTest
  @EnumSource(CoseCurve.class)
  void aKeyOnACurveIsNotBound(CoseCurve curve) throws Exception {
    CoseKey key = CoseKeys.generate(curve);
    assertEquals(curve, key.curveOrNull());
    assertEquals(Optional.empty(), key.algorithmId());
    assertTrue(key.isPrivate());
  }

  /** RFC 7748, Sections 6.1 and 6.2: the keys of Alice. */
  @ParameterizedTest
  @CsvSource({
    "X25519,"
        + "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a,"
        + "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
    "X448,"
        + "9a8f4925d1519f5775cf46b04b5800d4ee9ee8bae8bc5565d498c28d"
        + "d9c9baf574a9419744897391006382a6f127ab1d9ac2d8c0a598726b,"
        + "9b08f7cc31b7e3e67d22d5aea121074a273bd2b83de09c63faa73d2c"
        + "22c5d9bbc836647241d953d40c5b12da88120d53177f80e532c41fa0"
  })
  void publicKeysOfKeyAgreementAreComputed(CoseCurve curve, String d, String x) throws Exception {
    OkpKey key = OkpKey.ofSeed(curve, Bytes.fromHex(d), KeyAttributes.NONE);
    assertEquals(x, key.x().toHex());
    assertEquals(key, OkpKey.of(curve, Bytes.fromHex(x), Bytes.fromHex(d)));
  }

  @ParameterizedTest
  @EnumSource(
      value = CoseCurve.class,
      names = {"X25519", "X448"})
  void keysOfKeyAgreementAgreeInTheJdk(CoseCurve curve) throws Exception {
    CoseKey alice = CoseKeys.generate(curve);
    CoseKey bob = CoseKey.decode(Bytes.wrap(CoseKeys.generate(curve).toByteArray()));
    assertArrayEquals(agree(alice, bob), agree(bob, alice));
    InvalidKeyException refusal =
        assertThrows(InvalidKeyException.class, () -> CoseSigner.of(alice, CoseAlgorithm.EDDSA));
    assertTrue(
        refusal.getMessage().startsWith("the key does not fit EdDSA: "), refusal.getMessage());
    assertEquals(
        alice, CoseKeys.of(new KeyPair(CoseKeys.toPublicKey(alice), CoseKeys.toPrivateKey(alice))));
  }

  private static byte[] agree(CoseKey mine, CoseKey theirs) throws Exception {
    KeyAgreement agreement = KeyAgreement.getInstance("XDH");
    agreement.init(CoseKeys.toPrivateKey(mine));
    agreement.doPhase(CoseKeys.toPublicKey(theirs), true);
    return agreement.generateSecret();
  }

  @Test
  void symmetricKeysGoToTheJcaAndBack() throws Exception {
    SymmetricKey key = SymmetricKey.of(Bytes.fromHex("000102030405060708090a0b0c0d0e0f"));
    SecretKey secret = key.toSecretKey("AES");
    assertEquals("AES", secret.getAlgorithm());
    assertEquals(new SecretKeySpec(key.k().toByteArray(), "AES"), secret);
    assertEquals(key, SymmetricKey.of(secret));
    InvalidKeyException refusal =
        assertThrows(InvalidKeyException.class, () -> SymmetricKey.of(new Hidden()));
    assertEquals("the value of the key cannot be read", refusal.getMessage());
    assertFalse(key.toString().contains("0001"), key.toString());
    assertThrows(IllegalStateException.class, () -> CoseKeys.toPem(key));
  }

  /** A key that stays in its token. */
  private static final class Hidden implements SecretKey {
    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
      return "AES";
    }

    @Override
    public String getFormat() {
      return null;
    }

    @Override
    public byte[] getEncoded() {
      return null;
    }
  }

  @Test
  void keyOperationsOfThePublicKeyAreThoseOfItsHolder() throws Exception {
    CoseKey key =
        Keys.on(CoseCurve.P256)
            .withOperations(
                KeyOperation.SIGN,
                KeyOperation.DECRYPT,
                KeyOperation.UNWRAP_KEY,
                KeyOperation.DERIVE_KEY);
    assertEquals(
        List.of(
            KeyOperation.VERIFY.label(),
            KeyOperation.ENCRYPT.label(),
            KeyOperation.WRAP_KEY.label()),
        key.toPublic().operations());
    assertInstanceOf(Ec2Key.class, key.toPublic());
  }
}
