package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Reason;
import org.teep4j.codec.Segments;
import org.teep4j.cose.AlgorithmTraits.Encrypting;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.testvectors.ChosenSecrets;

/** What MACs and encryption can be got wrong with: one test for each trap. */
class SymmetricTrapsTest {

  private static final Bytes CONTENT = Bytes.ofUtf8("content");
  private static final SymmetricKey SHARED = symmetric(32);
  private static final SymmetricKey KEK = symmetric(16);
  private static final String IV = "5: h'000102030405060708090a0b'";

  private static SymmetricKey symmetric(int bytes) {
    try {
      return RecipientTest.symmetric(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Use {
    Object run() throws Exception;
  }

  private static void fails(Failure expected, Use use) {
    VerificationException refusal = assertThrows(VerificationException.class, use::run);
    assertEquals(expected, refusal.failure());
  }

  private static void notDecoded(Reason reason, String path, Use use) {
    DecodeException refusal = assertThrows(DecodeException.class, use::run);
    assertEquals(reason, refusal.reason(), refusal.getMessage());
    assertEquals(path, refusal.path());
  }

  /** Diagnostic notation, or bytes that it could not express. */
  private static Bytes item(String notation) throws DecodeException {
    return notation.startsWith("0x") ? Bytes.fromHex(notation.substring(2)) : Edn.parse(notation);
  }

  /** A COSE_Mac0 with HMAC 256/256 and whatever headers, without the checks of the builder. */
  private static CoseMac0 mac0(String sent, String inStructure, String unprotected)
      throws Exception {
    CborWriter structure = new CborWriter();
    structure.beginArray().writeText("MAC0").writeBytes(item(inStructure));
    structure.writeBytes(Bytes.empty()).writeBytes(CONTENT).endArray();
    byte[] tag = CoseMacCreator.of(SHARED, CoseAlgorithm.HMAC_256).mac(structure.toSegments());
    CborWriter message = new CborWriter();
    message.beginArray().writeBytes(item(sent)).writeEncodedItem(item(unprotected));
    message.writeBytes(CONTENT).writeBytes(Bytes.wrap(tag)).endArray();
    return CoseMac0.decode(message.toBytes());
  }

  /** A COSE_Encrypt0 with AES-GCM and whatever headers, without the checks of the builder. */
  private static CoseEncrypt0 encrypt0(String sent, String inStructure, String unprotected)
      throws Exception {
    CborWriter structure = new CborWriter();
    structure.beginArray().writeText("Encrypt0").writeBytes(item(inStructure));
    structure.writeBytes(Bytes.empty()).endArray();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] iv = Bytes.fromHex("000102030405060708090a0b").toByteArray();
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(KEK.k().toByteArray(), "AES"),
        new GCMParameterSpec(128, iv));
    cipher.updateAAD(structure.toBytes().toByteArray());
    return encoded(sent, unprotected, Bytes.wrap(cipher.doFinal(CONTENT.toByteArray())));
  }

  private static CoseEncrypt0 encoded(String sent, String unprotected, Bytes ciphertext)
      throws Exception {
    CborWriter message = new CborWriter();
    message.beginArray().writeBytes(item(sent)).writeEncodedItem(item(unprotected));
    return CoseEncrypt0.decode(message.writeBytes(ciphertext).endArray().toBytes());
  }

  private static CoseMacVerifier verifier() throws Exception {
    return CoseMacVerifier.of(SHARED, CoseAlgorithm.HMAC_256);
  }

  private static CoseDecryptor decryptor() throws Exception {
    return CoseDecryptor.of(KEK, CoseAlgorithm.A128GCM);
  }

  private static final VerifyOptions UNPROTECTED =
      VerifyOptions.defaults().withUnprotectedAlgorithm();
  private static final DecryptOptions UNPROTECTED_TOO =
      DecryptOptions.defaults().withUnprotectedAlgorithm();
  private static final DecryptOptions PERMITTED =
      DecryptOptions.defaults().withUnauthenticatedEncryption();

  @Test
  void algFromTheUnprotectedHeader() throws Exception {
    mac0("{1: 5}", "{1: 5}", "{}").verify(verifier());
    CoseMac0 mac0 = mac0("0x", "0x", "{1: 5}");
    fails(Failure.NO_PROTECTED_ALGORITHM, () -> mac0.verify(verifier()));
    mac0.verify(verifier(), UNPROTECTED);
    encrypt0("{1: 1}", "{1: 1}", "{" + IV + "}").decrypt(decryptor());
    CoseEncrypt0 encrypt0 = encrypt0("0x", "0x", "{1: 1, " + IV + "}");
    fails(Failure.NO_PROTECTED_ALGORITHM, () -> encrypt0.decrypt(decryptor()));
    encrypt0.decrypt(decryptor(), UNPROTECTED_TOO);
  }

  @Test
  void emptyProtectedHeaderIsAcceptedInBothFormsAndAuthenticatedAsNoBytes() throws Exception {
    for (String sent : List.of("0x", "0xa0", "0xbfff")) {
      mac0(sent, "0x", "{1: 5}").verify(verifier(), UNPROTECTED);
      encrypt0(sent, "0x", "{1: 1, " + IV + "}").decrypt(decryptor(), UNPROTECTED_TOO);
    }
    // And not as the map that was sent.
    CoseMac0 mac0 = mac0("{}", "{}", "{1: 5}");
    fails(Failure.MAC, () -> mac0.verify(verifier(), UNPROTECTED));
    CoseEncrypt0 encrypt0 = encrypt0("{}", "{}", "{1: 1, " + IV + "}");
    fails(Failure.DECRYPTION, () -> encrypt0.decrypt(decryptor(), UNPROTECTED_TOO));
  }

  @Test
  void protectedHeaderIsAuthenticatedAsReceived() throws Exception {
    for (String header : List.of("{4: 'k', 1: 5}", "{1_1: 5_0}", "{_ 1: 5}")) {
      mac0(header, header, "{}").verify(verifier());
    }
    for (String header : List.of("{4: 'k', 1: 1}", "{1_1: 1_0}", "{_ 1: 1}")) {
      encrypt0(header, header, "{" + IV + "}").decrypt(decryptor());
    }
    CoseMac0 rewritten = mac0("{1: 5}", "{_ 1: 5}", "{}");
    fails(Failure.MAC, () -> rewritten.verify(verifier()));
  }

  @Test
  void critIgnored() throws Exception {
    CoseMac0 mac0 = mac0("{1: 5, 2: [99], 99: 1}", "{1: 5, 2: [99], 99: 1}", "{}");
    fails(Failure.CRITICAL_HEADER, () -> mac0.verify(verifier()));
    mac0.verify(verifier(), VerifyOptions.defaults().withUnderstood(CoseLabel.of(99)));
    String header = "{1: 1, 2: [99], 99: 1}";
    CoseEncrypt0 encrypt0 = encrypt0(header, header, "{" + IV + "}");
    fails(Failure.CRITICAL_HEADER, () -> encrypt0.decrypt(decryptor()));
    encrypt0.decrypt(decryptor(), DecryptOptions.defaults().withUnderstood(CoseLabel.of(99)));
    CoseHeaders critical =
        CoseHeaders.builder()
            .protect(CoseLabel.of(99), item("1"))
            .critical(List.of(CoseLabel.of(99)))
            .build();
    CoseMac mac =
        CoseMac.builder()
            .headers(critical)
            .payload(CONTENT)
            .recipient(ContentKeySender.of(KEK, CoseAlgorithm.A128KW))
            .mac(CoseAlgorithm.HMAC_256);
    ContentKeyRecipient recipient = ContentKeyRecipient.of(KEK, CoseAlgorithm.A128KW);
    fails(Failure.CRITICAL_HEADER, () -> mac.verify(recipient));
    CoseEncrypt encrypt =
        CoseEncrypt.builder()
            .headers(critical)
            .plaintext(CONTENT)
            .recipient(ContentKeySender.of(KEK, CoseAlgorithm.A128KW))
            .encrypt(CoseAlgorithm.A128GCM);
    fails(Failure.CRITICAL_HEADER, () -> encrypt.decrypt(recipient));
  }

  static Stream<CoseAlgorithm> macs() {
    return SymmetricMessagesTest.macs();
  }

  static Stream<CoseAlgorithm> ciphers() {
    return SymmetricMessagesTest.ciphers();
  }

  @ParameterizedTest
  @MethodSource("macs")
  void aTagThatWasCutOrGrewIsNone(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = CoseKeys.generate(algorithm);
    CoseMacVerifier verifier = CoseMacVerifier.of(key);
    Segments message = Segments.of(CONTENT);
    byte[] tag = CoseMacCreator.of(key).mac(message);
    verifier.verify(message, Bytes.wrap(tag));
    for (int length = 0; length <= tag.length + 1; length++) {
      Bytes other = Bytes.wrap(Arrays.copyOf(tag, length));
      if (length != tag.length) {
        fails(
            Failure.MAC,
            () -> {
              verifier.verify(message, other);
              return other;
            });
      }
    }
  }

  @Test
  void aLongTagDoesNotServeForTheAlgorithmWithAShortOne() throws Exception {
    CoseMac0 full = mac0("{1: 5}", "{1: 5}", "{}");
    CoseMacVerifier brief = CoseMacVerifier.of(SHARED, CoseAlgorithm.HMAC_256_64);
    fails(Failure.ALGORITHM, () -> full.verify(brief));
  }

  @Test
  void embeddedAndDetachedContent() throws Exception {
    CoseMac0 embedded = CoseMac0.mac(CONTENT, CoseMacCreator.of(SHARED, CoseAlgorithm.HMAC_256));
    fails(Failure.TWO_PAYLOADS, () -> embedded.verifyDetached(CONTENT, verifier()));
    CoseMac0 detached =
        CoseMac0.builder()
            .payload(CONTENT)
            .detached()
            .mac(CoseMacCreator.of(SHARED, CoseAlgorithm.HMAC_256));
    fails(Failure.NO_PAYLOAD, () -> detached.verify(verifier()));
    assertThrows(IllegalStateException.class, detached::unverifiedPayload);

    CoseEncryptor encryptor = CoseEncryptor.of(KEK, CoseAlgorithm.A128GCM);
    CoseEncrypt0 inside = CoseEncrypt0.encrypt(CONTENT, encryptor);
    Bytes ciphertext = inside.ciphertext().orElseThrow();
    fails(Failure.TWO_PAYLOADS, () -> inside.decryptDetached(ciphertext, decryptor()));
    CoseEncrypt0 outside = CoseEncrypt0.builder().plaintext(CONTENT).encrypt(encryptor);
    fails(Failure.NO_PAYLOAD, () -> outside.withoutCiphertext().decrypt(decryptor()));

    ContentKeyRecipient recipient = ContentKeyRecipient.of(KEK, CoseAlgorithm.A128KW);
    CoseMacBuilder mac =
        CoseMac.builder()
            .payload(CONTENT)
            .recipient(ContentKeySender.of(KEK, CoseAlgorithm.A128KW));
    CoseMac macEmbedded = mac.mac(CoseAlgorithm.HMAC_256);
    fails(Failure.TWO_PAYLOADS, () -> macEmbedded.verifyDetached(CONTENT, recipient));
    CoseMac macDetached = mac.detached().mac(CoseAlgorithm.HMAC_256);
    fails(Failure.NO_PAYLOAD, () -> macDetached.verify(recipient));

    CoseEncryptBuilder encrypt =
        CoseEncrypt.builder()
            .plaintext(CONTENT)
            .recipient(ContentKeySender.of(KEK, CoseAlgorithm.A128KW));
    CoseEncrypt within = encrypt.encrypt(CoseAlgorithm.A128GCM);
    fails(Failure.TWO_PAYLOADS, () -> within.decryptDetached(ciphertext, recipient));
    CoseEncrypt without = encrypt.encrypt(CoseAlgorithm.A128GCM).withoutCiphertext();
    fails(Failure.NO_PAYLOAD, () -> without.decrypt(recipient));
  }

  @Test
  void emptyContentIsNotDetachedContent() throws Exception {
    CoseMac0 mac0 = CoseMac0.mac(Bytes.empty(), CoseMacCreator.of(SHARED, CoseAlgorithm.HMAC_256));
    assertFalse(mac0.isDetached());
    fails(Failure.TWO_PAYLOADS, () -> mac0.verifyDetached(Bytes.empty(), verifier()));
    CoseEncrypt0 noBytes = encoded("{1: 1}", "{" + IV + "}", Bytes.empty());
    assertEquals(Optional.of(Bytes.empty()), noBytes.ciphertext());
    fails(Failure.DECRYPTION, () -> noBytes.decrypt(decryptor()));
  }

  @Test
  void oneStructureTakenForAnother() throws Exception {
    // With a shared key the MACs of both messages differ in nothing but the context.
    CoseMac mac =
        CoseMac.builder()
            .payload(CONTENT)
            .recipient(ContentKeySender.of(SHARED, CoseAlgorithm.DIRECT))
            .mac(CoseAlgorithm.HMAC_256);
    CoseMac0 mac0 =
        new CoseMac0(new MessageContent(true, mac.headers(), Segments.of(CONTENT)), mac.tag());
    fails(Failure.MAC, () -> mac0.verify(verifier()));
    CoseEncrypt encrypt =
        CoseEncrypt.builder()
            .plaintext(CONTENT)
            .recipient(ContentKeySender.of(KEK, CoseAlgorithm.DIRECT))
            .encrypt(CoseAlgorithm.A128GCM);
    Segments ciphertext = Segments.of(encrypt.ciphertext().orElseThrow());
    CoseEncrypt0 encrypt0 =
        new CoseEncrypt0(new MessageContent(true, encrypt.headers(), ciphertext));
    fails(Failure.DECRYPTION, () -> encrypt0.decrypt(decryptor()));
  }

  @Test
  void aMacTakenForASignature() throws Exception {
    CoseMac0 mac0 = CoseMac0.mac(CONTENT, CoseMacCreator.of(SHARED, CoseAlgorithm.HMAC_256));
    notDecoded(Reason.UNEXPECTED_TAG, "", () -> CoseSignedMessage.decode(mac0.encode().toBytes()));
    // Without its tag it has the shape of a COSE_Sign1.
    CoseMac0 untagged = mac0("{1: 5}", "{1: 5}", "{}");
    CoseSignedMessage signed = CoseSignedMessage.decode(untagged.encode().toBytes());
    CoseVerifier verifier = CoseVerifier.of(Keys.on(CoseCurve.P256));
    fails(Failure.ALGORITHM, () -> signed.verify(verifier));
  }

  @Test
  void wrongShapesOfTheMessages() {
    notDecoded(
        Reason.UNEXPECTED_TAG, "COSE_Mac0", () -> CoseMac0.decode(item("18(['', {}, '', ''])")));
    notDecoded(Reason.WRONG_LENGTH, "COSE_Mac0", () -> CoseMac0.decode(item("['', {}, '']")));
    notDecoded(
        Reason.UNEXPECTED_TYPE,
        "COSE_Mac0/tag",
        () -> CoseMac0.decode(item("17(['', {}, '', null])")));
    notDecoded(
        Reason.UNEXPECTED_TYPE,
        "COSE_Mac0/payload",
        () -> CoseMac0.decode(item("17(['', {}, 1, ''])")));
    notDecoded(Reason.WRONG_LENGTH, "COSE_Mac", () -> CoseMac.decode(item("97(['', {}, '', ''])")));
    notDecoded(
        Reason.WRONG_LENGTH,
        "COSE_Mac/recipients",
        () -> CoseMac.decode(item("97(['', {}, '', '', []])")));
    notDecoded(
        Reason.UNEXPECTED_TAG,
        "COSE_Encrypt0",
        () -> CoseEncrypt0.decode(item("96(['', {}, ''])")));
    notDecoded(
        Reason.WRONG_LENGTH,
        "COSE_Encrypt0",
        () -> CoseEncrypt0.decode(item("16(['', {}, '', []])")));
    notDecoded(
        Reason.UNEXPECTED_TYPE,
        "COSE_Encrypt0/ciphertext",
        () -> CoseEncrypt0.decode(item("16(['', {}, {}])")));
    notDecoded(
        Reason.WRONG_LENGTH,
        "COSE_Encrypt/recipients",
        () -> CoseEncrypt.decode(item("96(['', {}, null, []])")));
    for (Use use :
        List.<Use>of(
            () -> CoseMac0.decode(item("0x8440a0404000")),
            () -> CoseMac.decode(item("0x8540a04040818340a04000")),
            () -> CoseEncrypt0.decode(item("0x8340a04000")),
            () -> CoseEncrypt.decode(item("0x8440a040818340a04000")))) {
      assertEquals(Reason.TRAILING_BYTES, assertThrows(DecodeException.class, use::run).reason());
    }
  }

  @Test
  void ivThatIsAbsentOrHasAnotherLength() throws Exception {
    for (String iv :
        List.of("", "5: ''", "5: h'000102030405060708090a'", "5: h'000102030405060708090a0b0c'")) {
      CoseEncrypt0 message = encrypt0("{1: 1}", "{1: 1}", "{" + iv + "}");
      fails(Failure.IV, () -> message.decrypt(decryptor()));
    }
    CoseEncrypt0 sixteen = encoded("{1: 1}", "{5: h'000102030405060708090a0b0c0d0e0f'}", CONTENT);
    fails(Failure.IV, () -> sixteen.decrypt(decryptor()));
  }

  @Test
  void partialIv() throws Exception {
    Bytes context = Bytes.fromHex("000102030405060708090a0b");
    // Zeros change nothing, so that the message is the one that was encrypted with the context IV.
    for (String partial : List.of("6: h'00'", "6: h'000000000000000000000000'", "6: ''")) {
      CoseEncrypt0 message = encrypt0("{1: 1}", "{1: 1}", "{" + partial + "}");
      fails(Failure.IV, () -> message.decrypt(decryptor()));
      DecryptOptions options = DecryptOptions.defaults().withContextIv(context);
      assertEquals(CONTENT, message.decrypt(decryptor(), options).bytes());
      DecryptOptions brief = DecryptOptions.defaults().withContextIv(context.slice(1));
      fails(Failure.IV, () -> message.decrypt(decryptor(), brief));
    }
    CoseEncrypt0 tooLong = encrypt0("{1: 1}", "{1: 1}", "{6: h'00000000000000000000000000'}");
    DecryptOptions options = DecryptOptions.defaults().withContextIv(context);
    fails(Failure.IV, () -> tooLong.decrypt(decryptor(), options));
  }

  @Test
  void partialIvWithTheBaseIvOfTheKey() throws Exception {
    CoseKey key =
        CoseKey.decode(
            item("{1: 4, 3: 1, 5: h'000102030405060708090a0b', -1: '0123456789abcdef'}"));
    CoseEncryptor encryptor = CoseEncryptor.of(key);
    CoseEncrypt0Builder builder = CoseEncrypt0.builder().plaintext(CONTENT);
    CoseEncrypt0 one =
        builder
            .headers(CoseHeaders.builder().partialIv(Bytes.fromHex("01")).build())
            .encrypt(encryptor);
    CoseEncrypt0 two =
        builder
            .headers(CoseHeaders.builder().partialIv(Bytes.fromHex("0002")).build())
            .encrypt(encryptor);
    assertFalse(one.ciphertext().equals(two.ciphertext()));
    CoseDecryptor decryptor = CoseDecryptor.of(key);
    assertEquals(CONTENT, one.decrypt(decryptor).bytes());
    assertEquals(CONTENT, two.decrypt(decryptor).bytes());
    CoseEncryptor without = CoseEncryptor.of(KEK, CoseAlgorithm.A128GCM);
    assertThrows(IllegalArgumentException.class, () -> builder.encrypt(without));
  }

  @Test
  void theCallerDoesNotChooseTheIv() throws Exception {
    CoseEncryptor encryptor = CoseEncryptor.of(KEK, CoseAlgorithm.A128GCM);
    Bytes iv = Bytes.fromHex("000102030405060708090a0b");
    CoseHeaders chosen =
        CoseHeaders.builder().protect(CoseLabel.of(5), writer -> writer.writeBytes(iv)).build();
    CoseEncrypt0Builder builder = CoseEncrypt0.builder().headers(chosen).plaintext(CONTENT);
    assertThrows(IllegalArgumentException.class, () -> builder.encrypt(encryptor));
    CoseEncryptBuilder other =
        CoseEncrypt.builder()
            .headers(chosen)
            .plaintext(CONTENT)
            .recipient(ContentKeySender.of(KEK, CoseAlgorithm.A128KW));
    assertThrows(IllegalArgumentException.class, () -> other.encrypt(CoseAlgorithm.A128GCM));
  }

  @Test
  void encryptionWithoutAuthenticationHasToBePermitted() throws Exception {
    for (CoseAlgorithm algorithm : List.of(CoseAlgorithm.A128CTR, CoseAlgorithm.A128CBC)) {
      CoseEncryptor encryptor = CoseEncryptor.of(KEK, algorithm);
      CoseDecryptor decryptor = CoseDecryptor.of(KEK, algorithm);
      CoseEncrypt0Builder builder = CoseEncrypt0.builder().plaintext(CONTENT);
      assertThrows(IllegalStateException.class, () -> builder.encrypt(encryptor));
      CoseEncrypt0 message = builder.withUnauthenticatedEncryption().encrypt(encryptor);
      assertEquals(Bytes.empty(), message.headers().protectedBytes());
      fails(Failure.UNAUTHENTICATED_ENCRYPTION, () -> message.decrypt(decryptor));
      DecryptOptions anywhere = DecryptOptions.defaults().withUnprotectedAlgorithm();
      fails(Failure.UNAUTHENTICATED_ENCRYPTION, () -> message.decrypt(decryptor, anywhere));
      assertEquals(CONTENT, message.decrypt(decryptor, PERMITTED).bytes());
    }
  }

  @Test
  void encryptionWithoutAuthenticationProtectsNothingElse() throws Exception {
    CoseEncryptor encryptor = CoseEncryptor.of(KEK, CoseAlgorithm.A128CTR);
    CoseDecryptor decryptor = CoseDecryptor.of(KEK, CoseAlgorithm.A128CTR);
    CoseEncrypt0Builder builder =
        CoseEncrypt0.builder().plaintext(CONTENT).withUnauthenticatedEncryption();
    CoseEncrypt0 message = builder.encrypt(encryptor);
    DecryptOptions external = PERMITTED.withExternalAad(CONTENT);
    fails(Failure.UNPROTECTED_DATA, () -> message.decrypt(decryptor, external));
    assertThrows(
        IllegalArgumentException.class, () -> builder.externalAad(CONTENT).encrypt(encryptor));
    builder.externalAad(Bytes.empty());
    CoseHeaders typed = CoseHeaders.builder().contentType(CoseLabel.of(60)).build();
    assertThrows(IllegalArgumentException.class, () -> builder.headers(typed).encrypt(encryptor));
    String iv = "5: h'000102030405060708090a0b0c0d0e0f'";
    CoseEncrypt0 withHeader = encoded("{3: 60}", "{1: -65534, " + iv + "}", CONTENT);
    fails(Failure.UNPROTECTED_DATA, () -> withHeader.decrypt(decryptor, PERMITTED));
    CoseEncrypt0 withAlg = encoded("{1: -65534}", "{" + iv + "}", CONTENT);
    fails(Failure.UNPROTECTED_DATA, () -> withAlg.decrypt(decryptor, PERMITTED));
    encoded("0xa0", "{1: -65534, " + iv + "}", CONTENT).decrypt(decryptor, PERMITTED);
  }

  @Test
  void anAuthenticatedMessagePassedOffAsOneThatIsNot() throws Exception {
    // AES-GCM begins to count at 2, AES-CTR wherever the IV says.
    CoseEncrypt genuine =
        CoseEncrypt.builder()
            .plaintext(CONTENT)
            .recipient(ContentKeySender.of(KEK, CoseAlgorithm.A128KW))
            .encrypt(CoseAlgorithm.A128GCM);
    byte[] counter = Arrays.copyOf(genuine.headers().iv().orElseThrow().toByteArray(), 16);
    counter[15] = 2;
    CoseHeaders headers =
        CoseHeaders.builder()
            .unprotect(CoseLabel.of(1), CoseAlgorithm.A128CTR.label())
            .unprotect(CoseLabel.of(5), writer -> writer.writeBytes(Bytes.wrap(counter)))
            .build();
    Bytes cut = genuine.ciphertext().orElseThrow().slice(0, CONTENT.length());
    CoseEncrypt forged =
        new CoseEncrypt(new MessageContent(true, headers, Segments.of(cut)), genuine.recipients());
    ContentKeyRecipient recipient = ContentKeyRecipient.of(KEK, CoseAlgorithm.A128KW);
    fails(Failure.UNAUTHENTICATED_ENCRYPTION, () -> forged.decrypt(recipient));
    fails(
        Failure.ALGORITHM,
        () -> forged.decrypt(recipient, PERMITTED.withContentAlgorithms(CoseAlgorithm.A128GCM)));
    // That is what the permission means.
    assertEquals(CONTENT, forged.decrypt(recipient, PERMITTED).bytes());
    // A key that is bound to one algorithm is not used with another.
    CoseEncrypt0 single = new CoseEncrypt0(new MessageContent(true, headers, Segments.of(cut)));
    fails(Failure.ALGORITHM, () -> single.decrypt(decryptor(), PERMITTED));
  }

  @Test
  void contentAlgorithmsAreRestricted() throws Exception {
    CoseEncrypt0 message = encrypt0("{1: 1}", "{1: 1}", "{" + IV + "}");
    DecryptOptions options = DecryptOptions.defaults();
    message.decrypt(
        decryptor(), options.withContentAlgorithms(CoseAlgorithm.A128GCM, CoseAlgorithm.A256GCM));
    fails(
        Failure.ALGORITHM,
        () -> message.decrypt(decryptor(), options.withContentAlgorithms(CoseAlgorithm.A256GCM)));
  }

  @ParameterizedTest
  @MethodSource("ciphers")
  void whatIsWrongWithACiphertextIsNotTold(CoseAlgorithm algorithm) throws Exception {
    Encrypting traits = (Encrypting) algorithm.traits();
    // Not a random key: with one of 256 the padding of AES-CBC would happen to be right.
    CoseDecryptor decryptor = CoseDecryptor.of(symmetric(traits.keyBits() / 8), algorithm);
    Bytes iv = Bytes.wrap(new byte[traits.nonceBytes()]);
    boolean counter = traits.scheme() == ContentScheme.AES_CTR;
    for (int length : new int[] {0, 1, 7, 8, 15, 16, 17, 32, 100000}) {
      if (!counter) {
        VerificationException refusal =
            assertThrows(
                VerificationException.class,
                () -> decryptor.decrypt(iv, Bytes.empty(), Bytes.wrap(new byte[length])),
                () -> algorithm + " with " + length);
        assertEquals(Failure.DECRYPTION, refusal.failure(), "" + length);
        assertEquals("the ciphertext cannot be decrypted", refusal.getMessage());
        assertNull(refusal.getCause());
      }
    }
  }

  @Test
  void ccmWithAShortLengthFieldTakesNoLongContent() throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.AES_CCM_16_64_128);
    Bytes tooLong = Bytes.wrap(new byte[65536]);
    GeneralSecurityException refusal =
        assertThrows(
            GeneralSecurityException.class,
            () -> CoseEncrypt0.encrypt(tooLong, CoseEncryptor.of(key)));
    assertEquals("too long for the nonce of this form of AES-CCM", refusal.getMessage());
    CoseEncrypt0.encrypt(tooLong.slice(1), CoseEncryptor.of(key));
  }

  @Test
  void aDirectRecipientThatIsNotTheOnlyOne() throws Exception {
    CoseMacBuilder builder =
        CoseMac.builder()
            .payload(CONTENT)
            .recipient(ContentKeySender.of(SHARED, CoseAlgorithm.DIRECT))
            .recipient(ContentKeySender.of(KEK, CoseAlgorithm.A128KW));
    assertThrows(IllegalStateException.class, () -> builder.mac(CoseAlgorithm.HMAC_256));
    CoseMac alone =
        CoseMac.builder()
            .payload(CONTENT)
            .recipient(ContentKeySender.of(SHARED, CoseAlgorithm.DIRECT))
            .mac(CoseAlgorithm.HMAC_256);
    CoseRecipient direct = alone.recipients().get(0);
    CoseMac twice =
        new CoseMac(
            new MessageContent(true, alone.headers(), Segments.of(CONTENT)),
            alone.tag(),
            List.of(direct, direct));
    ContentKeyRecipient recipient = ContentKeyRecipient.of(SHARED, CoseAlgorithm.DIRECT);
    assertEquals(CONTENT, alone.verify(recipient).bytes());
    fails(Failure.DIRECT_RECIPIENT, () -> twice.verify(recipient));
  }

  @Test
  void messagesForOthers() throws Exception {
    CoseMac mac =
        CoseMac.builder()
            .payload(CONTENT)
            .recipient(ContentKeySender.of(KEK, CoseAlgorithm.A128KW))
            .mac(CoseAlgorithm.HMAC_256);
    ContentKeyRecipient direct = ContentKeyRecipient.of(SHARED, CoseAlgorithm.DIRECT);
    fails(Failure.NO_RECIPIENT, () -> mac.verify(direct));
    ContentKeyRecipient other = ContentKeyRecipient.of(symmetric(24), CoseAlgorithm.A192KW);
    fails(Failure.NO_RECIPIENT, () -> mac.verify(other));
    SymmetricKey wrong = SymmetricKey.of(Bytes.ofUtf8("another key wrap"));
    fails(Failure.RECIPIENT, () -> mac.verify(ContentKeyRecipient.of(wrong, CoseAlgorithm.A128KW)));
  }

  @Test
  void aKeyForAnHmacThatIsShorterThanTheHash() throws Exception {
    CoseMacBuilder builder =
        ChosenSecrets.withContentKey(CoseMac.builder(), Bytes.wrap(new byte[24]))
            .payload(CONTENT)
            .recipient(ContentKeySender.of(KEK, CoseAlgorithm.A128KW));
    assertThrows(GeneralSecurityException.class, () -> builder.mac(CoseAlgorithm.HMAC_256));
    CoseMac made =
        ChosenSecrets.withContentKey(builder, Bytes.wrap(new byte[40])).mac(CoseAlgorithm.HMAC_256);
    ContentKeyRecipient recipient = ContentKeyRecipient.of(KEK, CoseAlgorithm.A128KW);
    assertEquals(CONTENT, made.verify(recipient).bytes());
    CoseHeaders longer = CoseHeaders.builder().algorithm(CoseAlgorithm.HMAC_512).build();
    CoseMac relabelled =
        new CoseMac(
            new MessageContent(true, longer, Segments.of(CONTENT)), made.tag(), made.recipients());
    fails(Failure.RECIPIENT, () -> relabelled.verify(recipient));
  }

  @Test
  void algorithmsOfAnotherKind() throws Exception {
    for (String alg : List.of("-7", "1", "\"text\"", "-99999", "-3")) {
      CoseMac mac =
          CoseMac.decode(item("97([<<{1: " + alg + "}>>, {}, '', '', [['', {1: -3}, h'00']]])"));
      ContentKeyRecipient recipient = ContentKeyRecipient.of(KEK, CoseAlgorithm.A128KW);
      fails(Failure.ALGORITHM, () -> mac.verify(recipient));
    }
    for (String alg : List.of("-7", "5", "\"text\"", "-99999", "-3", "35")) {
      CoseEncrypt encrypt =
          CoseEncrypt.decode(
              item("96([<<{1: " + alg + "}>>, {" + IV + "}, '', [['', {1: -3}, h'00']]])"));
      ContentKeyRecipient recipient = ContentKeyRecipient.of(KEK, CoseAlgorithm.A128KW);
      fails(Failure.ALGORITHM, () -> encrypt.decrypt(recipient));
    }
    assertThrows(
        GeneralSecurityException.class,
        () ->
            CoseEncrypt.builder()
                .plaintext(CONTENT)
                .recipient(ContentKeySender.of(KEK, CoseAlgorithm.A128KW))
                .encrypt(CoseAlgorithm.HMAC_256));
    assertThrows(
        GeneralSecurityException.class,
        () ->
            CoseMac.builder()
                .payload(CONTENT)
                .recipient(ContentKeySender.of(KEK, CoseAlgorithm.A128KW))
                .mac(CoseAlgorithm.A128GCM));
  }

  @Test
  void buildersAskForWhatIsMissing() {
    assertThrows(
        IllegalStateException.class,
        () -> CoseMac0.builder().mac(CoseMacCreator.of(SHARED, CoseAlgorithm.HMAC_256)));
    assertThrows(
        IllegalStateException.class,
        () -> CoseEncrypt0.builder().encrypt(CoseEncryptor.of(KEK, CoseAlgorithm.A128GCM)));
    assertThrows(
        IllegalStateException.class,
        () -> CoseMac.builder().payload(CONTENT).mac(CoseAlgorithm.HMAC_256));
    assertThrows(
        IllegalStateException.class,
        () -> CoseEncrypt.builder().plaintext(CONTENT).encrypt(CoseAlgorithm.A128GCM));
    CoseHeaders other = CoseHeaders.builder().algorithm(CoseAlgorithm.HMAC_512).build();
    assertThrows(
        IllegalArgumentException.class,
        () ->
            CoseMac0.builder()
                .headers(other)
                .payload(CONTENT)
                .mac(CoseMacCreator.of(SHARED, CoseAlgorithm.HMAC_256)));
  }

  @Test
  void aRemoteKeyGetsTheBytesAndReturnsATag() throws Exception {
    CoseHeaders headers = CoseHeaders.builder().algorithm(CoseAlgorithm.HMAC_256).build();
    CoseMac0Builder builder = CoseMac0.builder().headers(headers).payload(CONTENT);
    Bytes sentAway = Bytes.wrap(builder.toBeMaced().toByteArray());
    byte[] returned = CoseMacCreator.of(SHARED, CoseAlgorithm.HMAC_256).mac(Segments.of(sentAway));
    CoseMac0 made = builder.build(Bytes.wrap(returned));
    assertEquals(CONTENT, made.verify(verifier()).bytes());
  }

  @Test
  void equalityIsOfEverything() throws Exception {
    List<CborEncodable> messages =
        List.of(
            CoseMac0.decode(item("17(['', {}, '', h'01'])")),
            CoseMac0.decode(item("17(['', {}, '', h'02'])")),
            CoseMac0.decode(item("['', {}, '', h'01']")),
            CoseMac0.decode(item("17(['', {}, null, h'01'])")),
            CoseMac.decode(item("97(['', {}, '', h'01', [['', {}, '']]])")),
            CoseMac.decode(item("97(['', {}, '', h'02', [['', {}, '']]])")),
            CoseMac.decode(item("97(['', {}, '', h'01', [['', {}, null]]])")),
            CoseEncrypt0.decode(item("16(['', {}, h'01'])")),
            CoseEncrypt0.decode(item("16(['', {}, null])")),
            CoseEncrypt.decode(item("96(['', {}, h'01', [['', {}, '']]])")),
            CoseEncrypt.decode(item("96(['', {}, h'01', [['', {}, null]]])")));
    for (CborEncodable one : messages) {
      for (CborEncodable other : messages) {
        assertEquals(one == other, one.equals(other), one + " and " + other);
      }
    }
    assertEquals(
        "CoseMac[CoseHeaders[protected={}, unprotected={}], 0 bytes, 1 recipients]",
        messages.get(4).toString());
  }
}
