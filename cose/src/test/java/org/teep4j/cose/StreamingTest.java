package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;

/** Content that is read from its source is treated as content in memory is. */
class StreamingTest {

  private static final Bytes CONTENT = content(3 * 16384 + 5);
  private static final Bytes AAD = Bytes.ofUtf8("external");
  private static final CoseHeaders NONE = CoseHeaders.empty();
  private static final VerifyOptions OPTIONS = VerifyOptions.defaults().withExternalAad(AAD);

  /** What has signed nothing here. */
  private static final CoseVerifier OTHER;

  static {
    try {
      OTHER = CoseVerifier.of(Keys.generate(CoseCurve.P384));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Bytes content(int length) {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) (i * 31);
    }
    return Bytes.wrap(content);
  }

  private static ContentSource source() {
    return ContentSource.of(CONTENT);
  }

  static Stream<CoseAlgorithm> signatures() {
    return SigningTest.supported();
  }

  static Stream<CoseAlgorithm> macs() {
    return SymmetricMessagesTest.macs();
  }

  static Stream<CoseAlgorithm> ciphers() {
    return SymmetricMessagesTest.ciphers();
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void signatures(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = Keys.forAlgorithm(algorithm).withKeyId(Bytes.ofUtf8("kid"));
    CoseSigner signer = CoseSigner.of(key, algorithm);
    CoseVerifier verifier = CoseVerifier.of(key.toPublic(), algorithm);
    CoseSign1 streamed = CoseSign1.builder().externalAad(AAD).signDetached(source(), signer);
    assertTrue(streamed.isDetached());
    assertEquals(CONTENT, streamed.verifyDetached(CONTENT, verifier, OPTIONS).bytes());
    CoseSign1 inMemory =
        CoseSign1.builder().payload(CONTENT).externalAad(AAD).detached().sign(signer);
    CoseHeaders headers = inMemory.headers();
    CoseKeyResolver resolver = CoseKeyResolver.ofVerifiers(List.of(OTHER, verifier));
    for (CoseKeyResolver each : List.of(verifier, resolver)) {
      VerifiedSignature verified = inMemory.verifyDetached(source(), each, OPTIONS);
      assertVerified(headers, headers, algorithm, verifier, verified);
      assertEquals(key.keyId(), verified.keyId());
    }

    CoseSign sign =
        CoseSign.builder()
            .externalAad(AAD)
            .signDetached(source(), CoseSigner.of(Keys.generate(CoseCurve.P384)), NONE)
            .signDetached(source(), signer, NONE)
            .build();
    assertEquals(CONTENT, sign.verifyDetached(CONTENT, verifier, OPTIONS).bytes());
    for (CoseKeyResolver each : List.of(verifier, resolver)) {
      assertVerified(
          sign.headers(),
          sign.signatures().get(1).headers(),
          algorithm,
          verifier,
          sign.verifyDetached(source(), each, OPTIONS));
    }
  }

  private static void assertVerified(
      CoseHeaders headers,
      CoseHeaders signatureHeaders,
      CoseAlgorithm algorithm,
      CoseVerifier verifier,
      VerifiedSignature verified) {
    assertEquals(headers, verified.headers());
    assertEquals(signatureHeaders, verified.signatureHeaders());
    assertEquals(algorithm, verified.algorithm());
    assertEquals(verifier, verified.verifier());
  }

  @ParameterizedTest
  @MethodSource("macs")
  void macs(CoseAlgorithm algorithm) throws Exception {
    SymmetricKey key = CoseKeys.generate(algorithm, SymmetricKey.class);
    CoseMac0 inMemory =
        CoseMac0.builder().payload(CONTENT).externalAad(AAD).detached().mac(CoseMacCreator.of(key));
    CoseMac0 streamed =
        CoseMac0.builder().externalAad(AAD).macDetached(source(), CoseMacCreator.of(key));
    assertEquals(inMemory, streamed);
    assertEquals(
        new ContentReceipt(streamed.headers(), algorithm, Optional.empty()),
        streamed.verifyDetached(source(), CoseMacVerifier.of(key), OPTIONS));

    ContentKeySender sender = ContentKeySender.of(key, CoseAlgorithm.DIRECT);
    CoseMac direct =
        CoseMac.builder().externalAad(AAD).recipient(sender).macDetached(source(), algorithm);
    assertEquals(
        CoseMac.builder()
            .payload(CONTENT)
            .externalAad(AAD)
            .detached()
            .recipient(sender)
            .mac(algorithm),
        direct);
    assertEquals(
        algorithm,
        direct.verifyDetached(source(), ContentKeyRecipient.of(key), OPTIONS).algorithm());
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void ciphers(CoseAlgorithm algorithm) throws Exception {
    SymmetricKey key = CoseKeys.generate(algorithm, SymmetricKey.class);
    DecryptOptions options = SymmetricMessagesTest.options(algorithm);
    CoseDecryptor decryptor = CoseDecryptor.of(key);
    for (int length : new int[] {0, 1, 16383, 16384, 16385, 40000}) {
      Bytes content = content(length);
      ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
      CoseEncrypt0Builder builder = CoseEncrypt0.builder().externalAad(options.externalAad());
      if (options.unauthenticatedEncryption()) {
        builder.withUnauthenticatedEncryption();
      }
      CoseEncrypt0 message =
          builder.encryptDetached(ContentSource.of(content), CoseEncryptor.of(key), ciphertext);
      Bytes encrypted = Bytes.wrap(ciphertext.toByteArray());
      assertEquals(content, message.decryptDetached(encrypted, decryptor, options).bytes());
      ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
      ContentReceipt receipt =
          message.decryptDetached(ContentSource.of(encrypted), plaintext, decryptor, options);
      assertEquals(content, Bytes.wrap(plaintext.toByteArray()));
      assertEquals(new ContentReceipt(message.headers(), algorithm, Optional.empty()), receipt);
      plaintext.reset();
      message.decryptReleasingUnverifiedPlaintext(once(encrypted), plaintext, decryptor, options);
      assertEquals(content, Bytes.wrap(plaintext.toByteArray()));
    }
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void ciphersWithRecipients(CoseAlgorithm algorithm) throws Exception {
    SymmetricKey kek = RecipientTest.symmetric(16);
    DecryptOptions options = SymmetricMessagesTest.options(algorithm);
    CoseEncryptBuilder builder = CoseEncrypt.builder().externalAad(options.externalAad());
    if (options.unauthenticatedEncryption()) {
      builder.withUnauthenticatedEncryption();
    }
    ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
    CoseEncrypt message =
        builder
            .recipient(ContentKeySender.of(kek, CoseAlgorithm.A128KW))
            .encryptDetached(source(), algorithm, ciphertext);
    assertTrue(message.isDetached());
    Bytes encrypted = Bytes.wrap(ciphertext.toByteArray());
    ContentKeyRecipient recipient = ContentKeyRecipient.of(kek, CoseAlgorithm.A128KW);
    assertEquals(CONTENT, message.decryptDetached(encrypted, recipient, options).bytes());
    ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
    message.decryptDetached(ContentSource.of(encrypted), plaintext, recipient, options);
    assertEquals(CONTENT, Bytes.wrap(plaintext.toByteArray()));
    plaintext.reset();
    ContentReceipt receipt =
        message.decryptReleasingUnverifiedPlaintext(once(encrypted), plaintext, recipient, options);
    assertEquals(CONTENT, Bytes.wrap(plaintext.toByteArray()));
    assertEquals(algorithm, receipt.algorithm());
  }

  private static ContentSource once(Bytes bytes) {
    return ContentSource.once(bytes.asInputStream(), bytes.length());
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void nothingIsWrittenOfWhatWasChanged(CoseAlgorithm algorithm) throws Exception {
    if (EncryptionRules.authenticatesNothing(algorithm)) {
      return;
    }
    CoseKey key = CoseKeys.generate(algorithm);
    CoseDecryptor decryptor = CoseDecryptor.of(key);
    CoseEncrypt0 made = CoseEncrypt0.builder().plaintext(CONTENT).encrypt(CoseEncryptor.of(key));
    CoseEncrypt0 message = made.withoutCiphertext();
    byte[] changed = made.ciphertext().orElseThrow().toByteArray();
    changed[changed.length - 1] ^= 1;
    ContentSource source = ContentSource.of(Bytes.wrap(changed));
    ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
    fails(
        Failure.DECRYPTION,
        () -> message.decryptDetached(source, plaintext, decryptor, DecryptOptions.defaults()));
    assertEquals(0, plaintext.size());
    ContentSource cut = ContentSource.of(made.ciphertext().orElseThrow().slice(0, 7));
    fails(
        Failure.DECRYPTION,
        () -> message.decryptDetached(cut, plaintext, decryptor, DecryptOptions.defaults()));
    // What is released is released before the tag is there.
    fails(
        Failure.DECRYPTION,
        () ->
            message.decryptReleasingUnverifiedPlaintext(
                source, plaintext, decryptor, DecryptOptions.defaults()));
    boolean needsAll =
        ((AlgorithmTraits.Encrypting) algorithm.traits()).scheme() == ContentScheme.AES_CCM;
    assertEquals(needsAll, plaintext.size() == 0);
  }

  private interface Use {
    void run() throws Exception;
  }

  private static void fails(Failure expected, Use use) {
    VerificationException refusal = assertThrows(VerificationException.class, use::run);
    assertEquals(expected, refusal.failure());
  }

  @Test
  void changedContentAndOtherKeysFail() throws Exception {
    Bytes other = content(CONTENT.length() - 1);
    CoseKey signing = Keys.on(CoseCurve.P256);
    CoseSign1 signed = CoseSign1.builder().signDetached(source(), CoseSigner.of(signing));
    VerifyOptions defaults = VerifyOptions.defaults();
    CoseVerifier verifier = CoseVerifier.of(signing);
    fails(
        Failure.SIGNATURE,
        () -> signed.verifyDetached(ContentSource.of(other), verifier, defaults));
    fails(Failure.SIGNATURE, () -> signed.verifyDetached(source(), verifier, OPTIONS));
    CoseSign several =
        CoseSign.builder()
            .signDetached(source(), CoseSigner.of(signing), CoseHeaders.empty())
            .build();
    fails(
        Failure.SIGNATURE,
        () -> several.verifyDetached(ContentSource.of(other), verifier, defaults));
    CoseKey key = CoseKeys.generate(CoseAlgorithm.HMAC_256);
    CoseMac0 mac0 = CoseMac0.builder().macDetached(source(), CoseMacCreator.of(key));
    CoseMacVerifier macVerifier = CoseMacVerifier.of(key);
    fails(Failure.MAC, () -> mac0.verifyDetached(ContentSource.of(other), macVerifier, defaults));
    CoseMacVerifier stranger = CoseMacVerifier.of(CoseKeys.generate(CoseAlgorithm.HMAC_256));
    fails(Failure.MAC, () -> mac0.verifyDetached(source(), stranger, defaults));
    SymmetricKey kek = RecipientTest.symmetric(16);
    CoseMac mac =
        CoseMac.builder()
            .recipient(ContentKeySender.of(kek, CoseAlgorithm.A128KW))
            .macDetached(source(), CoseAlgorithm.HMAC_512);
    ContentKeyRecipient recipient = ContentKeyRecipient.of(kek, CoseAlgorithm.A128KW);
    fails(Failure.MAC, () -> mac.verifyDetached(ContentSource.of(other), recipient, defaults));
  }

  @Test
  void messagesThatCarryTheirContentTakeNoOther() throws Exception {
    VerifyOptions defaults = VerifyOptions.defaults();
    CoseKey signing = Keys.on(CoseCurve.P256);
    CoseSign1 signed = CoseSign1.sign(CONTENT, CoseSigner.of(signing));
    CoseVerifier verifier = CoseVerifier.of(signing);
    fails(Failure.TWO_PAYLOADS, () -> signed.verifyDetached(source(), verifier, defaults));
    CoseKey key = CoseKeys.generate(CoseAlgorithm.HMAC_256);
    CoseMac0 mac0 = CoseMac0.mac(CONTENT, CoseMacCreator.of(key));
    CoseMacVerifier macVerifier = CoseMacVerifier.of(key);
    fails(Failure.TWO_PAYLOADS, () -> mac0.verifyDetached(source(), macVerifier, defaults));
    CoseKey cipherKey = CoseKeys.generate(CoseAlgorithm.A128GCM);
    CoseEncrypt0 encrypt0 = CoseEncrypt0.encrypt(CONTENT, CoseEncryptor.of(cipherKey));
    CoseDecryptor decryptor = CoseDecryptor.of(cipherKey);
    fails(
        Failure.TWO_PAYLOADS,
        () ->
            encrypt0.decryptDetached(
                source(), new ByteArrayOutputStream(), decryptor, DecryptOptions.defaults()));
    assertThrows(
        IllegalStateException.class,
        () -> CoseMac0.builder().payload(CONTENT).macDetached(source(), CoseMacCreator.of(key)));
    assertThrows(
        IllegalStateException.class,
        () -> CoseSign1.builder().payload(CONTENT).signDetached(source(), CoseSigner.of(signing)));
    assertThrows(
        IllegalStateException.class,
        () ->
            CoseEncrypt0.builder()
                .plaintext(CONTENT)
                .encryptDetached(
                    source(), CoseEncryptor.of(cipherKey), new ByteArrayOutputStream()));
  }

  @Test
  void messagesForSeveralThatCarryTheirContentTakeNoOther() throws Exception {
    VerifyOptions defaults = VerifyOptions.defaults();
    CoseKey signing = Keys.on(CoseCurve.P256);
    CoseSign signed = CoseSign.builder().payload(CONTENT).sign(CoseSigner.of(signing)).build();
    CoseVerifier verifier = CoseVerifier.of(signing);
    fails(Failure.TWO_PAYLOADS, () -> signed.verifyDetached(source(), verifier, defaults));
    CoseKeyResolver resolver = CoseKeyResolver.of(List.of(signing));
    fails(Failure.TWO_PAYLOADS, () -> signed.verifyDetached(source(), resolver, defaults));
    CoseSign1 sign1 = CoseSign1.sign(CONTENT, CoseSigner.of(signing));
    fails(Failure.TWO_PAYLOADS, () -> sign1.verifyDetached(source(), resolver, defaults));
    SymmetricKey kek = RecipientTest.symmetric(16);
    ContentKeySender sender = ContentKeySender.of(kek, CoseAlgorithm.A128KW);
    ContentKeyRecipient recipient = ContentKeyRecipient.of(kek, CoseAlgorithm.A128KW);
    CoseMac mac = CoseMac.builder().payload(CONTENT).recipient(sender).mac(CoseAlgorithm.HMAC_256);
    fails(Failure.TWO_PAYLOADS, () -> mac.verifyDetached(source(), recipient, defaults));
    CoseEncrypt encrypt =
        CoseEncrypt.builder().plaintext(CONTENT).recipient(sender).encrypt(CoseAlgorithm.A128GCM);
    ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
    DecryptOptions options = DecryptOptions.defaults();
    fails(
        Failure.TWO_PAYLOADS,
        () -> encrypt.decryptDetached(source(), plaintext, recipient, options));
    fails(
        Failure.TWO_PAYLOADS,
        () -> encrypt.decryptReleasingUnverifiedPlaintext(source(), plaintext, recipient, options));
    CoseEncrypt apart =
        CoseEncrypt.builder()
            .plaintext(CONTENT)
            .recipient(sender)
            .encrypt(CoseAlgorithm.A128GCM)
            .withoutCiphertext();
    fails(Failure.DECRYPTION, () -> apart.decryptDetached(source(), plaintext, recipient, options));
    assertEquals(0, plaintext.size());
  }

  @Test
  void aSourceHasAsManyBytesAsItSays() throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.HMAC_256);
    CoseMacCreator creator = CoseMacCreator.of(key);
    int length = CONTENT.length();
    for (int difference : new int[] {-1, 1}) {
      String expected =
          "the content is " + (difference < 0 ? "longer" : "shorter") + " than its source has said";
      ContentSource wrong = ContentSource.once(CONTENT.asInputStream(), length + difference);
      IOException refusal =
          assertThrows(IOException.class, () -> CoseMac0.builder().macDetached(wrong, creator));
      assertEquals(expected, refusal.getMessage());
      for (CoseAlgorithm algorithm :
          new CoseAlgorithm[] {CoseAlgorithm.A128GCM, CoseAlgorithm.AES_CCM_64_64_128}) {
        CoseEncryptor encryptor = CoseEncryptor.of(CoseKeys.generate(algorithm));
        ContentSource again = ContentSource.once(CONTENT.asInputStream(), length + difference);
        IOException second =
            assertThrows(
                IOException.class,
                () ->
                    CoseEncrypt0.builder()
                        .encryptDetached(again, encryptor, new ByteArrayOutputStream()));
        assertEquals(expected, second.getMessage());
      }
    }
    assertThrows(
        IllegalArgumentException.class, () -> ContentSource.once(CONTENT.asInputStream(), -1));
  }

  @Test
  void whatCanBeReadOnceIsReadOnce() throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.A128GCM);
    CoseEncrypt0 made = CoseEncrypt0.builder().plaintext(CONTENT).encrypt(CoseEncryptor.of(key));
    CoseDecryptor decryptor = CoseDecryptor.of(key);
    ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
    assertThrows(
        IllegalArgumentException.class,
        () ->
            made.withoutCiphertext()
                .decryptDetached(
                    once(made.ciphertext().orElseThrow()),
                    plaintext,
                    decryptor,
                    DecryptOptions.defaults()));
    assertEquals(0, plaintext.size());

    CoseMacCreator creator = CoseMacCreator.of(CoseKeys.generate(CoseAlgorithm.HMAC_256));
    ContentSource once =
        ContentSource.once(Channels.newChannel(CONTENT.asInputStream()), CONTENT.length());
    assertFalse(once.isRepeatable());
    CoseMac0.builder().macDetached(once, creator);
    IOException refusal =
        assertThrows(IOException.class, () -> CoseMac0.builder().macDetached(once, creator));
    assertEquals("the content can be read only once", refusal.getMessage());
  }

  @Test
  void aSourceThatChangesBetweenItsTwoReadingsIsNoticed() throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.A128GCM);
    CoseEncrypt0 made = CoseEncrypt0.builder().plaintext(CONTENT).encrypt(CoseEncryptor.of(key));
    byte[] changing = made.ciphertext().orElseThrow().toByteArray();
    ContentSource source =
        new ContentSource() {
          @Override
          public long length() {
            return changing.length;
          }

          @Override
          public InputStream open() {
            InputStream stream = new ByteArrayInputStream(changing.clone());
            changing[0] ^= 1;
            return stream;
          }
        };
    CoseDecryptor decryptor = CoseDecryptor.of(key);
    fails(
        Failure.DECRYPTION,
        () ->
            made.withoutCiphertext()
                .decryptDetached(
                    source, new ByteArrayOutputStream(), decryptor, DecryptOptions.defaults()));
  }

  @Test
  void filesAreRead(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("content");
    Files.write(file, CONTENT.toByteArray());
    CoseKey key = CoseKeys.generate(CoseAlgorithm.HMAC_256);
    CoseMac0 mac0 = CoseMac0.builder().macDetached(ContentSource.of(file), CoseMacCreator.of(key));
    assertEquals(CONTENT, mac0.verifyDetached(CONTENT, CoseMacVerifier.of(key)).bytes());
    assertThrows(IOException.class, () -> ContentSource.of(folder.resolve("none")));
  }

  /** Zeros without end; reading them allocates nothing. */
  static ContentSource zeros(long length) {
    return new ContentSource() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public InputStream open() {
        return new InputStream() {
          private long left = length;

          @Override
          public int read() {
            return left-- > 0 ? 0 : -1;
          }

          @Override
          public int read(byte[] target, int offset, int count) {
            int read = (int) Math.min(count, left);
            Arrays.fill(target, offset, offset + read, (byte) 0);
            left -= read;
            return read == 0 && count > 0 ? -1 : read;
          }
        };
      }
    };
  }

  @Test
  void whatNeedsAllOfTheContentSaysThatThereIsTooMuch() throws Exception {
    ContentSource tooMuch = zeros(ContentSource.LONGEST_IN_MEMORY + 1L);
    CoseKey ed25519 = Keys.on(CoseCurve.ED25519);
    CoseSigner jdk = CoseSigner.of(CoseKeys.toPrivateKey(ed25519), CoseAlgorithm.ED25519);
    CoseEncryptor ccm = CoseEncryptor.of(CoseKeys.generate(CoseAlgorithm.AES_CCM_64_64_128));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Use use :
        new Use[] {
          () -> CoseSign1.builder().signDetached(tooMuch, CoseSigner.of(ed25519)),
          () -> CoseSign1.builder().signDetached(tooMuch, jdk),
          () -> CoseSign1.builder().signDetached(tooMuch, new Remote(ed25519)),
          () -> CoseEncrypt0.builder().encryptDetached(tooMuch, ccm, out)
        }) {
      IOException refusal = assertThrows(IOException.class, use::run);
      assertEquals(
          "this algorithm or key takes all of the content into memory, and no more than 67108864"
              + " bytes of it",
          refusal.getMessage());
    }
    assertEquals(0, out.size());
  }

  /** A signer that somebody else has written. */
  private record Remote(CoseKey key) implements CoseSigner {
    @Override
    public CoseAlgorithm algorithm() {
      return CoseAlgorithm.ED25519;
    }

    @Override
    public Optional<Bytes> keyId() {
      return Optional.empty();
    }

    @Override
    public byte[] sign(Segments toBeSigned) throws GeneralSecurityException {
      return CoseSigner.of(key).sign(toBeSigned);
    }
  }

  @Test
  void handlesThatOthersHaveWrittenGetTheContentInMemory() throws Exception {
    CoseKey signing = Keys.on(CoseCurve.ED25519);
    CoseSign1 signed = CoseSign1.builder().signDetached(source(), new Remote(signing));
    VerifyOptions defaults = VerifyOptions.defaults();
    ContentSource changed = ContentSource.of(content(CONTENT.length() - 1));
    CoseVerifier verifier = new OtherHandles.Verifier(CoseVerifier.of(signing));
    signed.verifyDetached(source(), verifier, defaults);
    fails(Failure.SIGNATURE, () -> signed.verifyDetached(changed, verifier, defaults));
    CoseKey mac = CoseKeys.generate(CoseAlgorithm.HMAC_256);
    CoseMac0 mac0 =
        CoseMac0.builder().macDetached(source(), new OtherHandles.Creator(CoseMacCreator.of(mac)));
    CoseMacVerifier macVerifier = new OtherHandles.MacVerifier(CoseMacVerifier.of(mac));
    mac0.verifyDetached(source(), macVerifier, defaults);
    fails(Failure.MAC, () -> mac0.verifyDetached(changed, macVerifier, defaults));
    CoseKey cipher = CoseKeys.generate(CoseAlgorithm.A256GCM);
    ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
    CoseEncrypt0 encrypt0 =
        CoseEncrypt0.builder()
            .encryptDetached(
                source(), new OtherHandles.Encryptor(CoseEncryptor.of(cipher)), ciphertext);
    ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
    CoseDecryptor decryptor = new OtherHandles.Decryptor(CoseDecryptor.of(cipher));
    DecryptOptions options = DecryptOptions.defaults();
    encrypt0.decryptDetached(
        ContentSource.of(Bytes.wrap(ciphertext.toByteArray())), plaintext, decryptor, options);
    assertEquals(CONTENT, Bytes.wrap(plaintext.toByteArray()));
    plaintext.reset();
    fails(
        Failure.DECRYPTION, () -> encrypt0.decryptDetached(changed, plaintext, decryptor, options));
    assertEquals(0, plaintext.size());
  }

  @Test
  void otherHandlesMayTakePieces() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256);
    ContentSource large = zeros(ContentSource.LONGEST_IN_MEMORY + 1L);
    CoseSign1 signed = CoseSign1.builder().signDetached(large, CoseSigner.of(key));
    CoseVerifier inside = CoseVerifier.of(key);
    VerifyOptions options = VerifyOptions.defaults();
    CoseVerifier inMemory = new OtherHandles.Verifier(inside);
    assertThrows(IOException.class, () -> signed.verifyDetached(large, inMemory, options));
    CoseVerifier inPieces =
        new CoseVerifier() {
          @Override
          public CoseAlgorithm algorithm() {
            return inside.algorithm();
          }

          @Override
          public Optional<Bytes> keyId() {
            return inside.keyId();
          }

          @Override
          public void verify(Segments toBeSigned, Bytes signature) {
            throw new AssertionError("in memory");
          }

          @Override
          public void verify(ContentSource toBeSigned, Bytes signature)
              throws VerificationException, IOException {
            inside.verify(toBeSigned, signature);
          }
        };
    assertSame(inPieces, signed.verifyDetached(large, inPieces, options).verifier());
  }

  /**
   * Several keys are tried on the same output by those who do not read, and nothing is left over.
   */
  @Test
  void anAttemptThatFailsWritesNothing() throws Exception {
    for (CoseAlgorithm algorithm : CoseAlgorithm.values()) {
      if (algorithm.traits() instanceof AlgorithmTraits.Encrypting traits
          && traits.scheme() != ContentScheme.AES_CTR) {
        CoseKey right = CoseKeys.generate(algorithm);
        Bytes content = Bytes.wrap(new byte[60_000]);
        CoseEncrypt0 made =
            CoseEncrypt0.builder()
                .plaintext(content)
                .withUnauthenticatedEncryption()
                .encrypt(CoseEncryptor.of(right));
        DecryptOptions options = DecryptOptions.defaults().withUnauthenticatedEncryption();
        ContentSource source = ContentSource.of(made.ciphertext().orElseThrow());
        int refusals = 0;
        for (int i = 0; i < 8; i++) {
          ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
          CoseDecryptor wrong = CoseDecryptor.of(CoseKeys.generate(algorithm));
          try {
            made.withoutCiphertext().decryptDetached(source, plaintext, wrong, options);
          } catch (VerificationException e) {
            assertEquals(Failure.DECRYPTION, e.failure());
            assertEquals(0, plaintext.size(), algorithm.ianaName());
            refusals++;
          }
        }
        // Padding is right by chance in one of 256 times.
        assertTrue(refusals >= 5, refusals + " refusals of " + algorithm.ianaName());
        ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
        made.withoutCiphertext()
            .decryptDetached(source, plaintext, CoseDecryptor.of(right), options);
        assertEquals(content, Bytes.wrap(plaintext.toByteArray()));
      }
    }
  }
}
