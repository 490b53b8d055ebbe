package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.cose.RecipientTest.assertFailure;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborWriter;
import org.teep4j.codec.Edn;
import org.teep4j.cose.VerificationException.Failure;

/** HPKE, for content and for keys. */
class HpkeTest {

  private static final Bytes PLAINTEXT = Bytes.ofUtf8("content");
  private static final CoseLabel EK = CoseLabel.of(-4);
  private static final CoseLabel PSK_ID = CoseLabel.of(-5);

  private static SymmetricKey psk(int seed) throws GeneralSecurityException {
    return Recipients.symmetric(32, seed).withKeyId(Bytes.ofUtf8("psk"));
  }

  private static CoseEncrypt0 decode(CoseEncrypt0 message) throws Exception {
    return CoseEncrypt0.decode(message.encode().toBytes());
  }

  private static CoseEncrypt0Builder content() {
    return CoseEncrypt0.builder().plaintext(PLAINTEXT);
  }

  // Content.

  @ParameterizedTest
  @EnumSource(value = CoseAlgorithm.class, names = "HPKE_[0-7]", mode = EnumSource.Mode.MATCH_ALL)
  void contentComesBack(CoseAlgorithm algorithm) throws Exception {
    CoseKey key = CoseKeys.generate(algorithm).withKeyId(Bytes.ofUtf8("bob"));
    CoseEncrypt0 message = decode(content().encrypt(HpkeEncryptor.of(key.toPublic())));
    HpkeDecryptor decryptor = HpkeDecryptor.of(key);
    DecryptedPayload decrypted = message.decrypt(decryptor);
    assertEquals(PLAINTEXT, decrypted.bytes());
    assertEquals(algorithm, decrypted.algorithm());
    assertEquals(Optional.of(Bytes.ofUtf8("bob")), message.headers().keyId());
    assertTrue(message.headers().isProtected(CoseHeaderParameter.ALG.label()));
    assertFalse(message.headers().isProtected(EK));

    HpkeDecryptor stranger = HpkeDecryptor.of(CoseKeys.generate(algorithm), algorithm);
    assertFailure(Failure.DECRYPTION, () -> message.decrypt(stranger));
    DecryptOptions otherAad = DecryptOptions.defaults().withExternalAad(Bytes.ofUtf8("x"));
    assertFailure(Failure.DECRYPTION, () -> message.decrypt(decryptor, otherAad));
    HpkeDecryptor otherInfo =
        decryptor.withContext(HpkeContext.empty().withInfo(Bytes.ofUtf8("x")));
    assertFailure(Failure.DECRYPTION, () -> message.decrypt(otherInfo));

    CoseEncrypt0 detached = content().encrypt(HpkeEncryptor.of(key.toPublic(), algorithm));
    assertTrue(detached.withoutCiphertext().isDetached());
    assertEquals(
        PLAINTEXT,
        decode(detached.withoutCiphertext())
            .decryptDetached(detached.ciphertext().orElseThrow(), decryptor)
            .bytes());
    assertFailure(Failure.NO_PAYLOAD, () -> detached.withoutCiphertext().decrypt(decryptor));
    assertFailure(
        Failure.TWO_PAYLOADS,
        () -> message.decryptDetached(PLAINTEXT, decryptor, DecryptOptions.defaults()));
  }

  @Test
  void preSharedKeysAuthenticate() throws Exception {
    CoseAlgorithm algorithm = CoseAlgorithm.HPKE_3;
    CoseKey key = CoseKeys.generate(algorithm);
    HpkeContext context = HpkeContext.empty().withPsk(psk(1));
    HpkeEncryptor encryptor = HpkeEncryptor.of(key, algorithm);
    HpkeDecryptor decryptor = HpkeDecryptor.of(key, algorithm);
    HpkeDecryptor knowing = decryptor.withContext(context);
    CoseEncrypt0 authenticated = decode(content().encrypt(encryptor.withContext(context)));
    assertEquals(PLAINTEXT, authenticated.decrypt(knowing).bytes());
    assertTrue(authenticated.headers().isProtected(PSK_ID));

    HpkeDecryptor otherPsk = decryptor.withContext(HpkeContext.empty().withPsk(psk(2)));
    assertFailure(Failure.DECRYPTION, () -> authenticated.decrypt(otherPsk));
    assertFailure(Failure.RECIPIENT_FORM, () -> authenticated.decrypt(decryptor));
    // Anyone could have made this one.
    CoseEncrypt0 anonymous = decode(content().encrypt(encryptor));
    assertFailure(Failure.RECIPIENT_FORM, () -> anonymous.decrypt(knowing));
    SymmetricKey otherName = psk(1).withKeyId(Bytes.ofUtf8("other"));
    HpkeDecryptor misnamed = decryptor.withContext(HpkeContext.empty().withPsk(otherName));
    assertFailure(Failure.RECIPIENT_FORM, () -> authenticated.decrypt(misnamed));

    assertFailure(
        Failure.RECIPIENT_FORM,
        () ->
            changed(
                    authenticated,
                    headers -> headers.unprotect(PSK_ID, w -> w.writeBytes(Bytes.ofUtf8("psk"))))
                .decrypt(knowing));
  }

  private static CoseEncrypt0 changed(
      CoseEncrypt0 message, UnaryOperator<CoseHeadersBuilder> change) throws Exception {
    CborWriter writer = new CborWriter();
    writer.beginArray();
    change.apply(message.headers().toBuilder()).build().encodeTo(writer);
    writer.writeBytes(message.ciphertext().orElseThrow()).endArray();
    return CoseEncrypt0.decode(writer.toBytes());
  }

  @Test
  void theEncapsulatedKeyIsThereUnprotectedAndAsLongAsItMustBe() throws Exception {
    CoseAlgorithm algorithm = CoseAlgorithm.HPKE_0;
    CoseKey key = CoseKeys.generate(algorithm);
    HpkeDecryptor decryptor = HpkeDecryptor.of(key, algorithm);
    CoseEncrypt0 good = content().encrypt(HpkeEncryptor.of(key, algorithm));
    Bytes ek = RecipientParameter.EK.bytes(good.headers()).orElseThrow();
    assertFailure(
        Failure.RECIPIENT_FORM,
        () -> changed(good, h -> h.protect(EK, w -> w.writeBytes(ek))).decrypt(decryptor));
    assertFailure(
        Failure.RECIPIENT_FORM,
        () -> changed(good, h -> h.unprotect(EK, w -> w.writeText("ek"))).decrypt(decryptor));
    CoseEncrypt0 without = CoseEncrypt0.decode(Edn.parse("16([<<{1: 35}>>, {}, h'00'])"));
    assertFailure(Failure.RECIPIENT_FORM, () -> without.decrypt(decryptor));
    byte[] offCurve = ek.toByteArray();
    offCurve[10] ^= 1;
    byte[] infinity = new byte[ek.length()];
    for (Bytes bad :
        List.of(
            Bytes.empty(),
            ek.slice(0, 64),
            ek.slice(0, 33),
            Bytes.wrap(offCurve),
            Bytes.wrap(infinity))) {
      assertFailure(
          Failure.DECRYPTION,
          () -> changed(good, h -> h.unprotect(EK, w -> w.writeBytes(bad))).decrypt(decryptor));
    }
  }

  @Test
  void theAlgorithmMayBeKnownButNotUnprotected() throws Exception {
    CoseAlgorithm algorithm = CoseAlgorithm.HPKE_4;
    CoseKey key = CoseKeys.generate(algorithm);
    HpkeDecryptor decryptor = HpkeDecryptor.of(key, algorithm);
    CoseEncrypt0 good = content().encrypt(HpkeEncryptor.of(key, algorithm));
    CoseEncrypt0 unprotected =
        changed(good, h -> h.unprotect(CoseHeaderParameter.ALG.label(), algorithm.label()));
    assertFailure(Failure.NO_PROTECTED_ALGORITHM, () -> unprotected.decrypt(decryptor));
    CoseEncrypt0 other = changed(good, h -> h.algorithm(CoseAlgorithm.HPKE_3));
    assertFailure(Failure.ALGORITHM, () -> other.decrypt(decryptor));
    DecryptOptions restricted =
        DecryptOptions.defaults().withContentAlgorithms(CoseAlgorithm.A128GCM);
    assertFailure(Failure.ALGORITHM, () -> good.decrypt(decryptor, restricted));

    // What a sender makes who leaves alg out altogether.
    HpkeKeys keys = HpkeKeys.sender(key, algorithm, HpkeSuite.HPKE_4);
    CoseHeaders empty = CoseHeaders.empty();
    Bytes aad = EncStructure.encode(EncStructure.ENCRYPT0, empty, Bytes.empty());
    var sealed = keys.seal(Bytes.empty(), aad, HpkeContext.empty(), PLAINTEXT.toByteArray());
    CborWriter writer = new CborWriter();
    writer.beginArray();
    HpkeKeys.withEncapsulated(empty, sealed).encodeTo(writer);
    writer.writeBytes(sealed.ciphertext()).endArray();
    CoseEncrypt0 silent = CoseEncrypt0.decode(writer.toBytes());
    assertEquals(PLAINTEXT, silent.decrypt(decryptor).bytes());
    DecryptOptions defined = DecryptOptions.defaults().withImplicitAlgorithm(algorithm);
    assertEquals(PLAINTEXT, silent.decrypt(decryptor, defined).bytes());
    DecryptOptions another = DecryptOptions.defaults().withImplicitAlgorithm(CoseAlgorithm.HPKE_3);
    assertFailure(Failure.ALGORITHM, () -> silent.decrypt(decryptor, another));
  }

  @Test
  void headersDoNotDecideOnWhatHpkeMakes() throws Exception {
    CoseKey key = CoseKeys.generate(CoseAlgorithm.HPKE_3);
    HpkeEncryptor encryptor = HpkeEncryptor.of(key, CoseAlgorithm.HPKE_3);
    for (CoseLabel label : List.of(EK, PSK_ID)) {
      CoseHeaders headers =
          CoseHeaders.builder().protect(label, w -> w.writeBytes(PLAINTEXT)).build();
      assertThrows(
          IllegalArgumentException.class, () -> content().headers(headers).encrypt(encryptor));
    }
    assertThrows(IllegalStateException.class, () -> CoseEncrypt0.builder().encrypt(encryptor));
  }

  // Keys.

  @Test
  void keysAreBoundToContextAndPreSharedKey() throws Exception {
    CoseAlgorithm algorithm = CoseAlgorithm.HPKE_7_KE;
    CoseKey key = CoseKeys.generate(algorithm).withKeyId(Bytes.ofUtf8("bob"));
    ContentKeyUse use = ContentKeyUse.of(CoseAlgorithm.A256GCM);
    HpkeContext context =
        HpkeContext.empty()
            .withInfo(Bytes.ofUtf8("info"))
            .withAad(Bytes.ofUtf8("aad"))
            .withPsk(psk(1));
    ContentKeySender sender = ContentKeySender.of(key, algorithm).withHpkeContext(context);
    ContentKey sent = ContentKeySender.send(List.of(sender), use, null);
    List<CoseRecipient> recipients = Recipients.sent(sent.recipients());
    CoseHeaders headers = recipients.get(0).headers();
    assertTrue(headers.isProtected(PSK_ID));
    assertTrue(headers.isProtected(CoseHeaderParameter.KID.label()));

    ContentKeyRecipient recipient = ContentKeyRecipient.of(key);
    VerifyOptions options = VerifyOptions.defaults();
    assertArrayEquals(
        sent.key(), recipient.withHpkeContext(context).contentKey(recipients, use, options));
    for (HpkeContext other :
        List.of(
            context.withInfo(Bytes.empty()),
            context.withAad(Bytes.empty()),
            context.withPsk(psk(2)))) {
      assertFailure(
          Failure.RECIPIENT,
          () -> recipient.withHpkeContext(other).contentKey(recipients, use, options));
    }
    HpkeContext anonymous = new HpkeContext(context.info(), context.aad(), Optional.empty());
    assertFailure(
        Failure.RECIPIENT_FORM,
        () -> recipient.withHpkeContext(anonymous).contentKey(recipients, use, options));
    List<CoseRecipient> byAnyone =
        ContentKeySender.send(
                List.of(ContentKeySender.of(key, algorithm).withHpkeContext(anonymous)), use, null)
            .recipients();
    assertFailure(
        Failure.RECIPIENT_FORM,
        () -> recipient.withHpkeContext(context).contentKey(byAnyone, use, options));
  }

  @Test
  void recipientsMayLeaveTheAlgorithmToBeKnown() throws Exception {
    CoseAlgorithm algorithm = CoseAlgorithm.HPKE_3_KE;
    CoseKey key = CoseKeys.generate(algorithm);
    ContentKeyUse use = ContentKeyUse.of(CoseAlgorithm.A128GCM);
    HpkeContext context = HpkeContext.empty();
    CoseHeaders silent = CoseHeaders.empty();
    Bytes info = HpkeKeys.recipientStructure(use, silent, context);
    HpkeKeys keys = HpkeKeys.sender(key, algorithm, HpkeSuite.HPKE_3);
    byte[] contentKey = Recipients.symmetric(16, 1).k().toByteArray();
    var sealed = keys.seal(info, Bytes.empty(), context, contentKey);
    CoseRecipient recipient =
        new CoseRecipient(
            HpkeKeys.withEncapsulated(silent, sealed), Optional.of(sealed.ciphertext()), List.of());
    VerifyOptions options = VerifyOptions.defaults();
    assertArrayEquals(
        contentKey, ContentKeyRecipient.of(key).contentKey(List.of(recipient), use, options));
    // All other algorithms must be named (RFC 9052, Section 8.5).
    ContentKeyRecipient other =
        ContentKeyRecipient.of(Keys.on(CoseCurve.X25519), CoseAlgorithm.ECDH_ES_A128KW);
    assertFailure(Failure.NO_RECIPIENT, () -> other.contentKey(List.of(recipient), use, options));
  }

  // Restrictions.

  @Test
  void restrictionsOfKeysHold() throws Exception {
    CoseAlgorithm algorithm = CoseAlgorithm.HPKE_0;
    CoseKey key = Keys.on(CoseCurve.P256);
    CoseKey deriving = key.withOperations(KeyOperation.DERIVE_BITS);
    HpkeDecryptor.of(deriving, algorithm);
    HpkeEncryptor.of(deriving, algorithm);
    List<Executable> refused =
        List.of(
            () -> HpkeDecryptor.of(key.toPublic(), algorithm),
            () -> HpkeDecryptor.of(key.withOperations(KeyOperation.DERIVE_KEY), algorithm),
            () ->
                HpkeDecryptor.of(
                    key.withOperations(KeyOperation.DERIVE_BITS, KeyOperation.SIGN), algorithm),
            () -> HpkeDecryptor.of(key.withAlgorithm(CoseAlgorithm.HPKE_0_KE), algorithm),
            () -> HpkeDecryptor.of(key, CoseAlgorithm.HPKE_1),
            () -> HpkeDecryptor.of(key, CoseAlgorithm.HPKE_0_KE),
            () -> HpkeDecryptor.of(key, CoseAlgorithm.A128GCM),
            () -> HpkeEncryptor.of(key.toPublic().withOperations(KeyOperation.VERIFY), algorithm),
            () -> HpkeEncryptor.of(key, CoseAlgorithm.HPKE_3),
            () -> ContentKeySender.of(key, CoseAlgorithm.HPKE_1_KE));
    for (Executable each : refused) {
      assertThrows(InvalidKeyException.class, each);
    }
    HpkeEncryptor encryptor = HpkeEncryptor.of(key, algorithm);
    HpkeContext withAad = HpkeContext.empty().withAad(PLAINTEXT);
    assertThrows(IllegalArgumentException.class, () -> encryptor.withContext(withAad));
    SymmetricKey shorter = Recipients.symmetric(31, 1).withKeyId(Bytes.ofUtf8("psk"));
    SymmetricKey unnamed = SymmetricKey.of(psk(1).k());
    SymmetricKey emptyName = psk(1).withKeyId(Bytes.empty());
    for (SymmetricKey bad : List.of(shorter, unnamed, emptyName)) {
      assertThrows(IllegalArgumentException.class, () -> HpkeContext.empty().withPsk(bad));
    }
  }
}
