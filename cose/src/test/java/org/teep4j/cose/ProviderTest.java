package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;

/** Providers of the caller's choice, keys that stay elsewhere, and life without BouncyCastle. */
class ProviderTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");
  private static final Bytes KID = Bytes.ofUtf8("hsm-1");

  static Stream<CoseAlgorithm> supported() {
    return SigningTest.supported();
  }

  private static Provider jdk(CoseAlgorithm algorithm) {
    boolean rsa = algorithm.keyType().orElseThrow() == CoseKeyType.RSA;
    return Security.getProvider(rsa ? "SunRsaSign" : "SunEC");
  }

  @ParameterizedTest
  @MethodSource("supported")
  void everyProviderVerifiesWhatEveryOtherSigns(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = Keys.forAlgorithm(algorithm);
    List<CoseSigner> signers = new ArrayList<>(List.of(CoseSigner.of(key, algorithm)));
    List<CoseVerifier> verifiers = new ArrayList<>(List.of(CoseVerifier.of(key, algorithm)));
    // 17 has no ML-DSA.
    boolean isInTheJdk =
        !Keys.isForeignToTheJdk(key) && algorithm.scheme() != SignatureScheme.ML_DSA;
    for (Provider provider : List.of(new BouncyCastleProvider(), jdk(algorithm))) {
      if (isInTheJdk || provider instanceof BouncyCastleProvider) {
        PrivateKey secret = JcaKeys.toPrivate(key, provider);
        PublicKey open = JcaKeys.toPublic(key, provider);
        signers.add(CoseSigner.of(secret, algorithm, KID, provider));
        verifiers.add(CoseVerifier.of(open, algorithm, provider));
      }
    }
    assertEquals(isInTheJdk ? 3 : 2, signers.size());
    for (CoseSigner signer : signers) {
      CoseSign1 signed = CoseSign1.sign(PAYLOAD, signer);
      for (CoseVerifier verifier : verifiers) {
        assertEquals(PAYLOAD, signed.verify(verifier).bytes());
        CoseSign1 other =
            CoseSign1.builder().headers(signed.headers()).payload(KID).build(signed.signature());
        VerificationException refusal =
            assertThrows(VerificationException.class, () -> other.verify(verifier));
        assertEquals(Failure.SIGNATURE, refusal.failure());
      }
    }
  }

  @Test
  void nothingIsRegistered() throws Exception {
    List<Provider> before = List.of(Security.getProviders());
    for (CoseCurve curve : List.of(CoseCurve.SECP256K1, CoseCurve.BRAINPOOL_P256R1)) {
      CoseKey key = Keys.on(curve);
      CoseSign1.sign(PAYLOAD, CoseSigner.of(key)).verify(CoseVerifier.of(key));
    }
    assertEquals(before, List.of(Security.getProviders()));
  }

  @Test
  void aKeyThatShowsNoNumbersSigns() throws Exception {
    KeyPair pair = Keys.ec("secp256r1").generateKeyPair();
    PrivateKey opaque = new Opaque(pair.getPrivate());
    Provider token = new Token();
    CoseSigner signer = CoseSigner.of(opaque, CoseAlgorithm.ESP256, KID, token);
    CoseSign1 signed = CoseSign1.sign(PAYLOAD, signer);
    assertEquals(Optional.of(KID), signed.headers().keyId());
    assertEquals(
        PAYLOAD, signed.verify(CoseVerifier.of(pair.getPublic(), CoseAlgorithm.ESP256)).bytes());
    assertThrows(
        InvalidKeyException.class, () -> CoseSigner.of(opaque, CoseAlgorithm.ED25519, KID, token));
    assertThrows(
        NoSuchAlgorithmException.class,
        () -> CoseSigner.of(opaque, CoseAlgorithm.ESP384, KID, token));
  }

  /** What a key in a token looks like. */
  record Opaque(PrivateKey inside) implements PrivateKey {
    @Override
    public String getAlgorithm() {
      return "EC";
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

  /** A provider that has one algorithm and takes opaque keys alone. */
  static final class Token extends Provider {
    private static final long serialVersionUID = 1L;

    Token() {
      super("Token", "1", "a token");
      put("Signature.SHA256withECDSA", TokenSignature.class.getName());
      put("KeyStore.Token", KeyStoreTest.TokenStore.class.getName());
    }
  }

  /** Signs inside the token. */
  public static final class TokenSignature extends SignatureSpi {
    private final Signature inside = Signature.getInstance("SHA256withECDSA");

    /** For the provider. */
    public TokenSignature() throws NoSuchAlgorithmException {}

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      throw new InvalidKeyException("signs only");
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      inside.initSign(((Opaque) key).inside());
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
      inside.update(b);
    }

    @Override
    protected void engineUpdate(byte[] b, int off, int len) throws SignatureException {
      inside.update(b, off, len);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      return inside.sign();
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      return false;
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {}

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException(name);
    }
  }

  @Test
  void aRegisteredProviderSignsWithoutBeingNamed() throws Exception {
    KeyPair pair = Keys.ec("secp384r1").generateKeyPair();
    CoseSigner signer = CoseSigner.of(pair.getPrivate(), CoseAlgorithm.ESP384);
    CoseSign1 signed = CoseSign1.sign(PAYLOAD, signer);
    assertEquals(
        PAYLOAD, signed.verify(CoseVerifier.of(pair.getPublic(), CoseAlgorithm.ESP384)).bytes());
  }

  @Test
  void aSignerThatReturnsAnotherFormIsRefused() throws Exception {
    CoseSigner der = new DerSigner();
    SignatureException refusal =
        assertThrows(SignatureException.class, () -> CoseSign1.sign(PAYLOAD, der));
    assertEquals(
        "a signature of ESP256 takes 64 bytes, the signer returned 4", refusal.getMessage());
    assertThrows(SignatureException.class, () -> CoseSign.builder().payload(PAYLOAD).sign(der));
  }

  private static final class DerSigner implements CoseSigner {
    @Override
    public CoseAlgorithm algorithm() {
      return CoseAlgorithm.ESP256;
    }

    @Override
    public Optional<Bytes> keyId() {
      return Optional.empty();
    }

    @Override
    public byte[] sign(Segments toBeSigned) {
      return new byte[] {0x30, 2, 2, 0};
    }
  }

  @Test
  void aRemoteSignerGetsTheBytesAndReturnsASignature() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256);
    CoseHeaders headers = CoseHeaders.builder().algorithm(CoseAlgorithm.ESP256).build();
    CoseSign1Builder builder = CoseSign1.builder().headers(headers).payload(PAYLOAD);
    byte[] sentAway = builder.toBeSigned().toByteArray();
    byte[] returned = CoseSigner.of(key).sign(Segments.of(Bytes.wrap(sentAway)));
    CoseSign1 signed = builder.build(Bytes.wrap(returned));
    assertEquals(PAYLOAD, signed.verify(CoseVerifier.of(key)).bytes());

    CoseSignBuilder several = CoseSign.builder().payload(PAYLOAD);
    byte[] other = CoseSigner.of(key).sign(several.toBeSigned(headers));
    CoseSign message = several.signature(new CoseSignature(headers, Bytes.wrap(other))).build();
    assertEquals(PAYLOAD, message.verify(CoseVerifier.of(key)).bytes());
  }

  @Test
  void aProviderThatBreaksIsNoVerification() throws Exception {
    Provider broken =
        new Provider("Broken", "1", "breaks") {
          private static final long serialVersionUID = 1L;
        };
    broken.put("Signature.SHA256withECDSA", BrokenSignature.class.getName());
    CoseKey key = Keys.on(CoseCurve.P256);
    CoseVerifier verifier =
        CoseVerifier.of(CoseKeys.toPublicKey(key), CoseAlgorithm.ESP256, broken);
    CoseSign1 signed = CoseSign1.sign(PAYLOAD, CoseSigner.of(key));
    VerificationException refusal =
        assertThrows(VerificationException.class, () -> signed.verify(verifier));
    assertEquals(Failure.PROVIDER, refusal.failure());
    assertEquals("broken", refusal.getCause().getMessage());
    CoseSigner signer = CoseSigner.of(CoseKeys.toPrivateKey(key), CoseAlgorithm.ESP256, broken);
    SignatureException failure =
        assertThrows(SignatureException.class, () -> CoseSign1.sign(PAYLOAD, signer));
    assertEquals("broken", failure.getCause().getMessage());
  }

  /** Throws what no signature should throw. */
  public static class BrokenSignature extends SignatureSpi {
    /** For the provider. */
    public BrokenSignature() {}

    @Override
    protected void engineInitVerify(PublicKey key) {}

    @Override
    protected void engineInitSign(PrivateKey key) {}

    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] b, int off, int len) {}

    @Override
    protected byte[] engineSign() {
      throw new IllegalStateException("broken");
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      throw new IllegalStateException("broken");
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {}

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException(name);
    }
  }

  @Test
  void zerosAreNoSignatureEvenForAProviderThatTakesThem() throws Exception {
    Provider credulous =
        new Provider("Credulous", "1", "takes everything") {
          private static final long serialVersionUID = 1L;
        };
    credulous.put("Signature.SHA256withECDSA", CredulousSignature.class.getName());
    CoseVerifier verifier =
        CoseVerifier.of(
            CoseKeys.toPublicKey(Keys.on(CoseCurve.P256)), CoseAlgorithm.ESP256, credulous);
    Segments message = Segments.of(PAYLOAD);
    byte[] signature = new byte[64];
    signature[31] = 1;
    VerificationException refusal =
        assertThrows(
            VerificationException.class, () -> verifier.verify(message, Bytes.wrap(signature)));
    assertEquals(Failure.SIGNATURE, refusal.failure());
    byte[] inRange = signature.clone();
    inRange[63] = 1;
    verifier.verify(message, Bytes.wrap(inRange));
  }

  /** Takes every signature. */
  public static final class CredulousSignature extends BrokenSignature {
    /** For the provider. */
    public CredulousSignature() {}

    @Override
    protected boolean engineVerify(byte[] signature) {
      return true;
    }
  }

  @Test
  void worksWithoutBouncyCastle() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!new File(entry).getName().startsWith("bcp")) {
        path.add(new File(entry).toURI().toURL());
      }
    }
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      assertThrows(
          ClassNotFoundException.class,
          () -> loader.loadClass("org.bouncycastle.crypto.signers.ECDSASigner"));
      Callable<?> alone =
          (Callable<?>)
              loader
                  .loadClass(WithoutBouncyCastle.class.getName())
                  .getDeclaredConstructor()
                  .newInstance();
      assertEquals(
          List.of(
              "ESP256 verified",
              "ESP384 verified",
              "ESP512 verified",
              "Ed25519 verified",
              "Ed448 verified",
              "PS256 verified",
              "the JDK does not have secp256k1: add BouncyCastle 1.73 or later, or pass another"
                  + " provider",
              "X25519 computed",
              "keys of ML-DSA are made by BouncyCastle 1.84 or later",
              "the JDK does not have secp256k1: add BouncyCastle 1.73 or later",
              "this JDK does not have HSS-LMS: add BouncyCastle 1.87 or later, or pass another"
                  + " provider",
              "HSS-LMS needs BouncyCastle 1.87 or later",
              Runtime.version().feature() < 24
                  ? "this JDK does not have ML-DSA-44: add BouncyCastle 1.84 or later, or pass another"
                      + " provider"
                  : "ML-DSA-44 of the JDK",
              Runtime.version().feature() < 25
                  ? "SHAKE128 needs BouncyCastle 1.71 or later"
                  : "SHAKE128 of the JDK",
              "61 kinds of recipients",
              "HPKE-5-KE needs BouncyCastle 1.78 or later"),
          alone.call());
    }
    assertTrue(path.size() > 1);
  }
}
