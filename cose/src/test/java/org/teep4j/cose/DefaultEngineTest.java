package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.internal.BcSignatures;
import org.teep4j.cose.internal.JcaSignatures;
import org.teep4j.cose.internal.WeierstrassCurve;

/** Which implementation works with a key, whatever the form in which the key was given. */
class DefaultEngineTest {

  private static final Segments MESSAGE = Segments.of(Bytes.ofUtf8("to be signed"));

  private static Class<?> engine(CoseSigner signer) {
    return ((KeySigner) signer).raw.getClass().getNestHost();
  }

  private static Class<?> engine(CoseVerifier verifier) {
    return ((KeyVerifier) verifier).raw.getClass().getNestHost();
  }

  /** Those whose keys the JDK has on every release. */
  static Stream<CoseAlgorithm> algorithms() {
    return SigningTest.supported()
        .filter(algorithm -> algorithm.curve().map(CoseCurve::isInJdk).orElse(true))
        .filter(algorithm -> algorithm.scheme() != SignatureScheme.ML_DSA);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void keysOfTheJdkAreUsedAsKeysOfCose(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = Keys.forAlgorithm(algorithm);
    PrivateKey secret = CoseKeys.toPrivateKey(key);
    CoseSigner signer = CoseSigner.of(secret, algorithm);
    assertEquals(engine(CoseSigner.of(key, algorithm)), engine(signer));
    CoseVerifier verifier = CoseVerifier.of(CoseKeys.toPublicKey(key), algorithm);
    assertEquals(engine(CoseVerifier.of(key, algorithm)), engine(verifier));
    boolean rsa = key instanceof RsaKey;
    assertEquals(rsa ? JcaSignatures.class : BcSignatures.class, engine(signer));
    assertEquals(engine(signer), engine(verifier));
    byte[] signature = signer.sign(MESSAGE);
    verifier.verify(MESSAGE, Bytes.wrap(signature));
    if (!algorithm.ianaName().startsWith("PS")) {
      // The nonces of ECDSA are deterministic here, and random in the JDK.
      assertArrayEquals(signature, CoseSigner.of(key, algorithm).sign(MESSAGE));
    }
  }

  @Test
  void keysOfOthersStayWhereTheyAre() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256);
    CoseAlgorithm algorithm = CoseAlgorithm.ESP256;
    Provider other = new BouncyCastleProvider();
    PrivateKey readable = JcaKeys.toPrivate(key, other);
    assertEquals(JcaSignatures.class, engine(CoseSigner.of(readable, algorithm)));
    PrivateKey opaque = new ProviderTest.Opaque(CoseKeys.toPrivateKey(key));
    assertEquals(JcaSignatures.class, engine(CoseSigner.of(opaque, algorithm)));
    // Who names a provider gets it.
    for (Provider provider : new Provider[] {other, Security.getProvider("SunEC")}) {
      CoseSigner signer = CoseSigner.of(CoseKeys.toPrivateKey(key), algorithm, provider);
      assertEquals(JcaSignatures.class, engine(signer));
      CoseVerifier verifier = CoseVerifier.of(CoseKeys.toPublicKey(key), algorithm, provider);
      assertEquals(JcaSignatures.class, engine(verifier));
    }
  }

  @Test
  void aKeyOutOfRangeIsRefused() throws Exception {
    ECParameterSpec curve = WeierstrassCurve.of("secp256r1").parameters();
    KeyFactory factory = KeyFactory.getInstance("EC");
    for (BigInteger s : new BigInteger[] {curve.getOrder(), curve.getOrder().add(BigInteger.TWO)}) {
      PrivateKey key = factory.generatePrivate(new ECPrivateKeySpec(s, curve));
      assertThrows(InvalidKeyException.class, () -> CoseSigner.of(key, CoseAlgorithm.ESP256));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CoseCurve.class,
      names = {"P256", "P384", "P521"})
  void curvesAreThoseOfTheJdk(CoseCurve curve) throws Exception {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve.jcaName()));
    ECParameterSpec theirs = parameters.getParameterSpec(ECParameterSpec.class);
    ECParameterSpec ours = WeierstrassCurve.of(curve.jcaName()).parameters();
    assertEquals(theirs.getCurve(), ours.getCurve());
    assertEquals(theirs.getGenerator(), ours.getGenerator());
    assertEquals(theirs.getOrder(), ours.getOrder());
    assertEquals(theirs.getCofactor(), ours.getCofactor());
  }
}
