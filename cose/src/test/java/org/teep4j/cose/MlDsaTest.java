package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.internal.DerWriter;

/** ML-DSA and AKP keys (RFC 9964), and their PEM form (RFC 9881). */
class MlDsaTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");
  private static final Bytes ZEROS = Bytes.wrap(new byte[32]);

  private static AkpKey zeros(CoseAlgorithm algorithm) throws Exception {
    return AkpKey.ofSeed(algorithm, ZEROS, KeyAttributes.NONE);
  }

  private static CoseSign1 example(CoseAlgorithm algorithm) throws Exception {
    Properties examples = new Properties();
    try (InputStream in = MlDsaTest.class.getResourceAsStream("ml-dsa.properties")) {
      examples.load(in);
    }
    String encoded = examples.getProperty(algorithm.ianaName());
    return CoseSign1.decode(Bytes.wrap(Base64.getDecoder().decode(encoded)));
  }

  /** RFC 9964: the key's identifier is its thumbprint, and its signature is good. */
  @ParameterizedTest
  @EnumSource(
      value = CoseAlgorithm.class,
      names = {"ML_DSA_44", "ML_DSA_65", "ML_DSA_87"})
  void examplesOfTheRfcAreVerified(CoseAlgorithm algorithm) throws Exception {
    CoseSign1 message = example(algorithm);
    AkpKey key = zeros(algorithm);
    assertEquals(Optional.of(key.thumbprint()), message.headers().keyId());
    VerifiedPayload verified = message.verify(CoseVerifier.of(key.toPublic()));
    assertEquals(Bytes.ofUtf8("hello post quantum signatures"), verified.bytes());
    VerificationException refusal =
        assertThrows(
            VerificationException.class,
            () -> message.verify(CoseVerifier.of(CoseKeys.generate(algorithm))));
    assertEquals(Failure.SIGNATURE, refusal.failure());
  }

  /** SHA-256 of the SubjectPublicKeyInfo that RFC 9881, Appendix C prints for the seed 00..1f. */
  @ParameterizedTest
  @CsvSource({
    "ML_DSA_44, 11, 837832708c5236d951581f1fddf2b79991b3424a0486d16da1ddad0fd69701be",
    "ML_DSA_65, 12, b8b62131bfbe84433efb2273d7f5b87f7a22854a2cfd366fc2aead86d837c52d",
    "ML_DSA_87, 13, 07e57c4f14dbad1267f621ec3777b4e2e6c4fbc4c22fbb87510ff8e0b3c6a642"
  })
  void pemIsThatOfRfc9881(CoseAlgorithm algorithm, String oid, String hash) throws Exception {
    byte[] seed = new byte[32];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = (byte) i;
    }
    String pem =
        pem(
            Bytes.fromHex("3034020100300b0609608648016503040311".replaceFirst("11$", oid)).toHex()
                + "04228020"
                + Bytes.wrap(seed).toHex());
    CoseKey key = CoseKeys.fromPem(pem);
    assertEquals(algorithm, ((AkpKey) key).algorithm());
    assertEquals(Optional.of(Bytes.wrap(seed)), ((AkpKey) key).priv());
    assertEquals(pem, CoseKeys.toPem(key));
    CoseKey open = key.toPublic();
    byte[] info = DerKeys.publicKeyInfo(open);
    assertEquals(hash, Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(info)).toHex());
    assertEquals(open, CoseKeys.fromPem(CoseKeys.toPem(open)));
  }

  private static String pem(String hex) {
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(Bytes.fromHex(hex).toByteArray());
    return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
  }

  private static String pkcs8(Consumer<DerWriter> choice) {
    DerWriter inside = new DerWriter();
    choice.accept(inside);
    DerWriter whole = new DerWriter();
    whole.sequence(
        info ->
            info.integer(BigInteger.ZERO)
                .sequence(w -> w.objectIdentifier("608648016503040311"))
                .octetString(inside.toByteArray()));
    return pem(Bytes.wrap(whole.toByteArray()).toHex());
  }

  @Test
  void aSeedMayComeWithItsExpandedKeyButNotWithAnother() throws Exception {
    byte[] seed = ZEROS.toByteArray();
    byte[] expanded = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, seed).getEncoded();
    assertEquals(2560, expanded.length);
    assertEquals(
        zeros(CoseAlgorithm.ML_DSA_44),
        CoseKeys.fromPem(
            pkcs8(w -> w.sequence(both -> both.octetString(seed).octetString(expanded)))));
    byte[] other = expanded.clone();
    other[100] ^= 1;
    refused(
        "the seed does not belong to the expanded key",
        pkcs8(w -> w.sequence(both -> both.octetString(seed).octetString(other))));
    refused(
        "an expanded key of ML-DSA has no form in COSE, which takes seeds",
        pkcs8(w -> w.octetString(expanded)));
    refused("priv takes 32 bytes", pkcs8(w -> w.element(0x80, new byte[31])));
  }

  private static void refused(String detail, String pem) {
    DecodeException refusal = assertThrows(DecodeException.class, () -> CoseKeys.fromPem(pem));
    assertEquals(Reason.INVALID_KEY, refusal.reason(), refusal.getMessage());
    assertEquals(detail, refusal.detail());
  }

  @Test
  void keysSurviveCborAndJwk() throws Exception {
    AkpKey key = zeros(CoseAlgorithm.ML_DSA_44).withKeyId(PAYLOAD);
    for (CoseKey each : new CoseKey[] {key, key.toPublic()}) {
      assertEquals(each, CoseKey.decode(Bytes.wrap(each.toByteArray())));
      assertEquals(each, CoseKeys.fromJwk(CoseKeys.toJwk(each)), CoseKeys.toJwk(each));
      assertEquals(Optional.of(CoseAlgorithm.ML_DSA_44.label()), each.algorithmId());
    }
    assertTrue(
        CoseKeys.toJwk(key)
            .startsWith("{\"kty\":\"AKP\",\"pub\":\"unH59k4RuutY-pxvu24U5h8YZD2rSVtHU5qRZso"),
        CoseKeys.toJwk(key));
    assertEquals("ML-DSA-44[private, kid=h'7061796c6f6164', alg=-48]", key.toString());
    assertFalse(key.toPublic().isPrivate());
    assertEquals(Optional.empty(), key.toPublic().priv());
  }

  @Test
  void keysThatAreNoneAreRefused() throws Exception {
    AkpKey key = zeros(CoseAlgorithm.ML_DSA_44);
    String pub = key.pub().toHex();
    refused(Reason.MISSING_ELEMENT, "the key has no alg", "{1: 7, -1: h'" + pub + "'}");
    refused(Reason.MISSING_ELEMENT, "the key has no pub", "{1: 7, 3: -48, -2: h'00'}");
    refused(Reason.INVALID_KEY, "pub takes 1952 bytes", "{1: 7, 3: -49, -1: h'" + pub + "'}");
    refused(
        Reason.INVALID_KEY,
        "priv takes 32 bytes",
        "{1: 7, 3: -48, -1: h'" + pub + "', -2: h'" + "00".repeat(31) + "'}");
    refused(
        Reason.INVALID_KEY,
        "the private key does not belong to the public key",
        "{1: 7, 3: -48, -1: h'" + pub + "', -2: h'" + "01".repeat(32) + "'}");
    assertFalse(CoseKey.decode(Edn.parse("{1: 7, 3: -7, -1: h'00'}")).isSupported());
    assertThrows(IllegalArgumentException.class, () -> key.withAlgorithm(CoseAlgorithm.ML_DSA_65));
    assertThrows(InvalidKeyException.class, () -> AkpKey.of(CoseAlgorithm.ES256, key.pub()));
    DecodeException noAlg =
        assertThrows(
            DecodeException.class, () -> CoseKeys.fromJwk("{\"kty\":\"AKP\",\"pub\":\"\"}"));
    assertEquals(Reason.MISSING_ELEMENT, noAlg.reason());
    DecodeException otherAlg =
        assertThrows(
            DecodeException.class,
            () -> CoseKeys.fromJwk("{\"kty\":\"AKP\",\"alg\":\"none\",\"pub\":\"\"}"));
    assertEquals("alg is not supported: none", otherAlg.detail());
  }

  private static void refused(Reason reason, String detail, String notation) {
    DecodeException refusal =
        assertThrows(DecodeException.class, () -> CoseKey.decode(Edn.parse(notation)));
    assertEquals(reason, refusal.reason(), refusal.getMessage());
    assertEquals(detail, refusal.detail());
  }

  @Test
  void signaturesOfAnotherProviderAreHedged() throws Exception {
    Provider provider = new BouncyCastleProvider();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("ML-DSA-65", provider);
    PrivateKey key = generator.generateKeyPair().getPrivate();
    CoseSigner signer = CoseSigner.of(key, CoseAlgorithm.ML_DSA_65, provider);
    assertNotEquals(
        CoseSign1.sign(PAYLOAD, signer).signature(), CoseSign1.sign(PAYLOAD, signer).signature());
  }

  @Test
  void signaturesAreHedgedAndOfOneLength() throws Exception {
    CoseKey key = zeros(CoseAlgorithm.ML_DSA_65);
    CoseSign1 first = CoseSign1.sign(PAYLOAD, CoseSigner.of(key));
    CoseSign1 second = CoseSign1.sign(PAYLOAD, CoseSigner.of(key));
    assertNotEquals(first.signature(), second.signature());
    assertEquals(3309, first.signature().length());
    CoseVerifier verifier = CoseVerifier.of(key);
    assertEquals(PAYLOAD, second.verify(verifier).bytes());
    for (int length : new int[] {0, 3308, 3310}) {
      byte[] other = Arrays.copyOf(first.signature().toByteArray(), length);
      CoseSign1 damaged =
          CoseSign1.builder().headers(first.headers()).payload(PAYLOAD).build(Bytes.wrap(other));
      VerificationException refusal =
          assertThrows(VerificationException.class, () -> damaged.verify(verifier));
      assertEquals(Failure.SIGNATURE, refusal.failure());
    }
  }

  @Test
  void aKeySignsWithItsAlgorithmAlone() throws Exception {
    CoseKey key = zeros(CoseAlgorithm.ML_DSA_44);
    assertThrows(InvalidKeyException.class, () -> CoseSigner.of(key, CoseAlgorithm.ML_DSA_65));
    CoseVerifier verifier = CoseVerifier.of(key);
    assertEquals(CoseAlgorithm.ML_DSA_44, verifier.algorithm());
    assertFalse(verifier.accepts(CoseAlgorithm.ML_DSA_65));
    InvalidKeyException isPublic =
        assertThrows(InvalidKeyException.class, () -> CoseSigner.of(key.toPublic()));
    assertEquals("the key is public", isPublic.getMessage());
  }

  @ParameterizedTest
  @EnumSource(
      value = CoseAlgorithm.class,
      names = {"ML_DSA_44", "ML_DSA_65", "ML_DSA_87"})
  void aProviderVerifiesWhatWeSignAndTheOtherWay(CoseAlgorithm algorithm) throws Exception {
    BouncyCastleProvider provider = new BouncyCastleProvider();
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.ianaName(), provider);
    KeyPair pair = generator.generateKeyPair();
    CoseKey key = CoseKeys.of(pair);
    assertEquals(key.toPublic(), CoseKeys.of(pair.getPublic()));
    PrivateKey secret = JcaKeys.toPrivate(key, provider);
    PublicKey open = JcaKeys.toPublic(key, provider);
    assertEquals(key, CoseKeys.of(new KeyPair(open, secret)));
    CoseSigner theirs = CoseSigner.of(secret, algorithm, provider);
    CoseVerifier theirVerifier = CoseVerifier.of(open, algorithm, provider);
    for (CoseSigner signer : new CoseSigner[] {theirs, CoseSigner.of(key)}) {
      CoseSign1 signed = CoseSign1.sign(PAYLOAD, signer);
      assertEquals(PAYLOAD, signed.verify(theirVerifier).bytes());
      assertEquals(PAYLOAD, signed.verify(CoseVerifier.of(key)).bytes());
    }
    CoseAlgorithm other =
        algorithm == CoseAlgorithm.ML_DSA_44 ? CoseAlgorithm.ML_DSA_65 : CoseAlgorithm.ML_DSA_44;
    CoseSigner unfit = CoseSigner.of(secret, other, provider);
    assertThrows(InvalidKeyException.class, () -> CoseSign1.sign(PAYLOAD, unfit));
  }

  @Test
  @EnabledForJreRange(minVersion = 24, disabledReason = "the JDK has ML-DSA since 24")
  void theJdkVerifiesWhatWeSignAndTheOtherWay() throws Exception {
    for (CoseAlgorithm algorithm :
        List.of(CoseAlgorithm.ML_DSA_44, CoseAlgorithm.ML_DSA_65, CoseAlgorithm.ML_DSA_87)) {
      KeyPair pair = KeyPairGenerator.getInstance(algorithm.ianaName()).generateKeyPair();
      // Its private keys may be expanded ones; they sign where they are.
      CoseSign1 theirs = CoseSign1.sign(PAYLOAD, CoseSigner.of(pair.getPrivate(), algorithm));
      assertEquals(PAYLOAD, theirs.verify(CoseVerifier.of(pair.getPublic(), algorithm)).bytes());
      CoseKey key = CoseKeys.generate(algorithm);
      Provider jdk = Signature.getInstance(algorithm.ianaName()).getProvider();
      CoseVerifier verifier = CoseVerifier.of(CoseKeys.toPublicKey(key), algorithm, jdk);
      assertEquals(PAYLOAD, CoseSign1.sign(PAYLOAD, CoseSigner.of(key)).verify(verifier).bytes());
      assertEquals(key.toPublic(), CoseKeys.of(CoseKeys.toPublicKey(key)));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CoseAlgorithm.class,
      names = {"ML_DSA_44", "ML_DSA_65", "ML_DSA_87"})
  @EnabledForJreRange(minVersion = 24, disabledReason = "the JDK has ML-DSA since 24")
  void theJdkSignsWithOurPrivateKeys(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = CoseKeys.generate(algorithm);
    PrivateKey secret = CoseKeys.toPrivateKey(key);
    Signature signer = Signature.getInstance("ML-DSA");
    signer.initSign(secret);
    signer.update(PAYLOAD.toByteArray());
    Signature verifier = Signature.getInstance("ML-DSA", new BouncyCastleProvider());
    verifier.initVerify(JcaKeys.toPublic(key, verifier.getProvider()));
    verifier.update(PAYLOAD.toByteArray());
    assertTrue(verifier.verify(signer.sign()));
    CoseSigner jdk = CoseSigner.of(secret, algorithm, signer.getProvider());
    assertEquals(PAYLOAD, CoseSign1.sign(PAYLOAD, jdk).verify(CoseVerifier.of(key)).bytes());
  }

  @Test
  @EnabledForJreRange(maxVersion = 23, disabledReason = "the JDK has ML-DSA since 24")
  void anEarlierJdkHasNoPrivateKeys() throws Exception {
    NoSuchAlgorithmException refusal =
        assertThrows(
            NoSuchAlgorithmException.class,
            () -> CoseKeys.toPrivateKey(zeros(CoseAlgorithm.ML_DSA_44)));
    assertEquals("ML-DSA KeyFactory not available", refusal.getMessage());
  }
}
