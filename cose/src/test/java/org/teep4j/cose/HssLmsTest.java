package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Segments;
import org.teep4j.cose.HssLmsSigner.Level;
import org.teep4j.cose.VerificationException.Failure;

/** HSS/LMS: verifying, and signing without ever using a one-time key twice. */
class HssLmsTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");
  private static final Segments MESSAGE = Segments.of(PAYLOAD);
  private static final Bytes KID = Bytes.ofUtf8("tree");
  private static final List<Level> SMALL = List.of(new Level(5, 1));
  static final String EXAMPLE_KEY =
      "000000010000000600000003d08fabd4a2091ff0a8cb4ed834e74534"
          + "32a58885cd9ba0431235466bff9651c6c92124404d45fa53cf161c28f1ad5a8e";

  /** Remembers every state, as a disk that never forgets. */
  private static final class Memory implements HssLmsStateStore {
    private final List<Long> used = new ArrayList<>();
    private final List<byte[]> states = new ArrayList<>();
    private byte[] given = {};
    private final AtomicBoolean isEntered = new AtomicBoolean();
    private boolean isBroken;

    @Override
    public void store(long number, byte[] state) throws IOException {
      if (isBroken) {
        throw new IOException("the disk is full");
      }
      if (!isEntered.compareAndSet(false, true)) {
        throw new IOException("two states at once: the older one may win");
      }
      LockSupport.parkNanos(100_000); // time enough for another to come
      used.add(number);
      states.add(state.clone());
      given = state;
      isEntered.set(false);
    }

    Bytes newest() {
      return Bytes.wrap(states.get(states.size() - 1));
    }
  }

  /** The number of the one-time key in a signature of one level (RFC 8554, Section 5.4). */
  private static long oneTimeKey(byte[] signature) {
    return ByteBuffer.wrap(signature).getInt(4);
  }

  @Test
  void theExampleOfTheWorkingGroupIsVerified() throws Exception {
    Properties examples = new Properties();
    try (InputStream in = HssLmsTest.class.getResourceAsStream("hss-lms.properties")) {
      examples.load(in);
    }
    byte[] encoded = Base64.getDecoder().decode(examples.getProperty("sign1"));
    CoseSign1 message = CoseSign1.decode(Bytes.wrap(encoded));
    CoseKey key = CoseKey.decode(Edn.parse("{1: 5, -1: h'" + EXAMPLE_KEY + "'}"));
    CoseVerifier verifier = CoseVerifier.of(key);
    assertEquals(CoseAlgorithm.HSS_LMS, verifier.algorithm());
    assertEquals(Bytes.ofUtf8("This is the content."), message.verify(verifier).bytes());
    // A bit in every part of the signature: levels, index, type, hashes, path.
    int start = encoded.length - message.signature().length();
    for (int i = start; i < encoded.length; i += i < start + 48 ? 1 : 97) {
      byte[] damaged = encoded.clone();
      damaged[i] ^= 1;
      CoseSign1 other = CoseSign1.decode(Bytes.wrap(damaged));
      VerificationException refusal =
          assertThrows(VerificationException.class, () -> other.verify(verifier), "octet " + i);
      assertEquals(Failure.SIGNATURE, refusal.failure());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 100, 4000})
  void signaturesOfAnyLengthAreRefused(int length) throws Exception {
    CoseVerifier verifier = CoseVerifier.of(HssLmsKey.of(Bytes.fromHex(EXAMPLE_KEY)));
    VerificationException refusal =
        assertThrows(
            VerificationException.class,
            () -> verifier.verify(MESSAGE, Bytes.wrap(new byte[length])));
    assertEquals(Failure.SIGNATURE, refusal.failure());
  }

  @Test
  void keysAreCarriedAndChecked() throws Exception {
    CoseKey key = HssLmsKey.of(Bytes.fromHex(EXAMPLE_KEY)).withKeyId(PAYLOAD);
    assertEquals(key, CoseKey.decode(Bytes.wrap(key.toByteArray())));
    assertEquals("HSS-LMS[public, kid=h'7061796c6f6164']", key.toString());
    assertEquals(
        Edn.parse("{1: 5, -1: h'" + EXAMPLE_KEY + "'}"), ((HssLmsKey) key).requiredParameters());
    for (String pub :
        List.of("", "00", EXAMPLE_KEY + "00", "00000009" + EXAMPLE_KEY.substring(8))) {
      DecodeException refusal =
          assertThrows(
              DecodeException.class, () -> CoseKey.decode(Edn.parse("{1: 5, -1: h'" + pub + "'}")));
      assertEquals(Reason.INVALID_KEY, refusal.reason());
      assertEquals("pub is no public key of HSS/LMS", refusal.detail());
    }
    assertThrows(InvalidKeyException.class, () -> CoseSigner.of(key));
    assertThrows(IllegalStateException.class, () -> CoseKeys.toPem(key));
    assertThrows(IllegalStateException.class, () -> CoseKeys.toJwk(key));
    assertThrows(IllegalArgumentException.class, () -> CoseKeys.generate(CoseAlgorithm.HSS_LMS));
    assertThrows(InvalidKeyException.class, () -> CoseVerifier.of(key, CoseAlgorithm.ML_DSA_44));
    assertThrows(
        NoSuchAlgorithmException.class,
        () -> CoseVerifier.of(key.withAlgorithm(CoseAlgorithm.A128KW)));
  }

  @Test
  void everySignatureHasItsOneTimeKeyUntilThereIsNoneLeft() throws Exception {
    Memory memory = new Memory();
    HssLmsSigner signer = HssLmsSigner.generate(SMALL, KID, memory);
    assertEquals(List.of(0L), memory.used);
    CoseVerifier verifier = CoseVerifier.of(signer.publicKey());
    for (int i = 0; i < 32; i++) {
      assertEquals(32 - i, signer.remaining());
      CoseSign1 signed = CoseSign1.sign(PAYLOAD, signer);
      assertEquals(Optional.of(KID), signed.headers().keyId());
      assertEquals(PAYLOAD, signed.verify(verifier).bytes());
      assertEquals(i, oneTimeKey(signed.signature().toByteArray()));
      assertEquals(i + 1, memory.used.get(memory.used.size() - 1));
    }
    SignatureException refusal =
        assertThrows(SignatureException.class, () -> CoseSign1.sign(PAYLOAD, signer));
    assertEquals("the key is exhausted: it has made all signatures", refusal.getMessage());
    assertEquals(33, memory.used.size());
    assertEquals(0, signer.remaining());
    HssLmsSigner restored = HssLmsSigner.restore(memory.newest(), KID, memory);
    assertThrows(SignatureException.class, () -> restored.sign(MESSAGE));
  }

  @Test
  void treesBelowAreReplacedWhenTheyAreUsedUp() throws Exception {
    Memory memory = new Memory();
    HssLmsSigner signer =
        HssLmsSigner.generate(List.of(new Level(5, 2), new Level(5, 1)), KID, memory);
    CoseVerifier verifier = CoseVerifier.of(signer.publicKey());
    assertEquals(1024, signer.remaining());
    Set<Bytes> signatures = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      byte[] signature = signer.sign(MESSAGE);
      verifier.verify(MESSAGE, Bytes.wrap(signature));
      signatures.add(Bytes.wrap(signature));
    }
    assertEquals(40, signatures.size());
    assertEquals(984, signer.remaining());
    HssLmsSigner restored = HssLmsSigner.restore(memory.newest(), KID, memory);
    assertEquals(signer.publicKey(), restored.publicKey());
    verifier.verify(MESSAGE, Bytes.wrap(restored.sign(MESSAGE)));
    assertEquals(983, restored.remaining());
  }

  @Test
  void afterACrashTheNextOneTimeKeyIsANewOne() throws Exception {
    Memory memory = new Memory();
    HssLmsSigner signer = HssLmsSigner.generate(SMALL, KID, memory);
    byte[] released = signer.sign(MESSAGE);
    HssLmsSigner restored = HssLmsSigner.restore(memory.newest(), KID, memory);
    byte[] next = restored.sign(MESSAGE);
    assertEquals(0, oneTimeKey(released));
    assertEquals(1, oneTimeKey(next));
    assertEquals(List.of(0L, 1L, 2L), memory.used);
    CoseVerifier.of(signer.publicKey()).verify(MESSAGE, Bytes.wrap(next));
  }

  @Test
  void nothingIsSignedWhileTheStateIsNotStored() throws Exception {
    Memory memory = new Memory();
    HssLmsSigner signer = HssLmsSigner.generate(SMALL, KID, memory);
    memory.isBroken = true;
    SignatureException refusal = assertThrows(SignatureException.class, () -> signer.sign(MESSAGE));
    assertEquals("the state of the key was not stored", refusal.getMessage());
    assertSame(IOException.class, refusal.getCause().getClass());
    assertThrows(SignatureException.class, () -> HssLmsSigner.generate(SMALL, KID, memory));
    memory.isBroken = false;
    // The one-time key of the failure is lost, not used.
    assertEquals(1, oneTimeKey(signer.sign(MESSAGE)));
    assertEquals(List.of(0L, 2L), memory.used);
  }

  @Test
  void threadsNeverShareAOneTimeKey() throws Exception {
    Memory memory = new Memory();
    HssLmsSigner signer = HssLmsSigner.generate(SMALL, KID, memory);
    CoseVerifier verifier = CoseVerifier.of(signer.publicKey());
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<byte[]>> tasks = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        Segments message = Segments.of(Bytes.ofUtf8("message " + i));
        tasks.add(
            () -> {
              byte[] signature = signer.sign(message);
              verifier.verify(message, Bytes.wrap(signature));
              return signature;
            });
      }
      Set<Long> seen = new HashSet<>();
      for (Future<byte[]> each : threads.invokeAll(tasks)) {
        seen.add(oneTimeKey(each.get()));
      }
      assertEquals(32, seen.size());
      assertEquals(LongStream.rangeClosed(0, 32).boxed().toList(), memory.used);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void statesAreClearedAndNotShown() throws Exception {
    Memory memory = new Memory();
    HssLmsSigner signer = HssLmsSigner.generate(SMALL, KID, memory);
    assertArrayEquals(new byte[memory.given.length], memory.given);
    assertNotEquals(0, memory.given.length);
    assertEquals("HssLmsSigner[HSS_LMS, kid=h'74726565']", signer.toString());
    assertFalse(signer.publicKey().isPrivate());
    for (Bytes damaged :
        List.of(Bytes.empty(), memory.newest().slice(1), memory.newest().slice(0, 40))) {
      InvalidKeyException refusal =
          assertThrows(InvalidKeyException.class, () -> HssLmsSigner.restore(damaged, KID, memory));
      assertEquals("this is no state of an HSS/LMS key", refusal.getMessage());
    }
  }

  @Test
  void levelsThatDoNotExistAreRefused() {
    assertEquals(25, new Level(25, 8).height());
    assertThrows(IllegalArgumentException.class, () -> new Level(6, 1));
    assertThrows(IllegalArgumentException.class, () -> new Level(30, 1));
    assertThrows(IllegalArgumentException.class, () -> new Level(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Level(5, 3));
    assertThrows(IllegalArgumentException.class, () -> new Level(5, 16));
    Memory memory = new Memory();
    assertThrows(
        IllegalArgumentException.class, () -> HssLmsSigner.generate(List.of(), KID, memory));
  }
}
