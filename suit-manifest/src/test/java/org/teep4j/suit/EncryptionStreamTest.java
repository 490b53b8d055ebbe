package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.suit.EncryptionFixture.CTR;
import static org.teep4j.suit.EncryptionFixture.GCM;
import static org.teep4j.suit.EncryptionFixture.PAYLOAD;
import static org.teep4j.suit.EncryptionFixture.check;
import static org.teep4j.suit.EncryptionFixture.keyFor;
import static org.teep4j.suit.EncryptionFixture.newKey;
import static org.teep4j.suit.EncryptionFixture.plaintext;
import static org.teep4j.suit.EncryptionFixture.refused;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentReceipt;
import org.teep4j.cose.ContentSource;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.suit.SuitPayloadCheck.Subject;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitDecryptor;
import org.teep4j.suit.encryption.SuitEncryptedPayload;
import org.teep4j.suit.encryption.SuitEncryptionInfo;
import org.teep4j.suit.encryption.SuitEncryptor;
import org.teep4j.testsupport.Allocation;

/** Payloads that are encrypted and decrypted while they are read. */
class EncryptionStreamTest {

  private static final int MANY = 1 << 20;

  private static Bytes bytes(ByteArrayOutputStream stream) {
    return Bytes.wrap(stream.toByteArray());
  }

  static List<SuitCoseProfile> profiles() {
    return SuitCoseProfile.defined();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void filesComeBack(SuitCoseProfile profile, @TempDir Path folder) throws Exception {
    byte[] content = new byte[MANY + 5];
    content[MANY] = 1;
    Path plain = Files.write(folder.resolve("plain"), content);
    Path encrypted = folder.resolve("encrypted");
    CoseKey key = keyFor(profile).withKeyId(Bytes.ofUtf8("k"));
    SuitEncryptionInfo info;
    try (OutputStream out = Files.newOutputStream(encrypted)) {
      info = SuitEncryptor.of(profile, key).encrypt(ContentSource.of(plain), out);
    }
    Bytes ciphertext = Bytes.wrap(Files.readAllBytes(encrypted));
    SuitDecryptor decryptor = SuitDecryptor.of(key, profile);
    for (SuitPayloadCheck expected :
        List.of(plaintext(Bytes.wrap(content)), check(Subject.FETCHED, ciphertext))) {
      ByteArrayOutputStream decrypted = new ByteArrayOutputStream();
      ContentReceipt receipt =
          decryptor.decrypt(info, ContentSource.of(encrypted), decrypted, expected);
      assertEquals(Bytes.wrap(content), bytes(decrypted));
      assertEquals(profile.encryptionAlgorithm().orElseThrow(), receipt.algorithm());
      assertEquals(key.keyId(), receipt.keyId());
      assertEquals(Bytes.wrap(content), decryptor.decrypt(info, ciphertext, expected).bytes());
    }
    ByteArrayOutputStream decrypted = new ByteArrayOutputStream();
    if (receiptIsAuthenticated(profile)) {
      decryptor.decrypt(info, ContentSource.of(encrypted), decrypted);
      assertEquals(Bytes.wrap(content), bytes(decrypted));
    } else {
      refused(
          Failure.UNAUTHENTICATED_ENCRYPTION,
          () -> decryptor.decrypt(info, ContentSource.of(encrypted), decrypted));
      assertEquals(0, decrypted.size());
    }
  }

  private static boolean receiptIsAuthenticated(SuitCoseProfile profile) {
    return profile.encryptionAlgorithm().orElseThrow().isAuthenticatedEncryption();
  }

  @Test
  void nothingIsWrittenOfWhatIsNotAsExpected() throws Exception {
    for (SuitCoseProfile profile : List.of(GCM, CTR)) {
      CoseKey key = newKey("EC");
      SuitEncryptedPayload encrypted = SuitEncryptor.of(profile, key).encrypt(PAYLOAD);
      SuitDecryptor decryptor = SuitDecryptor.of(key, profile);
      byte[] changed = encrypted.ciphertext().toByteArray();
      changed[1] ^= 1;
      ContentSource source = ContentSource.of(Bytes.wrap(changed));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      refused(
          profile.equals(GCM) ? Failure.DECRYPTION : Failure.DIGEST,
          () -> decryptor.decrypt(encrypted.info(), source, out, plaintext(PAYLOAD)));
      refused(
          Failure.DIGEST,
          () ->
              decryptor.decrypt(
                  encrypted.info(), source, out, check(Subject.FETCHED, encrypted.ciphertext())));
      ContentSource right = ContentSource.of(encrypted.ciphertext());
      SuitDigest digest = plaintext(PAYLOAD).digest();
      for (SuitPayloadCheck wrong :
          List.of(
              SuitPayloadCheck.plaintext(digest, PAYLOAD.length() - 1),
              SuitPayloadCheck.fetched(digest, encrypted.ciphertext().length()),
              SuitPayloadCheck.fetched(
                  check(Subject.FETCHED, encrypted.ciphertext()).digest(), 1))) {
        refused(Failure.DIGEST, () -> decryptor.decrypt(encrypted.info(), right, out, wrong));
      }
      assertEquals(0, out.size());
    }
  }

  /** Gives other bytes each time. */
  private record Changing(Deque<Bytes> contents, long length) implements ContentSource {

    static Changing of(Bytes... contents) {
      return new Changing(new ArrayDeque<>(List.of(contents)), contents[0].length());
    }

    @Override
    public InputStream open() {
      return contents.remove().asInputStream();
    }
  }

  @Test
  void aPayloadThatChangesBetweenTwoReadingsIsFound() throws Exception {
    CoseKey key = newKey("EC");
    SuitEncryptedPayload encrypted = SuitEncryptor.of(CTR, key).encrypt(PAYLOAD);
    SuitDecryptor decryptor = SuitDecryptor.of(key, CTR);
    Bytes right = encrypted.ciphertext();
    byte[] array = right.toByteArray();
    array[0] ^= 1;
    Bytes changed = Bytes.wrap(array);
    for (SuitPayloadCheck expected : List.of(plaintext(PAYLOAD), check(Subject.FETCHED, right))) {
      refused(
          Failure.DIGEST,
          () ->
              decryptor.decrypt(
                  encrypted.info(),
                  Changing.of(right, changed),
                  OutputStream.nullOutputStream(),
                  expected));
      decryptor.decrypt(
          encrypted.info(), Changing.of(right, right), OutputStream.nullOutputStream(), expected);
    }
  }

  @Test
  void whatCanBeReadOnceIsNotDecrypted() throws Exception {
    CoseKey key = newKey("EC");
    SuitEncryptedPayload encrypted = SuitEncryptor.of(GCM, key).encrypt(PAYLOAD);
    SuitDecryptor decryptor = SuitDecryptor.of(key, GCM);
    ContentSource once =
        ContentSource.once(encrypted.ciphertext().asInputStream(), encrypted.ciphertext().length());
    OutputStream out = OutputStream.nullOutputStream();
    assertThrows(
        IllegalArgumentException.class, () -> decryptor.decrypt(encrypted.info(), once, out));
    assertThrows(
        IllegalArgumentException.class,
        () -> decryptor.decrypt(encrypted.info(), once, out, plaintext(PAYLOAD)));
  }

  /** As many zeros as one asks for. */
  private record Zeros(long length) implements ContentSource {

    @Override
    public InputStream open() {
      return new InputStream() {
        private long left = length;

        @Override
        public int read() {
          return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] array, int offset, int count) throws IOException {
          if (left <= 0) {
            return -1;
          }
          int read = (int) Math.min(left, count);
          Arrays.fill(array, offset, offset + read, (byte) 0);
          left -= read;
          return read;
        }
      };
    }
  }

  @Test
  void memoryDoesNotGrowWithThePayload(@TempDir Path folder) throws Exception {
    long size = 4 * MANY;
    for (SuitCoseProfile profile : List.of(GCM, CTR)) {
      CoseKey key = newKey("EC");
      SuitEncryptor encryptor = SuitEncryptor.of(profile, key);
      SuitDecryptor decryptor = SuitDecryptor.of(key, profile);
      Path encrypted = folder.resolve("encrypted");
      SuitPayloadCheck expected = SuitPayloadCheck.plaintext(digestOf(new Zeros(size)), size);
      long used =
          Allocation.ofOneRun(
              () -> {
                try (OutputStream out = Files.newOutputStream(encrypted)) {
                  SuitEncryptionInfo info = encryptor.encrypt(new Zeros(size), out);
                  decryptor.decrypt(
                      info, ContentSource.of(encrypted), OutputStream.nullOutputStream(), expected);
                }
              });
      assertTrue(used < size / 4, profile.cddlName() + " used " + used + " bytes");
    }
  }

  private static SuitDigest digestOf(ContentSource content) throws Exception {
    try (InputStream in = content.open()) {
      return new SuitDigest(
          SuitDigestAlgorithm.SHA_256, SuitDigestAlgorithm.SHA_256.newDigest().update(in).digest());
    }
  }
}
