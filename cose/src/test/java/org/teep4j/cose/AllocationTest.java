package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.internal.Message;
import org.teep4j.testsupport.Action;
import org.teep4j.testsupport.Allocation;

/** Payloads are streamed, not copied: allocation does not grow with them. */
class AllocationTest {

  private static final int MEBIBYTE = 1 << 20;

  private static long allocated(Action action) throws Exception {
    return Allocation.leastOf(3, action);
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
  void mlDsaAndTheDigestsOfProvidersMakeNoCopyEither() throws Exception {
    Bytes payload = Bytes.wrap(new byte[8 * MEBIBYTE]);
    CoseKey postQuantum = Keys.forAlgorithm(CoseAlgorithm.ML_DSA_65);
    expectNoCopy(payload, CoseSigner.of(postQuantum), CoseVerifier.of(postQuantum));
    CoseKey ec = Keys.on(CoseCurve.P256);
    CoseAlgorithm algorithm = CoseAlgorithm.ES256;
    for (Provider provider : List.of(Security.getProvider("SunEC"), new BouncyCastleProvider())) {
      expectNoCopy(
          payload,
          CoseSigner.of(CoseKeys.toPrivateKey(ec), algorithm, provider),
          CoseVerifier.of(CoseKeys.toPublicKey(ec), algorithm, provider));
    }
  }

  private static void expectNoCopy(Bytes payload, CoseSigner signer, CoseVerifier verifier)
      throws Exception {
    CoseSign1 message = CoseSign1.sign(payload, signer);
    long signing = allocated(() -> CoseSign1.sign(payload, signer));
    long verifying = allocated(() -> message.verify(verifier));
    assertTrue(signing < MEBIBYTE, signer + " signs with " + signing + " bytes");
    assertTrue(verifying < MEBIBYTE, verifier + " verifies with " + verifying + " bytes");
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

  @Test
  void contentFromASourceTakesConstantMemory() throws Exception {
    ContentSource hashed = StreamingTest.zeros(256L * MEBIBYTE);
    CoseKey signing = Keys.on(CoseCurve.P256);
    CoseSigner signer = CoseSigner.of(signing);
    CoseSign1 signed = CoseSign1.builder().signDetached(hashed, signer);
    CoseVerifier verifier = CoseVerifier.of(signing);
    long verifying =
        Allocation.ofThisRun(
            () -> signed.verifyDetached(hashed, verifier, VerifyOptions.defaults()));
    assertTrue(verifying < MEBIBYTE, "a signature with " + verifying + " bytes");

    ContentSource content = StreamingTest.zeros(64L * MEBIBYTE);
    for (CoseAlgorithm algorithm : List.of(CoseAlgorithm.HMAC_256, CoseAlgorithm.AES_MAC_128_128)) {
      CoseMacCreator creator = CoseMacCreator.of(CoseKeys.generate(algorithm));
      long macing = Allocation.ofThisRun(() -> CoseMac0.builder().macDetached(content, creator));
      assertTrue(macing < MEBIBYTE, algorithm + " with " + macing + " bytes");
    }
  }

  @Test
  void ciphersTakeConstantMemoryToo(@TempDir Path folder) throws Exception {
    ContentSource content = StreamingTest.zeros(64L * MEBIBYTE);
    Path file = folder.resolve("ciphertext");
    for (CoseAlgorithm algorithm :
        List.of(CoseAlgorithm.A128GCM, CoseAlgorithm.CHACHA20_POLY1305, CoseAlgorithm.A128CTR)) {
      CoseKey key = CoseKeys.generate(algorithm);
      CoseEncryptor encryptor = CoseEncryptor.of(key);
      CoseDecryptor decryptor = CoseDecryptor.of(key);
      CoseEncrypt0[] message = new CoseEncrypt0[1];
      // The least of several runs, for the JDK makes some garbage in each of the many short calls
      // until they are compiled, and that depends on when the compiler finds time.
      long encrypting =
          allocated(
              () -> {
                try (OutputStream out = Files.newOutputStream(file)) {
                  message[0] =
                      CoseEncrypt0.builder()
                          .withUnauthenticatedEncryption()
                          .encryptDetached(content, encryptor, out);
                }
              });
      assertTrue(encrypting < 2 * MEBIBYTE, algorithm + " encrypts with " + encrypting);
      ContentSource ciphertext = ContentSource.of(file);
      DecryptOptions options = DecryptOptions.defaults().withUnauthenticatedEncryption();
      OutputStream nowhere = OutputStream.nullOutputStream();
      long decrypting =
          allocated(() -> message[0].decryptDetached(ciphertext, nowhere, decryptor, options));
      assertTrue(decrypting < 2 * MEBIBYTE, algorithm + " decrypts with " + decrypting);
    }
  }

  @Test
  void encryptionAndDecryptionInMemoryAllocateTheirResult() throws Exception {
    int size = 16 * MEBIBYTE;
    Bytes content = Bytes.wrap(new byte[size]);
    for (CoseAlgorithm algorithm :
        List.of(CoseAlgorithm.A256GCM, CoseAlgorithm.CHACHA20_POLY1305, CoseAlgorithm.A256CTR)) {
      CoseKey key = CoseKeys.generate(algorithm);
      CoseEncryptor encryptor = CoseEncryptor.of(key);
      CoseDecryptor decryptor = CoseDecryptor.of(key);
      DecryptOptions options = DecryptOptions.defaults().withUnauthenticatedEncryption();
      CoseEncrypt0Builder builder =
          CoseEncrypt0.builder().plaintext(content).withUnauthenticatedEncryption();
      CoseEncrypt0 message = builder.encrypt(encryptor);
      long encrypting = allocated(() -> builder.encrypt(encryptor));
      long decrypting = allocated(() -> message.decrypt(decryptor, options));
      assertTrue(encrypting < size + 64 * 1024, algorithm + " encrypts with " + encrypting);
      assertTrue(decrypting < size + 64 * 1024, algorithm + " decrypts with " + decrypting);
    }
  }

  /** Lengths and counts of up to 2^64 - 1 in places where an eager decoder would make room. */
  @Test
  void claimedLengthsTakeNoMemory() throws Exception {
    for (String claim : List.of("5affffffff", "5b7fffffffffffffff", "5bffffffffffffffff")) {
      for (String start : List.of("d28443a10126a0", "d08343a10101a0", "d18443a10105a0")) {
        refusedCheaply(start + claim);
      }
      refusedCheaply("84" + claim); // the protected header
      refusedCheaply("d8608443a10101a0f681" + "8340a0" + claim); // an encrypted key
    }
    for (String claim : List.of("9affffffff", "9bffffffffffffffff", "ba7fffffff")) {
      refusedCheaply("d8628440a0f6" + claim); // signatures
      refusedCheaply("d8608440a0f6" + claim); // recipients
      refusedCheaply("d28440a1182181" + claim); // certificates
      refusedCheaply("8440" + claim.replaceFirst("^9", "b")); // header parameters
    }
  }

  private static void refusedCheaply(String hex) throws Exception {
    Bytes input = Bytes.fromHex(hex);
    long bytes =
        allocated(
            () -> {
              assertThrows(DecodeException.class, () -> CoseSignedMessage.decode(input));
              assertThrows(DecodeException.class, () -> CoseEncrypt.decode(input));
              assertThrows(DecodeException.class, () -> CoseEncrypt0.decode(input));
              assertThrows(DecodeException.class, () -> CoseMac.decode(input));
              assertThrows(DecodeException.class, () -> CoseMac0.decode(input));
              assertThrows(DecodeException.class, () -> CoseKeySet.decode(input));
            });
    assertTrue(bytes < 64 * 1024, bytes + " bytes for " + hex);
  }

  @Test
  void macsMakeNoCopyOfThePayloadAndDecodingNoneOfTheCiphertext() throws Exception {
    Bytes payload = Bytes.wrap(new byte[64 * MEBIBYTE]);
    for (CoseAlgorithm algorithm : List.of(CoseAlgorithm.HMAC_256, CoseAlgorithm.AES_MAC_128_128)) {
      CoseKey key = CoseKeys.generate(algorithm);
      CoseMacCreator creator = CoseMacCreator.of(key);
      CoseMac0 message = CoseMac0.mac(payload, creator);
      CoseMacVerifier verifier = CoseMacVerifier.of(key);
      long macing = allocated(() -> CoseMac0.mac(payload, creator));
      long verifying = allocated(() -> message.verify(verifier));
      assertTrue(macing < 64 * 1024, algorithm + " makes with " + macing + " bytes");
      assertTrue(verifying < 64 * 1024, algorithm + " verifies with " + verifying + " bytes");
    }

    CoseKey contentKey = CoseKeys.generate(CoseAlgorithm.A128GCM);
    Bytes encrypted =
        CoseEncrypt0.encrypt(payload, CoseEncryptor.of(contentKey)).encode().toBytes();
    long decoding = allocated(() -> CoseEncrypt0.decode(encrypted));
    assertTrue(decoding < 8 * 1024, decoding + " bytes");
  }

  /** A writer that the thread keeps would keep the secrets, and allocate less. */
  @Test
  void keysAreEncodedInMemoryOfTheirOwn() throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.ES256);
    CoseKeySet keys = CoseKeySet.of(key);
    CborWriter kept = new CborWriter();
    for (CborEncodable secret : List.of(key, keys)) {
      long own = allocated(secret::toByteArray);
      long shared = allocated(() -> kept.write(secret).toByteArray());
      assertTrue(own >= shared + key.toByteArray().length, own + " and " + shared + " bytes");
    }
  }

  /** Not the array that a long message passes through, a piece at a time. */
  @Test
  void macsOfShortMessagesTakeShortArrays() throws Exception {
    Bytes payload = Bytes.wrap(new byte[300]);
    CoseKey key = CoseKeys.generate(CoseAlgorithm.AES_MAC_128_128);
    CoseMacCreator creator = CoseMacCreator.of(key);
    CoseMacVerifier verifier = CoseMacVerifier.of(key);
    CoseMac0 message = CoseMac0.mac(payload, creator);
    long macing = allocated(() -> CoseMac0.mac(payload, creator));
    long verifying = allocated(() -> message.verify(verifier));
    assertTrue(macing < Message.CHUNK, "makes with " + macing + " bytes");
    assertTrue(verifying < Message.CHUNK, "verifies with " + verifying + " bytes");
  }
}
