package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.VerificationException.Failure;

/**
 * A provider's signature is initialized once for its key, sees each byte of a message once, and
 * serves one thread at a time.
 */
class SignatureReuseTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");
  private static final Bytes LARGE = Bytes.wrap(new byte[1 << 20]);

  private static final AtomicInteger INITIALIZED = new AtomicInteger();
  private static final AtomicLong UPDATED = new AtomicLong();
  private static final AtomicBoolean FAILS = new AtomicBoolean();

  private final Provider provider = new Counting();
  private final KeyPair ec = Keys.ec("secp256r1").generateKeyPair();

  @BeforeEach
  void countFromZero() {
    INITIALIZED.set(0);
    UPDATED.set(0);
    FAILS.set(false);
  }

  private CoseVerifier verifier() throws GeneralSecurityException {
    return CoseVerifier.of(ec.getPublic(), CoseAlgorithm.ES256, provider);
  }

  private CoseSigner signer() throws GeneralSecurityException {
    return CoseSigner.of(ec.getPrivate(), CoseAlgorithm.ES256, provider);
  }

  private static long toBeSignedLength(CoseSign1 message) {
    return CoseSign1.builder()
        .headers(message.headers())
        .payload(message.unverifiedPayload())
        .toBeSigned()
        .length();
  }

  @Test
  void keysAreInitializedOnceAndBytesHashedOnce() throws Exception {
    CoseSigner signer = signer();
    CoseSign1 first = CoseSign1.sign(PAYLOAD, signer);
    CoseSign1 second = CoseSign1.sign(LARGE, signer);
    assertEquals(1, INITIALIZED.get());
    assertEquals(toBeSignedLength(first) + toBeSignedLength(second), UPDATED.get());

    countFromZero();
    CoseVerifier verifier = verifier();
    assertEquals(PAYLOAD, first.verify(verifier).bytes());
    assertEquals(LARGE, second.verify(verifier).bytes());
    assertEquals(1, INITIALIZED.get());
    assertEquals(toBeSignedLength(first) + toBeSignedLength(second), UPDATED.get());
  }

  @Test
  void aSignatureThatIsNotGoodLeavesNothingBehind() throws Exception {
    CoseVerifier verifier = verifier();
    CoseSign1 good = CoseSign1.sign(PAYLOAD, signer());
    CoseSign1 bad =
        CoseSign1.builder().headers(good.headers()).payload(LARGE).build(good.signature());
    for (int i = 0; i < 3; i++) {
      assertEquals(PAYLOAD, good.verify(verifier).bytes());
      assertEquals(
          Failure.SIGNATURE,
          assertThrows(VerificationException.class, () -> bad.verify(verifier)).failure());
    }
  }

  @Test
  void whatHasFailedIsNotUsedAgain() throws Exception {
    CoseSigner signer = signer();
    CoseVerifier verifier = verifier();
    CoseSign1 message = CoseSign1.sign(PAYLOAD, signer);
    message.verify(verifier);
    countFromZero();
    FAILS.set(true);
    assertThrows(SignatureException.class, () -> CoseSign1.sign(PAYLOAD, signer));
    assertThrows(VerificationException.class, () -> message.verify(verifier));
    assertEquals(0, INITIALIZED.get());
    FAILS.set(false);
    CoseSign1.sign(PAYLOAD, signer).verify(verifier);
    message.verify(verifier);
    assertEquals(2, INITIALIZED.get());
  }

  @Test
  void providersThatCollectAMessageKeepNoLargeOne() throws Exception {
    CoseKey key = Keys.on(CoseCurve.ED25519);
    CoseSigner signer = CoseSigner.of(CoseKeys.toPrivateKey(key), CoseAlgorithm.ED25519, provider);
    for (int i = 0; i < 3; i++) {
      CoseSign1.sign(PAYLOAD, signer).verify(CoseVerifier.of(key));
    }
    assertEquals(1, INITIALIZED.get());
    CoseSign1.sign(LARGE, signer);
    CoseSign1.sign(PAYLOAD, signer);
    assertEquals(2, INITIALIZED.get());
  }

  @Test
  void threadsDoNotShareASignature() throws Exception {
    CoseSigner signer = signer();
    CoseVerifier verifier = verifier();
    InThreads.repeat(
        50, own -> assertEquals(own, CoseSign1.sign(own, signer).verify(verifier).bytes()));
    assertTrue(INITIALIZED.get() <= 2 * InThreads.THREADS * 50, INITIALIZED + " times");
  }

  /** ML-DSA by a provider that has one name for all parameter sets. */
  @Test
  void theKeyMayDecideTheParameterSet() throws Exception {
    BouncyCastleProvider bouncyCastle = new BouncyCastleProvider();
    CoseKey key = Keys.forAlgorithm(CoseAlgorithm.ML_DSA_65);
    PrivateKey secret = JcaKeys.toPrivate(key, bouncyCastle);
    PublicKey open = JcaKeys.toPublic(key, bouncyCastle);
    Provider oneName = new OneName();
    CoseSigner signer = CoseSigner.of(secret, CoseAlgorithm.ML_DSA_65, oneName);
    CoseSign1 message = CoseSign1.sign(PAYLOAD, signer);
    message.verify(CoseVerifier.of(key));
    message.verify(CoseVerifier.of(open, CoseAlgorithm.ML_DSA_65, oneName));

    CoseSigner other = CoseSigner.of(secret, CoseAlgorithm.ML_DSA_44, oneName);
    assertThrows(SignatureException.class, () -> CoseSign1.sign(PAYLOAD, other));
    CoseHeaders headers = CoseHeaders.builder().algorithm(CoseAlgorithm.ML_DSA_44).build();
    CoseSign1Builder unsigned = CoseSign1.builder().headers(headers).payload(PAYLOAD);
    CoseSign1 disguised = unsigned.build(Bytes.wrap(other.sign(unsigned.toBeSigned())));
    CoseVerifier verifier = CoseVerifier.of(open, CoseAlgorithm.ML_DSA_44, oneName);
    assertEquals(
        Failure.SIGNATURE,
        assertThrows(VerificationException.class, () -> disguised.verify(verifier)).failure());
  }

  private static final class OneName extends Provider {
    private static final long serialVersionUID = 1L;

    OneName() {
      super("OneName", "1", "ML-DSA");
      put(
          "Signature.ML-DSA",
          "org.bouncycastle.jcajce.provider.asymmetric.mldsa.SignatureSpi$MLDSA");
    }
  }

  /** Counts what is done, and leaves the doing to the JDK. */
  private static final class Counting extends Provider {
    private static final long serialVersionUID = 1L;

    Counting() {
      super("Counting", "1", "counts");
      put("Signature.SHA256withECDSA", Ecdsa.class.getName());
      put("Signature.Ed25519", EdDsa.class.getName());
    }
  }

  /** ECDSA. */
  public static final class Ecdsa extends CountingSignature {
    /** For the provider. */
    public Ecdsa() throws GeneralSecurityException {
      super("SHA256withECDSA");
    }
  }

  /** Ed25519. */
  public static final class EdDsa extends CountingSignature {
    /** For the provider. */
    public EdDsa() throws GeneralSecurityException {
      super("Ed25519");
    }
  }

  private static class CountingSignature extends SignatureSpi {
    private final Signature inside;
    private final AtomicBoolean used = new AtomicBoolean();

    CountingSignature(String name) throws GeneralSecurityException {
      inside = Signature.getInstance(name, "SunEC");
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      INITIALIZED.incrementAndGet();
      inside.initVerify(key);
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      INITIALIZED.incrementAndGet();
      inside.initSign(key);
    }

    @Override
    protected void engineUpdate(byte b) {
      throw new AssertionError("bytes come one by one");
    }

    @Override
    protected void engineUpdate(byte[] b, int off, int len) throws SignatureException {
      assertFalse(used.getAndSet(true), "two threads");
      UPDATED.addAndGet(len);
      inside.update(b, off, len);
      used.set(false);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      if (FAILS.get()) {
        throw new SignatureException("fails, with a message half eaten");
      }
      return inside.sign();
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      if (FAILS.get()) {
        throw new SignatureException("fails, with a message half eaten");
      }
      return inside.verify(signature);
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
}
