package org.teep4j.suit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.suit.EncryptionFixture.CTR;
import static org.teep4j.suit.EncryptionFixture.GCM;
import static org.teep4j.suit.EncryptionFixture.KW;
import static org.teep4j.suit.EncryptionFixture.PAYLOAD;
import static org.teep4j.suit.EncryptionFixture.check;
import static org.teep4j.suit.EncryptionFixture.info;
import static org.teep4j.suit.EncryptionFixture.keyFor;
import static org.teep4j.suit.EncryptionFixture.newKey;
import static org.teep4j.suit.EncryptionFixture.plaintext;
import static org.teep4j.suit.EncryptionFixture.refused;

import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teep4j.codec.Bytes;
import org.teep4j.cose.ContentKeyRecipient;
import org.teep4j.cose.ContentKeySender;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeyAgreement;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.SymmetricKey;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.suit.encryption.SuitCoseProfile;
import org.teep4j.suit.encryption.SuitDecryptor;
import org.teep4j.suit.encryption.SuitEncryptedPayload;
import org.teep4j.suit.encryption.SuitEncryptionInfo;
import org.teep4j.suit.encryption.SuitEncryptor;

/** Encrypting payloads for recipients and back, also by the plain JCA. */
class EncryptionTest {

  static Stream<SuitCoseProfile> profiles() {
    return EncryptionFixture.profiles();
  }

  // There and back.

  @ParameterizedTest
  @MethodSource("profiles")
  void whatIsEncryptedIsDecrypted(SuitCoseProfile profile) throws Exception {
    CoseKey key = keyFor(profile).withKeyId(Bytes.ofUtf8("k"));
    CoseKey other = keyFor(profile).withKeyId(Bytes.ofUtf8("other"));
    SuitEncryptedPayload encrypted =
        SuitEncryptor.of(profile, forSender(other), forSender(key)).encrypt(PAYLOAD);
    SuitEncryptionInfo info = SuitEncryptionInfo.decode(encrypted.info().encode().toBytes());
    assertEquals(encrypted.info(), info);
    assertTrue(info.message().isDetached());
    assertEquals(2, info.message().recipients().size());
    for (CoseKey each : List.of(key, other)) {
      SuitDecryptor decryptor = SuitDecryptor.of(each, profile);
      assertEquals(
          PAYLOAD, decryptor.decrypt(info, encrypted.ciphertext(), plaintext(PAYLOAD)).bytes());
      assertEquals(
          PAYLOAD,
          decryptor
              .decrypt(
                  info,
                  encrypted.ciphertext(),
                  check(SuitPayloadCheck.Subject.FETCHED, encrypted.ciphertext()))
              .bytes());
      if (info.contentAlgorithm().orElseThrow().isAuthenticatedEncryption()) {
        assertEquals(PAYLOAD, decryptor.decrypt(info, encrypted.ciphertext()).bytes());
      } else {
        assertEquals(PAYLOAD.length(), encrypted.ciphertext().length());
      }
    }
  }

  private static CoseKey forSender(CoseKey key) {
    return key instanceof SymmetricKey ? key : key.toPublic();
  }

  @Property(tries = 50)
  void payloadsOfAnyLengthComeBack(
      @ForAll byte[] payload, @ForAll @IntRange(min = 0, max = 5) int profile) throws Exception {
    SuitCoseProfile used = SuitCoseProfile.defined().get(profile);
    CoseKey key = keyFor(used);
    SuitEncryptedPayload encrypted = SuitEncryptor.of(used, key).encrypt(Bytes.wrap(payload));
    Bytes plaintext =
        SuitDecryptor.of(key, used)
            .decrypt(encrypted.info(), encrypted.ciphertext(), plaintext(Bytes.wrap(payload)))
            .bytes();
    assertEquals(Bytes.wrap(payload), plaintext);
  }

  // Beside the plain JCA.

  @ParameterizedTest
  @MethodSource("profiles")
  void thePlainJcaDecryptsOurs(SuitCoseProfile profile) throws Exception {
    CoseKey key = keyFor(profile);
    SuitEncryptedPayload encrypted = SuitEncryptor.of(profile, key).encrypt(PAYLOAD);
    EncryptionByHand.Info info = EncryptionByHand.parse(encrypted.info().encode().toBytes());
    EncryptionByHand.Layer recipient = info.recipients().get(0);
    byte[] kek;
    if (key instanceof SymmetricKey symmetric) {
      kek = symmetric.k().toByteArray();
      // The draft: AES-KW has no public parameters, so its protected header is empty.
      assertEquals(Bytes.empty(), recipient.protectedHeader());
      assertEquals(
          EncryptionByHand.integer(profile.keyExchange()),
          EncryptionByHand.value(recipient.unprotected(), 1));
    } else {
      if (profile.keyExchange() != -29) {
        return; // the derivation by hand is for the algorithm of the profiles
      }
      assertEquals(EncryptionByHand.ECDH_ES_A128KW, recipient.protectedHeader());
      kek =
          EncryptionByHand.kek(
              (ECPrivateKey) CoseKeys.toPrivateKey(key),
              EncryptionByHand.publicKey(EncryptionByHand.value(recipient.unprotected(), -1)),
              EncryptionByHand.KDF_CONTEXT);
    }
    boolean authenticated = profile.encryption() > 0;
    assertEquals(authenticated, !info.body().protectedHeader().isEmpty());
    assertEquals(!authenticated, info.body().unprotected().containsKey(1L));
    assertArrayEquals(
        PAYLOAD.toByteArray(),
        EncryptionByHand.crypt(
            Cipher.DECRYPT_MODE,
            profile.encryption(),
            EncryptionByHand.unwrap(kek, recipient.content()),
            EncryptionByHand.iv(info),
            info.body().protectedHeader(),
            encrypted.ciphertext().toByteArray()));
  }

  @ParameterizedTest
  @MethodSource("handmade")
  void weDecryptWhatThePlainJcaEncrypts(SuitCoseProfile profile) throws Exception {
    MadeByHand byHand = MadeByHand.make(profile, EncryptionByHand.KDF_CONTEXT);
    assertEquals(
        PAYLOAD,
        SuitDecryptor.of(byHand.key(), profile)
            .decrypt(byHand.decoded(), byHand.ciphertext(), plaintext(PAYLOAD))
            .bytes());
  }

  static Stream<SuitCoseProfile> handmade() {
    return Stream.of(GCM, CTR, KW, new SuitCoseProfile(-16, 5, -3, 1));
  }

  // Keys in other places.

  @Test
  void keysMayBeBehindInterfaces() throws Exception {
    CoseKey key = newKey("EC");
    SuitEncryptedPayload agreed =
        SuitEncryptor.of(GCM, List.of(ContentKeySender.of(key, CoseAlgorithm.ECDH_ES_A128KW)))
            .encrypt(PAYLOAD);
    assertEquals(
        PAYLOAD,
        SuitDecryptor.of(CoseKeyAgreement.of(key), GCM, CTR)
            .decrypt(agreed.info(), agreed.ciphertext())
            .bytes());
    SymmetricKey kek = (SymmetricKey) newKey("A128KW");
    SuitEncryptedPayload wrapped =
        SuitEncryptor.of(KW, List.of(ContentKeySender.of(kek, CoseAlgorithm.A128KW)))
            .encrypt(PAYLOAD);
    assertEquals(
        PAYLOAD,
        SuitDecryptor.of(ContentKeyRecipient.of(kek, CoseAlgorithm.A128KW), KW)
            .decrypt(wrapped.info(), wrapped.ciphertext(), plaintext(PAYLOAD))
            .bytes());
  }

  @Test
  void theSaltOfASenderIsUsed() throws Exception {
    CoseKey key = newKey("EC");
    ContentKeySender salted =
        ContentKeySender.of(key, CoseAlgorithm.ECDH_ES_A128KW).withSalt(Bytes.ofUtf8("a salt"));
    SuitEncryptedPayload encrypted = SuitEncryptor.of(GCM, List.of(salted)).encrypt(PAYLOAD);
    assertEquals(
        PAYLOAD,
        SuitDecryptor.of(key, GCM).decrypt(encrypted.info(), encrypted.ciphertext()).bytes());
    EncryptionByHand.Info info = EncryptionByHand.parse(encrypted.info().encode().toBytes());
    EncryptionByHand.Layer recipient = info.recipients().get(0);
    assertTrue(recipient.unprotected().containsKey(-20L));
    Map<Long, Bytes> unsalted = new TreeMap<>(recipient.unprotected());
    unsalted.remove(-20L);
    SuitEncryptionInfo changed =
        info(
            new EncryptionByHand.Info(
                info.body(),
                List.of(
                    new EncryptionByHand.Layer(
                        recipient.protectedHeader(), unsalted, recipient.content()))));
    refused(
        Failure.RECIPIENT,
        () -> SuitDecryptor.of(key, GCM).decrypt(changed, encrypted.ciphertext()));
  }

  // Nothing is used twice.

  @Test
  void everyPayloadHasAKeyAndAnIvOfItsOwn() throws Exception {
    SymmetricKey kek = (SymmetricKey) newKey("A128KW");
    SuitEncryptor encryptor = SuitEncryptor.of(KW, kek);
    EncryptionByHand.Info one =
        EncryptionByHand.parse(encryptor.encrypt(PAYLOAD).info().encode().toBytes());
    EncryptionByHand.Info two =
        EncryptionByHand.parse(encryptor.encrypt(PAYLOAD).info().encode().toBytes());
    assertFalse(Arrays.equals(EncryptionByHand.iv(one), EncryptionByHand.iv(two)));
    assertNotEquals(one.recipients().get(0).content(), two.recipients().get(0).content());
  }
}
