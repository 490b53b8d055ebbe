package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.teep4j.codec.Bytes;

/** Payloads are streamed, not copied: allocation does not grow with them. */
class AllocationTest {

  private static final int MEBIBYTE = 1 << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private interface Work {
    void run() throws Exception;
  }

  /** The least of several runs: what the work itself allocates. */
  private static long allocated(Work work) throws Exception {
    long least = Long.MAX_VALUE;
    long thread = Thread.currentThread().getId();
    for (int i = 0; i < 3; i++) {
      long before = THREADS.getThreadAllocatedBytes(thread);
      work.run();
      least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
    }
    return least;
  }

  @Test
  void decodingDoesNotDependOnThePayload() throws Exception {
    Bytes large = signed(Bytes.wrap(new byte[64 * MEBIBYTE]));
    Bytes small = signed(Bytes.wrap(new byte[1024]));
    long forLarge = allocated(() -> CoseSign1.decode(large));
    long forSmall = allocated(() -> CoseSign1.decode(small));
    assertTrue(forLarge < 8 * 1024, forLarge + " bytes");
    assertTrue(Math.abs(forLarge - forSmall) <= 256, forSmall + " and " + forLarge + " bytes");
  }

  private static Bytes signed(Bytes payload) throws Exception {
    return Bytes.wrap(
        CoseSign1.sign(payload, CoseSigner.of(Keys.on(CoseCurve.P256))).toByteArray());
  }

  @Test
  void verifyingAndSigningMakeNoCopyOfThePayload() throws Exception {
    Bytes payload = Bytes.wrap(new byte[64 * MEBIBYTE]);
    for (CoseAlgorithm algorithm :
        List.of(CoseAlgorithm.ESP256, CoseAlgorithm.ESP384, CoseAlgorithm.PS256)) {
      CoseKey key = Keys.forAlgorithm(algorithm);
      CoseSigner signer = CoseSigner.of(key, algorithm);
      CoseVerifier verifier = CoseVerifier.of(key, algorithm);
      CoseSign1 message = CoseSign1.sign(payload, signer);
      long signing = allocated(() -> CoseSign1.sign(payload, signer));
      long verifying = allocated(() -> message.verify(verifier));
      assertTrue(signing < MEBIBYTE, algorithm + " signs with " + signing + " bytes");
      assertTrue(verifying < MEBIBYTE, algorithm + " verifies with " + verifying + " bytes");
    }
  }

  @Test
  void edDsaJoinsTheMessageOnce() throws Exception {
    Bytes payload = Bytes.wrap(new byte[16 * MEBIBYTE]);
    CoseKey key = Keys.on(CoseCurve.ED25519);
    CoseSigner signer = CoseSigner.of(key);
    CoseVerifier verifier = CoseVerifier.of(key);
    CoseSign1 message = CoseSign1.sign(payload, signer);
    long signing = allocated(() -> CoseSign1.sign(payload, signer));
    long verifying = allocated(() -> message.verify(verifier));
    assertTrue(signing < 17L * MEBIBYTE, signing + " bytes");
    assertTrue(verifying < 17L * MEBIBYTE, verifying + " bytes");
  }
}
