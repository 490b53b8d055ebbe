package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;

/** A provider's HMAC is initialized once for its key, and serves one thread at a time. */
class MacReuseTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");
  private static final SecretKey KEY = new SecretKeySpec(new byte[32], "HMAC");

  private static final AtomicInteger INITIALIZED = new AtomicInteger();
  private static final AtomicBoolean FAILS = new AtomicBoolean();

  @BeforeEach
  void countFromZero() {
    INITIALIZED.set(0);
    FAILS.set(false);
  }

  private static CoseMacCreator creator() throws GeneralSecurityException {
    return CoseMacCreator.of(KEY, CoseAlgorithm.HMAC_256, new Counting());
  }

  private static CoseMacVerifier jdk() throws GeneralSecurityException {
    return CoseMacVerifier.of(KEY, CoseAlgorithm.HMAC_256);
  }

  @Test
  void keysAreInitializedOnce() throws Exception {
    CoseMacCreator creator = creator();
    for (int i = 0; i < 3; i++) {
      assertEquals(PAYLOAD, CoseMac0.mac(PAYLOAD, creator).verify(jdk()).bytes());
    }
    assertEquals(1, INITIALIZED.get());
  }

  @Test
  void whatHasFailedIsNotUsedAgain() throws Exception {
    CoseMacCreator creator = creator();
    FAILS.set(true);
    assertThrows(ProviderException.class, () -> CoseMac0.mac(PAYLOAD, creator));
    assertEquals(1, INITIALIZED.get());
    FAILS.set(false);
    assertEquals(PAYLOAD, CoseMac0.mac(PAYLOAD, creator).verify(jdk()).bytes());
    assertEquals(2, INITIALIZED.get());
  }

  @Test
  void threadsDoNotShareAMac() throws Exception {
    CoseMacCreator creator = creator();
    InThreads.repeat(
        200, own -> assertEquals(own, CoseMac0.mac(own, creator).verify(jdk()).bytes()));
  }

  /** Counts what is done, and leaves the doing to the JDK. */
  private static final class Counting extends Provider {
    private static final long serialVersionUID = 1L;

    Counting() {
      super("Counting", "1", "counts");
      put("Mac.HmacSHA256", CountingMac.class.getName());
    }
  }

  /** HMAC with SHA-256. */
  public static final class CountingMac extends MacSpi {
    private final Mac inside;
    private final AtomicBoolean used = new AtomicBoolean();

    /** For the provider. */
    public CountingMac() throws GeneralSecurityException {
      inside = Mac.getInstance("HmacSHA256", "SunJCE");
    }

    @Override
    protected int engineGetMacLength() {
      return inside.getMacLength();
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec parameters)
        throws InvalidKeyException {
      INITIALIZED.incrementAndGet();
      inside.init(key);
    }

    @Override
    protected void engineUpdate(byte input) {
      throw new AssertionError("bytes come one by one");
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      assertFalse(used.getAndSet(true), "two threads");
      inside.update(input, offset, length);
      used.set(false);
    }

    @Override
    protected byte[] engineDoFinal() {
      if (FAILS.get()) {
        throw new ProviderException("fails, with a message half eaten");
      }
      return inside.doFinal();
    }

    @Override
    protected void engineReset() {
      inside.reset();
    }
  }
}
