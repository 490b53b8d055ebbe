package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.suit.EncryptionFixture.CTR;
import static org.teep4j.suit.EncryptionFixture.GCM;
import static org.teep4j.suit.EncryptionFixture.KW;
import static org.teep4j.suit.EncryptionFixture.PAYLOAD;
import static org.teep4j.suit.EncryptionFixture.STRANGER;
import static org.teep4j.suit.EncryptionFixture.check;
import static org.teep4j.suit.EncryptionFixture.info;
import static org.teep4j.suit.EncryptionFixture.newKey;
import static org.teep4j.suit.EncryptionFixture.plaintext;
import static org.teep4j.suit.EncryptionFixture.refused;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.codec.Reason;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseEncrypt;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.KdfContext;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitDecryptor;
import org.teep4j.suit.encryption.SuitEncryptedPayload;
import org.teep4j.suit.encryption.SuitEncryptionInfo;
import org.teep4j.suit.encryption.SuitEncryptionPurpose;
import org.teep4j.suit.encryption.SuitEncryptor;
import org.teep4j.suit.report.SuitReportOpener;

/** Payloads, keys and profiles that are refused, and for what reason. */
class EncryptionRefusalTest {

  @Test
  void anotherContextOfTheKeyDerivationIsRefused() throws Exception {
    String other =
        SuitEncryptionPurpose.EAT
            .kdfContext()
            .encode(CoseAlgorithm.A128KW.label(), 128, EncryptionByHand.ECDH_ES_A128KW)
            .toHex();
    String none =
        KdfContext.empty()
            .encode(CoseAlgorithm.A128KW.label(), 128, EncryptionByHand.ECDH_ES_A128KW)
            .toHex();
    for (String context : List.of(other, none)) {
      MadeByHand byHand = MadeByHand.make(GCM, context);
      refused(
          Failure.RECIPIENT,
          () -> SuitDecryptor.of(byHand.key(), GCM).decrypt(byHand.decoded(), byHand.ciphertext()));
    }
  }

  @Test
  void anotherRecipientCannotDecrypt() throws Exception {
    SuitEncryptedPayload encrypted = SuitEncryptor.of(GCM, newKey("EC")).encrypt(PAYLOAD);
    refused(
        Failure.RECIPIENT,
        () -> SuitDecryptor.of(STRANGER, GCM).decrypt(encrypted.info(), encrypted.ciphertext()));
    refused(
        Failure.NO_RECIPIENT,
        () ->
            SuitDecryptor.of(newKey("A128KW"), new SuitCoseProfile(-16, -9, -3, 1))
                .decrypt(encrypted.info(), encrypted.ciphertext()));
  }

  @Test
  void aChangedCiphertextIsRefused() throws Exception {
    for (SuitCoseProfile profile :
        List.of(GCM, SuitCoseProfile.SHA256_ED25519_ECDH_CHACHA_POLY, CTR)) {
      CoseKey key = newKey("EC");
      SuitEncryptedPayload encrypted = SuitEncryptor.of(profile, key).encrypt(PAYLOAD);
      SuitDecryptor decryptor = SuitDecryptor.of(key, profile);
      byte[] changed = encrypted.ciphertext().toByteArray();
      changed[0] ^= 1;
      Failure expected = profile.equals(CTR) ? Failure.DIGEST : Failure.DECRYPTION;
      refused(
          expected,
          () -> decryptor.decrypt(encrypted.info(), Bytes.wrap(changed), plaintext(PAYLOAD)));
      refused(
          Failure.DIGEST,
          () ->
              decryptor.decrypt(
                  encrypted.info(),
                  Bytes.wrap(changed),
                  check(SuitPayloadCheck.Subject.FETCHED, encrypted.ciphertext())));
    }
  }

  @Test
  void whatTheManifestSaysMustBeTrue() throws Exception {
    CoseKey key = newKey("EC");
    for (SuitCoseProfile profile : List.of(GCM, CTR)) {
      SuitDecryptor decryptor = SuitDecryptor.of(key, profile);
      SuitEncryptedPayload encrypted = SuitEncryptor.of(profile, key).encrypt(PAYLOAD);
      SuitDigest right = plaintext(PAYLOAD).digest();
      SuitDigest wrong = plaintext(Bytes.ofUtf8("other")).digest();
      for (SuitPayloadCheck untrue :
          List.of(
              SuitPayloadCheck.plaintext(wrong, PAYLOAD.length()),
              SuitPayloadCheck.plaintext(right, PAYLOAD.length() + 1),
              SuitPayloadCheck.fetched(right, encrypted.ciphertext().length()))) {
        refused(
            Failure.DIGEST,
            () -> decryptor.decrypt(encrypted.info(), encrypted.ciphertext(), untrue));
      }
      refused(
          Failure.DIGEST_ALGORITHM,
          () ->
              decryptor.decrypt(
                  encrypted.info(),
                  encrypted.ciphertext(),
                  SuitPayloadCheck.plaintext(
                      new SuitDigest(-15, right.bytes(), List.of()), PAYLOAD.length())));
    }
  }

  @Test
  void theSizeMayBeUnsaid() throws Exception {
    SuitDigest digest = plaintext(PAYLOAD).digest();
    SuitParameters parameters =
        SuitParameters.builder().set(SuitParameter.IMAGE_DIGEST, digest).build();
    SuitPayloadCheck.Subject subject = SuitPayloadCheck.Subject.PLAINTEXT;
    assertEquals(
        new SuitPayloadCheck(subject, digest, Optional.empty()),
        SuitPayloadCheck.of(subject, parameters).orElseThrow());
    SuitParameters complete =
        SuitParameters.builder()
            .set(SuitParameter.IMAGE_DIGEST, digest)
            .set(SuitParameter.IMAGE_SIZE, PAYLOAD.length())
            .build();
    assertEquals(plaintext(PAYLOAD), SuitPayloadCheck.of(subject, complete).orElseThrow());
    assertTrue(SuitPayloadCheck.of(subject, SuitParameters.none()).isEmpty());
    CoseKey key = newKey("EC");
    SuitEncryptedPayload encrypted = SuitEncryptor.of(CTR, key).encrypt(PAYLOAD);
    assertEquals(
        PAYLOAD,
        SuitDecryptor.of(key, CTR)
            .decrypt(
                encrypted.info(),
                encrypted.ciphertext(),
                SuitPayloadCheck.of(subject, parameters).orElseThrow())
            .bytes());
  }

  /** The same key and IV with the tag cut off: an attacker's way around the tag. */
  @Test
  void gcmCannotBePassedOffAsCtr() throws Exception {
    CoseKey key = newKey("EC");
    SuitEncryptedPayload encrypted = SuitEncryptor.of(GCM, key).encrypt(PAYLOAD);
    EncryptionByHand.Info info = EncryptionByHand.parse(encrypted.info().encode().toBytes());
    Map<Long, Bytes> unprotected = new TreeMap<>(info.body().unprotected());
    unprotected.put(1L, EncryptionByHand.integer(CTR.encryption()));
    byte[] counter = Arrays.copyOf(EncryptionByHand.iv(info), 16);
    counter[15] = 2;
    unprotected.put(5L, EncryptionByHand.bytes(counter));
    SuitEncryptionInfo forged =
        info(
            new EncryptionByHand.Info(
                new EncryptionByHand.Layer(Bytes.empty(), unprotected, Bytes.empty()),
                info.recipients()));
    Bytes ciphertext = encrypted.ciphertext().slice(0, PAYLOAD.length());
    assertEquals(
        PAYLOAD, SuitDecryptor.of(key, CTR).decryptUnauthenticated(forged, ciphertext).bytes());
    refused(
        Failure.ALGORITHM,
        () -> SuitDecryptor.of(key, GCM).decryptUnauthenticated(forged, ciphertext));
    refused(
        Failure.UNAUTHENTICATED_ENCRYPTION,
        () -> SuitDecryptor.of(key, GCM, CTR).decrypt(forged, ciphertext));
  }

  @Test
  void keyWrapWithAProtectedHeaderIsRefused() throws Exception {
    MadeByHand good = MadeByHand.make(KW, "");
    SuitDecryptor decryptor = SuitDecryptor.of(good.key(), KW);
    MadeByHand filled = good.withRecipient(Bytes.fromHex("a10122"), Map.of());
    refused(
        Failure.RECIPIENT_FORM,
        () -> decryptor.decrypt(filled.decoded(), filled.ciphertext(), plaintext(PAYLOAD)));
    // The CDDL admits an encoded empty map.
    MadeByHand empty =
        good.withRecipient(Bytes.fromHex("a0"), good.info().recipients().get(0).unprotected());
    assertEquals(
        PAYLOAD,
        decryptor.decrypt(empty.decoded(), empty.ciphertext(), plaintext(PAYLOAD)).bytes());
  }

  @Test
  void ctrWithAProtectedHeaderIsRefused() throws Exception {
    MadeByHand good = MadeByHand.make(CTR, EncryptionByHand.KDF_CONTEXT);
    EncryptionByHand.Layer body = good.info().body();
    SuitEncryptionInfo changed =
        info(
            new EncryptionByHand.Info(
                new EncryptionByHand.Layer(
                    Bytes.fromHex("a10139fffd"),
                    Map.of(5L, EncryptionByHand.value(body.unprotected(), 5)),
                    Bytes.empty()),
                good.info().recipients()));
    refused(
        Failure.UNPROTECTED_DATA,
        () ->
            SuitDecryptor.of(good.key(), CTR)
                .decrypt(changed, good.ciphertext(), plaintext(PAYLOAD)));
  }

  @Test
  void anEmbeddedCiphertextIsRefused() throws Exception {
    MadeByHand good = MadeByHand.make(GCM, EncryptionByHand.KDF_CONTEXT);
    EncryptionByHand.Layer body = good.info().body();
    SuitEncryptionInfo embedded =
        info(
            new EncryptionByHand.Info(
                new EncryptionByHand.Layer(
                    body.protectedHeader(), body.unprotected(), good.ciphertext()),
                good.info().recipients()));
    assertFalse(embedded.message().isDetached());
    refused(
        Failure.TWO_PAYLOADS,
        () -> SuitDecryptor.of(good.key(), GCM).decrypt(embedded, good.ciphertext()));
  }

  @Test
  void theTagOfCoseEncryptIsNeeded() throws Exception {
    CoseEncrypt untagged =
        CoseEncrypt.builder()
            .plaintext(PAYLOAD)
            .untagged()
            .recipient(ContentKeySender.of((SymmetricKey) newKey("A128KW"), CoseAlgorithm.A128KW))
            .encrypt(CoseAlgorithm.A128GCM);
    DecodeException e =
        assertThrows(
            DecodeException.class, () -> SuitEncryptionInfo.decode(untagged.encode().toBytes()));
    assertEquals(Reason.UNEXPECTED_TAG, e.reason());
    assertThrows(IllegalArgumentException.class, () -> new SuitEncryptionInfo(untagged));
  }

  @Test
  void keysAndProfilesThatDoNotFitAreRefused() throws Exception {
    CoseKey p256 = newKey("EC");
    CoseKey kek = newKey("A128KW");
    assertThrows(InvalidKeyException.class, () -> SuitEncryptor.of(GCM));
    assertThrows(InvalidKeyException.class, () -> SuitEncryptor.of(GCM, List.of()));
    assertThrows(InvalidKeyException.class, () -> SuitEncryptor.of(GCM, kek));
    assertThrows(InvalidKeyException.class, () -> SuitEncryptor.of(KW, p256));
    assertThrows(InvalidKeyException.class, () -> SuitEncryptor.of(KW, newKey("A256KW")));
    assertThrows(InvalidKeyException.class, () -> SuitDecryptor.of(p256));
    assertThrows(InvalidKeyException.class, () -> SuitDecryptor.of(p256, GCM, KW));
    assertThrows(InvalidKeyException.class, () -> SuitDecryptor.of(p256.toPublic(), GCM));
    ContentKeySender wrong = ContentKeySender.of(p256, CoseAlgorithm.ECDH_ES_HKDF_256);
    assertThrows(InvalidKeyException.class, () -> SuitEncryptor.of(GCM, List.of(wrong)));
    for (SuitCoseProfile none :
        List.of(
            new SuitCoseProfile(-16, -9, -25, 1), // ECDH-ES without key wrap
            new SuitCoseProfile(-16, -9, -6, 1), // direct
            new SuitCoseProfile(-16, -9, -1, 1), // no such algorithm
            new SuitCoseProfile(-16, -9, -29, 5))) { // HMAC
      assertThrows(NoSuchAlgorithmException.class, () -> SuitEncryptor.of(none, p256));
      assertThrows(NoSuchAlgorithmException.class, () -> SuitDecryptor.of(p256, none));
    }
  }

  @Test
  void nothingSecretIsShown() throws Exception {
    SymmetricKey kek = (SymmetricKey) newKey("A128KW");
    for (Object shown : List.of(SuitEncryptor.of(KW, kek), SuitDecryptor.of(kek, KW))) {
      assertFalse(shown.toString().contains(kek.k().toHex()), shown::toString);
    }
  }

  /** Whether its padding is right, another failure than that of the digest would tell. */
  @Test
  void noProfileHasAesCbc() throws Exception {
    for (long cbc : new long[] {-65531, -65530, -65529}) {
      SuitCoseProfile profile = new SuitCoseProfile(-16, -9, GCM.keyExchange(), cbc);
      CoseKey key = newKey("EC");
      for (Executable use :
          List.<Executable>of(
              () -> SuitEncryptor.of(profile, key),
              () -> SuitDecryptor.of(key, profile),
              () -> SuitDecryptor.of(key, GCM, profile),
              () -> SuitReportOpener.unverified().decrypting(key, profile),
              profile::contentAlgorithm)) {
        NoSuchAlgorithmException refusal = assertThrows(NoSuchAlgorithmException.class, use);
        assertTrue(refusal.getMessage().contains("padding"), refusal.getMessage());
      }
    }
  }
}
