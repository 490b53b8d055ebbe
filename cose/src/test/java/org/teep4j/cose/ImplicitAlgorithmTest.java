package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.InvalidKeyException;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Edn;
import org.teep4j.codec.Segments;
import org.teep4j.cose.VerificationException.Failure;

/**
 * Messages without {@code alg}, as EDHOC has them: the application defines the algorithm (RFC 9052,
 * Appendix A). And messages of which every signature counts.
 */
class ImplicitAlgorithmTest {

  private static final Bytes PAYLOAD = Bytes.ofUtf8("payload");
  private static final CoseKey KEY = Keys.on(CoseCurve.P256);
  private static final VerifyOptions IMPLICIT = VerifyOptions.defaults().withImplicitAlgorithm();

  /** A message of four elements, protected by whatever a test makes of the structure. */
  private interface Protection {
    byte[] of(Segments structure) throws Exception;
  }

  private static Bytes message(String context, String inProtected, String open, Protection how)
      throws Exception {
    Bytes content = inProtected.isEmpty() ? Bytes.empty() : Edn.parse(inProtected);
    CborWriter structure = new CborWriter();
    structure.beginArray().writeText(context).writeBytes(content);
    structure.writeBytes(Bytes.empty()).writeBytes(PAYLOAD).endArray();
    CborWriter message = new CborWriter();
    message.beginArray().writeBytes(content).writeEncodedItem(Edn.parse(open));
    message.writeBytes(PAYLOAD).writeBytes(Bytes.wrap(how.of(structure.toSegments()))).endArray();
    return message.toBytes();
  }

  private static CoseSign1 sign1(String inProtected, String open) throws Exception {
    return CoseSign1.decode(message("Signature1", inProtected, open, CoseSigner.of(KEY)::sign));
  }

  private static VerificationException refused(
      CoseSignedMessage message, CoseKeyResolver keys, VerifyOptions options) {
    return assertThrows(VerificationException.class, () -> message.verify(keys, options));
  }

  @Test
  void theVerifierGivesTheAlgorithm() throws Exception {
    CoseVerifier verifier = CoseVerifier.of(KEY, CoseAlgorithm.ESP256);
    CoseKeyResolver several = CoseKeyResolver.of(List.of(Keys.on(CoseCurve.P384), KEY));
    for (String inProtected : List.of("", "{3: 0}")) {
      CoseSign1 message = sign1(inProtected, "{}");
      assertEquals(CoseAlgorithm.ESP256, message.verify(verifier, IMPLICIT).algorithm());
      assertEquals(PAYLOAD, message.verify(several, IMPLICIT).bytes());
      assertEquals(
          Failure.NO_PROTECTED_ALGORITHM,
          refused(message, verifier, VerifyOptions.defaults()).failure());
      assertEquals(
          Failure.SIGNATURE,
          refused(
                  message,
                  CoseVerifier.of(KEY, CoseAlgorithm.ES256),
                  IMPLICIT.withExternalAad(PAYLOAD))
              .failure());
    }
  }

  /** Appendix A: even if it is protected, and even if it is the same. */
  @Test
  void anAlgorithmThatIsNamedIsRefused() throws Exception {
    CoseVerifier verifier = CoseVerifier.of(KEY, CoseAlgorithm.ESP256);
    for (CoseSign1 message :
        List.of(sign1("{1: -9}", "{}"), sign1("", "{1: -9}"), sign1("", "{1: -7}"))) {
      VerificationException refusal = refused(message, verifier, IMPLICIT);
      assertEquals(Failure.ALGORITHM, refusal.failure());
      assertTrue(refusal.getMessage().contains("expected none"), refusal.getMessage());
    }
  }

  @Test
  void aMacHasTheAlgorithmOfItsKey() throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.HMAC_256);
    CoseMacCreator creator = CoseMacCreator.of(key);
    CoseMacVerifier verifier = CoseMacVerifier.of(key);
    CoseMac0 message = CoseMac0.decode(message("MAC0", "", "{}", creator::mac));
    assertEquals(PAYLOAD, message.verify(verifier, IMPLICIT).bytes());
    assertThrows(VerificationException.class, () -> message.verify(verifier));
    CoseMac0 named = CoseMac0.decode(message("MAC0", "{1: 5}", "{}", creator::mac));
    assertEquals(PAYLOAD, named.verify(verifier).bytes());
    assertEquals(
        Failure.ALGORITHM,
        assertThrows(VerificationException.class, () -> named.verify(verifier, IMPLICIT))
            .failure());
  }

  @Test
  void theApplicationsAlgorithmMustBeThatOfTheKey() throws Exception {
    CoseSign1 message = sign1("", "{}");
    CoseVerifier verifier = CoseVerifier.of(KEY);
    for (CoseAlgorithm name : List.of(CoseAlgorithm.ESP256, CoseAlgorithm.ES256)) {
      VerifyOptions options = VerifyOptions.defaults().withImplicitAlgorithm(name);
      assertEquals(name, message.verify(verifier, options).algorithm());
      assertEquals(Failure.ALGORITHM, refused(sign1("{1: -9}", "{}"), verifier, options).failure());
    }
    VerifyOptions other = VerifyOptions.defaults().withImplicitAlgorithm(CoseAlgorithm.ESP384);
    assertEquals(Failure.ALGORITHM, refused(message, verifier, other).failure());

    CoseKey key = CoseKeys.generate(CoseAlgorithm.HMAC_256);
    CoseMac0 mac = CoseMac0.decode(message("MAC0", "", "{}", CoseMacCreator.of(key)::mac));
    CoseMacVerifier macVerifier = CoseMacVerifier.of(key);
    mac.verify(macVerifier, VerifyOptions.defaults().withImplicitAlgorithm(CoseAlgorithm.HMAC_256));
    VerificationException refusal =
        assertThrows(VerificationException.class, () -> mac.verify(macVerifier, other));
    assertTrue(
        refusal.getMessage().contains("the application defines ESP384, expected HMAC 256/256"),
        refusal.getMessage());
  }

  // With recipients, which name their algorithms.

  private static final CoseKey SHARED = shared();

  private static CoseKey shared() {
    try {
      return SymmetricKey.of(Bytes.wrap(new byte[32]));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A recipient with the method direct. */
  private static final String DIRECT = "[[h'', {1: -6}, h'']]";

  private static ContentKeyRecipient direct(CoseAlgorithm algorithm) throws Exception {
    return ContentKeyRecipient.of(SHARED.withAlgorithm(algorithm));
  }

  /** The elements of a message, with recipients behind the last. */
  private static Bytes withRecipients(Bytes message, int elements) {
    return Bytes.fromHex("8" + (elements + 1) + message.slice(1).toHex() + parse(DIRECT).toHex());
  }

  private static Bytes parse(String notation) {
    try {
      return Edn.parse(notation);
    } catch (DecodeException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aMacWithRecipientsHasTheAlgorithmOfTheApplication() throws Exception {
    CoseMacCreator creator = CoseMacCreator.of(SHARED.withAlgorithm(CoseAlgorithm.HMAC_256));
    ContentKeyRecipient recipient = direct(CoseAlgorithm.HMAC_256);
    CoseMac message = CoseMac.decode(withRecipients(message("MAC", "", "{}", creator::mac), 4));
    VerifyOptions options = VerifyOptions.defaults();
    AuthenticatedPayload payload =
        message.verify(recipient, options.withImplicitAlgorithm(CoseAlgorithm.HMAC_256));
    assertEquals(PAYLOAD, payload.bytes());
    assertEquals(CoseAlgorithm.HMAC_256, payload.algorithm());
    // The one that nobody gives is missed, and another one is wrong.
    for (VerifyOptions none : List.of(options, IMPLICIT)) {
      refused(Failure.NO_PROTECTED_ALGORITHM, () -> message.verify(recipient, none));
    }
    VerifyOptions shorter = options.withImplicitAlgorithm(CoseAlgorithm.HMAC_256_64);
    refused(Failure.MAC, () -> message.verify(direct(CoseAlgorithm.HMAC_256_64), shorter));
    VerifyOptions cipher = options.withImplicitAlgorithm(CoseAlgorithm.A256GCM);
    refused(Failure.ALGORITHM, () -> message.verify(recipient, cipher));
    CoseMac named = CoseMac.decode(withRecipients(message("MAC", "{1: 5}", "{}", creator::mac), 4));
    named.verify(recipient, options);
    refused(
        Failure.ALGORITHM,
        () -> named.verify(recipient, options.withImplicitAlgorithm(CoseAlgorithm.HMAC_256)));
  }

  private static void refused(Failure failure, Executable attempt) {
    VerificationException refusal = assertThrows(VerificationException.class, attempt);
    assertEquals(failure, refusal.failure(), refusal.getMessage());
  }

  // Encrypted.

  private static final Bytes IV = Bytes.wrap(new byte[12]);

  /** A message of three elements without recipients. */
  private static Bytes encrypted(String context, String inProtected, String open) throws Exception {
    Bytes content = inProtected.isEmpty() ? Bytes.empty() : Edn.parse(inProtected);
    CborWriter structure = new CborWriter();
    structure.beginArray().writeText(context).writeBytes(content).writeBytes(Bytes.empty());
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(new byte[32], "AES"),
        new GCMParameterSpec(128, IV.toByteArray()));
    cipher.updateAAD(structure.endArray().toBytes().toByteArray());
    CborWriter message = new CborWriter();
    message.beginArray().writeBytes(content).writeEncodedItem(Edn.parse(open));
    message.writeBytes(Bytes.wrap(cipher.doFinal(PAYLOAD.toByteArray()))).endArray();
    return message.toBytes();
  }

  private static final String UNNAMED = "{5: h'000000000000000000000000'}";
  private static final String NAMED = "{1: 3, 5: h'000000000000000000000000'}";

  @Test
  void theDecryptorGivesTheAlgorithm() throws Exception {
    CoseDecryptor decryptor = CoseDecryptor.of(SHARED, CoseAlgorithm.A256GCM);
    DecryptOptions defaults = DecryptOptions.defaults();
    for (String inProtected : List.of("", "{3: 0}")) {
      CoseEncrypt0 message = CoseEncrypt0.decode(encrypted("Encrypt0", inProtected, UNNAMED));
      for (DecryptOptions options :
          List.of(
              defaults.withImplicitAlgorithm(),
              defaults.withImplicitAlgorithm(CoseAlgorithm.A256GCM),
              defaults.withContentAlgorithms(CoseAlgorithm.A256GCM).withImplicitAlgorithm())) {
        DecryptedPayload payload = message.decrypt(decryptor, options);
        assertEquals(PAYLOAD, payload.bytes());
        assertEquals(CoseAlgorithm.A256GCM, payload.algorithm());
      }
      refused(Failure.NO_PROTECTED_ALGORITHM, () -> message.decrypt(decryptor));
      for (DecryptOptions options :
          List.of(
              defaults.withImplicitAlgorithm(CoseAlgorithm.CHACHA20_POLY1305),
              defaults.withContentAlgorithms(CoseAlgorithm.A128GCM).withImplicitAlgorithm())) {
        refused(Failure.ALGORITHM, () -> message.decrypt(decryptor, options));
      }
      DecryptOptions options = defaults.withImplicitAlgorithm().withExternalAad(PAYLOAD);
      refused(Failure.DECRYPTION, () -> message.decrypt(decryptor, options));
    }
    for (CoseEncrypt0 named :
        List.of(
            CoseEncrypt0.decode(encrypted("Encrypt0", "{1: 3}", UNNAMED)),
            CoseEncrypt0.decode(encrypted("Encrypt0", "", NAMED)))) {
      named.decrypt(decryptor, defaults.withUnprotectedAlgorithm());
      refused(Failure.ALGORITHM, () -> named.decrypt(decryptor, defaults.withImplicitAlgorithm()));
    }
  }

  @Test
  void contentForRecipientsHasTheAlgorithmOfTheApplication() throws Exception {
    CoseEncrypt message = CoseEncrypt.decode(withRecipients(encrypted("Encrypt", "", UNNAMED), 3));
    ContentKeyRecipient recipient = direct(CoseAlgorithm.A256GCM);
    DecryptOptions defaults = DecryptOptions.defaults();
    DecryptOptions options = defaults.withImplicitAlgorithm(CoseAlgorithm.A256GCM);
    assertEquals(PAYLOAD, message.decrypt(recipient, options).bytes());
    for (DecryptOptions none : List.of(defaults, defaults.withImplicitAlgorithm())) {
      refused(Failure.NO_PROTECTED_ALGORITHM, () -> message.decrypt(recipient, none));
    }
    DecryptOptions mac = defaults.withImplicitAlgorithm(CoseAlgorithm.HMAC_256);
    refused(Failure.ALGORITHM, () -> message.decrypt(recipient, mac));
    CoseEncrypt named =
        CoseEncrypt.decode(withRecipients(encrypted("Encrypt", "{1: 3}", UNNAMED), 3));
    named.decrypt(recipient);
    refused(Failure.ALGORITHM, () -> named.decrypt(recipient, options));
  }

  @Test
  void encryptionWithoutAuthenticationMustBePermittedAsWell() throws Exception {
    CoseDecryptor decryptor = CoseDecryptor.of(SHARED, CoseAlgorithm.A256CTR);
    CoseEncrypt0 message =
        CoseEncrypt0.decode(parse("[h'', {5: h'000102030405060708090a0b0c0d0e0f'}, h'00']"));
    DecryptOptions options = DecryptOptions.defaults().withImplicitAlgorithm();
    refused(Failure.UNAUTHENTICATED_ENCRYPTION, () -> message.decrypt(decryptor, options));
    message.decrypt(decryptor, options.withUnauthenticatedEncryption());
    refused(
        Failure.UNPROTECTED_DATA,
        () ->
            message.decrypt(
                decryptor, options.withUnauthenticatedEncryption().withExternalAad(PAYLOAD)));
  }

  /** Of HPKE, {@code alg} may be absent anyway (draft-ietf-cose-hpke, Section 3.2). */
  @Test
  void hpkeIsRefusedIfItNamesItsAlgorithm() throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.HPKE_0);
    CoseEncrypt0 named =
        CoseEncrypt0.builder().plaintext(PAYLOAD).encrypt(HpkeEncryptor.of(key.toPublic()));
    HpkeDecryptor decryptor = HpkeDecryptor.of(key);
    assertEquals(PAYLOAD, named.decrypt(decryptor).bytes());
    DecryptOptions options = DecryptOptions.defaults().withImplicitAlgorithm();
    refused(Failure.ALGORITHM, () -> named.decrypt(decryptor, options));
  }

  // Every signature.

  @Test
  void everySignatureIsVerified() throws Exception {
    CoseKey other = Keys.on(CoseCurve.ED25519);
    CoseSign message =
        CoseSign.builder()
            .payload(PAYLOAD)
            .sign(CoseSigner.of(KEY))
            .sign(CoseSigner.of(other))
            .build();
    VerifyOptions options = VerifyOptions.defaults();
    List<VerifiedPayload> all = message.verifyAll(CoseKeyResolver.of(List.of(other, KEY)), options);
    assertEquals(
        List.of(CoseAlgorithm.ESP256, CoseAlgorithm.ED25519),
        all.stream().map(VerifiedPayload::algorithm).toList());
    assertEquals(PAYLOAD, all.get(1).bytes());
    message.verify(CoseKeyResolver.of(List.of(KEY)));
    VerificationException refusal =
        assertThrows(
            VerificationException.class,
            () -> message.verifyAll(CoseKeyResolver.of(List.of(KEY)), options));
    assertEquals(Failure.ALGORITHM, refusal.failure());
    assertThrows(
        VerificationException.class,
        () -> message.verifyAllDetached(PAYLOAD, CoseKeyResolver.of(List.of(KEY, other)), options));

    CoseSign detached =
        CoseSign.builder()
            .signDetached(ContentSource.of(PAYLOAD), CoseSigner.of(KEY), CoseHeaders.empty())
            .signDetached(ContentSource.of(PAYLOAD), CoseSigner.of(other), CoseHeaders.empty())
            .build();
    assertEquals(
        2,
        detached
            .verifyAllDetached(PAYLOAD, CoseKeyResolver.of(List.of(KEY, other)), options)
            .size());
    assertThrows(
        VerificationException.class,
        () -> detached.verifyAll(CoseKeyResolver.of(List.of(KEY, other)), options));
  }

  @Test
  void theTrialsOfAllSignaturesAreCountedTogether() throws Exception {
    CoseSignBuilder builder = CoseSign.builder().payload(PAYLOAD);
    for (int i = 0; i < CoseSign.MOST_CANDIDATES + 1; i++) {
      builder.sign(CoseSigner.of(KEY));
    }
    VerificationException refusal =
        assertThrows(
            VerificationException.class,
            () -> builder.build().verifyAll(CoseVerifier.of(KEY), VerifyOptions.defaults()));
    assertEquals(Failure.TOO_MANY_SIGNATURES, refusal.failure());
  }
}
