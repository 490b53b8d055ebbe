package org.teep4j.cose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teep4j.cose.RecipientTest.assertFailure;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.CborEncodable;
import org.teep4j.codec.CborWriter;
import org.teep4j.cose.KdfContext.Party;
import org.teep4j.cose.Recipients.Method;
import org.teep4j.cose.VerificationException.Failure;
import org.teep4j.cose.internal.Hkdf;
import org.teep4j.cose.internal.WeierstrassCurve;

/** Key agreement, and the derivation of keys from what was agreed on. */
class KeyAgreementTest {

  private static final VerifyOptions DEFAULTS = VerifyOptions.defaults();
  private static final CoseAlgorithm ES = CoseAlgorithm.ECDH_ES_A128KW;

  /** Nothing is unwrapped here, so that a secret of zeros would show itself by a key. */
  private static final CoseAlgorithm DIRECT_ES = CoseAlgorithm.ECDH_ES_HKDF_512;

  private static final CoseAlgorithm SS = CoseAlgorithm.ECDH_SS_HKDF_256;

  private static ContentKeyUse use() throws GeneralSecurityException {
    return ContentKeyUse.of(CoseAlgorithm.A128GCM);
  }

  private static byte[] receive(ContentKeyRecipient recipient, CoseRecipient received)
      throws GeneralSecurityException {
    return recipient.contentKey(List.of(received), use(), DEFAULTS);
  }

  private static CoseRecipient sentBy(ContentKeySender sender) throws GeneralSecurityException {
    return ContentKeySender.send(List.of(sender), use(), null).recipients().get(0);
  }

  private static CoseRecipient with(
      CoseRecipient recipient, RecipientParameter parameter, CborEncodable value) {
    CoseHeaders headers =
        recipient.headers().toBuilder().unprotect(parameter.label(), value).build();
    return new CoseRecipient(headers, recipient.ciphertext(), recipient.recipients());
  }

  /** An EC2 or OKP key that need not be one. */
  private static CborEncodable key(CoseCurve curve, Bytes x, CborEncodable y) {
    return writer -> {
      writer.beginMap().writeLong(1).writeLong(curve.keyType().id());
      writer.writeLong(-1).writeLong(curve.id()).writeLong(-2).writeBytes(x);
      if (curve.keyType() == CoseKeyType.EC2) {
        writer.writeLong(-3).write(y);
      }
      writer.endMap();
    };
  }

  // The key of the other side.

  @Test
  void pointsOfTheOtherSideAreChecked() throws Exception {
    for (CoseCurve curve : List.of(CoseCurve.P256, CoseCurve.P384, CoseCurve.P521)) {
      Method method = Recipients.ecdh(ES, curve);
      CoseRecipient good = sentBy(method.sender());
      Ec2Key own = (Ec2Key) Keys.on(curve);
      Bytes zeros = Bytes.wrap(new byte[curve.size()]);
      BigInteger p = prime(curve);
      Bytes beyond = Bytes.wrap(WeierstrassCurve.toBytes(p, curve.size()));
      List<CborEncodable> bad =
          List.of(
              key(curve, own.x(), writer -> writer.writeBytes(own.x())),
              key(curve, zeros, writer -> writer.writeBytes(zeros)),
              key(curve, beyond, writer -> writer.writeBytes(own.y())),
              key(curve, beyond, writer -> writer.writeBoolean(true)),
              key(curve, own.x().slice(1), writer -> writer.writeBytes(own.y())),
              key(curve, own.x(), CborWriter::writeNull),
              writer -> writer.writeBytes(own.x()),
              Keys.on(CoseCurve.X25519).toPublic(),
              Keys.on(curve == CoseCurve.P256 ? CoseCurve.P384 : CoseCurve.P256).toPublic(),
              Keys.on(CoseCurve.SECP256K1).toPublic(),
              Keys.RSA.toPublic());
      for (CborEncodable each : bad) {
        CoseRecipient changed = with(good, RecipientParameter.EPHEMERAL_KEY, each);
        assertFailure(Failure.RECIPIENT_FORM, () -> receive(method.recipient(), changed));
      }
    }
  }

  private static BigInteger prime(CoseCurve curve) {
    return ((java.security.spec.ECFieldFp)
            WeierstrassCurve.of(curve.jcaName()).parameters().getCurve().getField())
        .getP();
  }

  @Test
  void secretsToWhichOneSideContributesNothingAreRefused() throws Exception {
    BigInteger p25519 = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    BigInteger p448 =
        BigInteger.TWO.pow(448).subtract(BigInteger.TWO.pow(224)).subtract(BigInteger.ONE);
    for (CoseCurve curve : List.of(CoseCurve.X25519, CoseCurve.X448)) {
      Method method = Recipients.ecdh(DIRECT_ES, curve);
      CoseRecipient good = sentBy(method.sender());
      BigInteger p = curve == CoseCurve.X25519 ? p25519 : p448;
      for (BigInteger u :
          List.of(
              BigInteger.ZERO,
              BigInteger.ONE,
              p.subtract(BigInteger.ONE),
              p,
              p.add(BigInteger.ONE))) {
        byte[] bytes = WeierstrassCurve.toBytes(u, curve.size());
        byte[] littleEndian = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
          littleEndian[i] = bytes[bytes.length - 1 - i];
        }
        CborEncodable small = key(curve, Bytes.wrap(littleEndian), CborWriter::writeNull);
        CoseRecipient changed = with(good, RecipientParameter.EPHEMERAL_KEY, small);
        assertFailure(Failure.RECIPIENT, () -> receive(method.recipient(), changed));
      }
    }
  }

  @Test
  void theEphemeralKeyMustBeThereAndFitForIt() throws Exception {
    Method method = Recipients.ecdh(ES, CoseCurve.P256);
    CoseRecipient good = sentBy(method.sender());
    CoseHeaders without = CoseHeaders.builder().algorithm(ES).keyId(Bytes.ofUtf8("kid")).build();
    CoseRecipient absent = new CoseRecipient(without, good.ciphertext(), List.of());
    assertFailure(Failure.RECIPIENT_FORM, () -> receive(method.recipient(), absent));

    CoseKey restricted = Keys.on(CoseCurve.P256).toPublic();
    for (CoseKey each :
        List.of(
            restricted.withOperations(KeyOperation.DERIVE_KEY),
            restricted.withAlgorithm(CoseAlgorithm.ES256))) {
      CoseRecipient changed = with(good, RecipientParameter.EPHEMERAL_KEY, each);
      assertFailure(Failure.RECIPIENT_FORM, () -> receive(method.recipient(), changed));
    }
  }

  @Test
  void compressedPointsAreTaken() throws Exception {
    for (CoseCurve curve : List.of(CoseCurve.P256, CoseCurve.P384, CoseCurve.P521)) {
      Method method = Recipients.ecdh(ES, curve);
      ContentKey sent = ContentKeySender.send(List.of(method.sender()), use(), null);
      CoseRecipient good = sent.recipients().get(0);
      Ec2Key ephemeral =
          (Ec2Key) RecipientParameter.EPHEMERAL_KEY.key(good.headers()).orElseThrow();
      boolean odd = (ephemeral.y().unsignedByteAt(curve.size() - 1) & 1) == 1;
      CborEncodable right = key(curve, ephemeral.x(), writer -> writer.writeBoolean(odd));
      assertArrayEquals(
          sent.key(),
          receive(method.recipient(), with(good, RecipientParameter.EPHEMERAL_KEY, right)));
    }
  }

  // The sender's key.

  @Test
  void staticKeysAreNamedOrSent() throws Exception {
    CoseKey sender = Keys.generate(CoseCurve.P256);
    CoseKey own = Keys.on(CoseCurve.P256);
    CoseRecipient sent = sentBy(ContentKeySender.ecdhSs(CoseKeyAgreement.of(sender), own, SS));
    assertEquals(Optional.of(sender.toPublic()), RecipientParameter.STATIC_KEY.key(sent.headers()));
    CoseKey named = sender.withKeyId(Bytes.ofUtf8("sender"));
    CoseRecipient withName = sentBy(ContentKeySender.ecdhSs(CoseKeyAgreement.of(named), own, SS));
    assertEquals(
        Optional.of(Bytes.ofUtf8("sender")),
        RecipientParameter.STATIC_KEY_ID.bytes(withName.headers()));
    assertFalse(RecipientParameter.STATIC_KEY.isIn(withName.headers()));
  }

  @Test
  void aMessageCannotNameAnotherSenderThanTheTrustedOne() throws Exception {
    CoseKey sender = Keys.generate(CoseCurve.P256).withKeyId(Bytes.ofUtf8("sender"));
    CoseKeyAgreement own = CoseKeyAgreement.of(Keys.on(CoseCurve.P256));
    ContentKeyRecipient recipient = ContentKeyRecipient.ecdhSs(own, sender.toPublic(), SS);
    CoseRecipient good =
        sentBy(ContentKeySender.ecdhSs(CoseKeyAgreement.of(sender), own.publicKey(), SS));
    assertEquals(16, receive(recipient, good).length);
    CoseRecipient otherName =
        with(good, RecipientParameter.STATIC_KEY_ID, w -> w.writeBytes(Bytes.ofUtf8("other")));
    assertFailure(Failure.RECIPIENT_FORM, () -> receive(recipient, otherName));
    CoseKey stranger = Keys.generate(CoseCurve.P256);
    CoseRecipient otherKey = with(good, RecipientParameter.STATIC_KEY, stranger.toPublic());
    assertFailure(Failure.RECIPIENT_FORM, () -> receive(recipient, otherKey));
    // Of a stranger's message nothing but a wrong key can come.
    CoseRecipient strange =
        sentBy(ContentKeySender.ecdhSs(CoseKeyAgreement.of(stranger), own.publicKey(), SS));
    assertFailure(Failure.RECIPIENT_FORM, () -> receive(recipient, strange));
  }

  // Restrictions of keys.

  @Test
  void restrictionsOfKeysHold() throws Exception {
    CoseKey key = Keys.on(CoseCurve.P256);
    CoseKey deriving = key.withOperations(KeyOperation.DERIVE_BITS);
    CoseKey bound = key.withAlgorithm(ES);
    assertEquals(ES, ContentKeyRecipient.of(bound).algorithm());
    ContentKeyRecipient.of(deriving, ES);
    // Deriving is no operation of a public key, and not left in one.
    ContentKeySender.of(deriving, ES);
    List<Executable> refused =
        List.of(
            () -> CoseKeyAgreement.of(key.withOperations(KeyOperation.SIGN)),
            () -> CoseKeyAgreement.of(key.toPublic()),
            () -> CoseKeyAgreement.of(Keys.on(CoseCurve.SECP256K1)),
            () -> CoseKeyAgreement.of(Keys.on(CoseCurve.ED25519)),
            () -> ContentKeyRecipient.of(bound, CoseAlgorithm.ECDH_ES_A256KW),
            () -> ContentKeySender.of(bound, CoseAlgorithm.ECDH_ES_A256KW),
            () -> ContentKeySender.of(key.toPublic().withOperations(KeyOperation.VERIFY), ES),
            () -> ContentKeySender.of(key, SS),
            () -> ContentKeySender.ecdhSs(CoseKeyAgreement.of(key), key, ES),
            () -> ContentKeySender.ecdhSs(CoseKeyAgreement.of(key), Keys.on(CoseCurve.P384), SS),
            () ->
                ContentKeyRecipient.ecdhSs(CoseKeyAgreement.of(key), Keys.on(CoseCurve.X25519), SS),
            () ->
                ContentKeyRecipient.of(CoseKeyAgreement.of(bound), CoseAlgorithm.ECDH_ES_HKDF_256));
    for (Executable each : refused) {
      assertThrows(InvalidKeyException.class, each);
    }
  }

  // Keys that are elsewhere.

  @Test
  void keysCanStayWithTheirProvider() throws Exception {
    for (CoseCurve curve : Recipients.CURVES) {
      CoseKey key = Keys.on(curve);
      Provider jdk = Security.getProvider("SunEC"); // has both EC and XDH
      CoseKeyAgreement elsewhere =
          CoseKeyAgreement.of(CoseKeys.toPrivateKey(key), key.toPublic(), jdk);
      ContentKey sent =
          ContentKeySender.send(List.of(ContentKeySender.of(key.toPublic(), ES)), use(), null);
      assertArrayEquals(
          sent.key(), receive(ContentKeyRecipient.of(elsewhere, ES), sent.recipients().get(0)));
    }
  }

  private record Elsewhere(CoseKey publicKey, Bytes secret) implements CoseKeyAgreement {
    @Override
    public byte[] agree(CoseKey peer) {
      if (secret.isEmpty()) {
        throw new IllegalStateException("the key is not there");
      }
      return secret.toByteArray();
    }
  }

  @Test
  void whatOthersAgreeOnIsChecked() throws Exception {
    for (CoseCurve curve : Recipients.CURVES) {
      CoseKey key = Keys.on(curve).toPublic();
      CoseRecipient received = sentBy(ContentKeySender.of(key, DIRECT_ES));
      byte[] longer = new byte[curve.size() + 1];
      Arrays.fill(longer, (byte) 1);
      List<byte[]> wrong = new ArrayList<>(List.of(new byte[0], longer, new byte[] {1}));
      if (curve.keyType() == CoseKeyType.OKP) {
        wrong.add(new byte[curve.size()]); // on the others a point may have it
      }
      for (byte[] secret : wrong) {
        ContentKeyRecipient recipient =
            ContentKeyRecipient.of(new Elsewhere(key, Bytes.wrap(secret)), DIRECT_ES);
        assertFailure(Failure.RECIPIENT, () -> receive(recipient, received));
      }
    }
  }

  // Derivation.

  @Test
  void hkdfIsThatOfBouncyCastle() throws Exception {
    for (int i = 0; i < 100; i++) {
      byte[] secret = bytes(i + 1, 1);
      Bytes salt = Bytes.wrap(bytes(i % 3 * 40, 2));
      Bytes info = Bytes.wrap(bytes(i * 2, 3));
      int length = 1 + i * 2;
      boolean small = i % 2 == 0;
      HKDFBytesGenerator generator =
          new HKDFBytesGenerator(small ? new SHA256Digest() : new SHA512Digest());
      generator.init(
          new HKDFParameters(
              secret, salt.isEmpty() ? null : salt.toByteArray(), info.toByteArray()));
      byte[] expected = new byte[length];
      generator.generateBytes(expected, 0, length);
      assertArrayEquals(
          expected, Hkdf.derive(small ? "SHA-256" : "SHA-512", secret, salt, info, length));
    }
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 7 + seed);
    }
    return bytes;
  }

  /** The context of draft-ietf-suit-firmware-encryption, as published. */
  @Test
  void contextsAreEncodedAsPublished() {
    Bytes context =
        KdfContext.empty()
            .withSuppPubOther(Bytes.ofUtf8("SUIT Payload Encryption"))
            .encode(CoseAlgorithm.A128KW.label(), 128, Bytes.fromHex("a101381c"));
    assertEquals(
        "842283f6f6f683f6f6f683188044a101381c57" + Bytes.ofUtf8("SUIT Payload Encryption").toHex(),
        context.toHex());
    KdfContext all =
        KdfContext.empty()
            .withPartyU(Party.unknown().withIdentity(Bytes.ofUtf8("U")).withNonce(7))
            .withPartyV(Party.unknown().withNonce(Bytes.ofUtf8("N")).withOther(Bytes.ofUtf8("V")))
            .withSuppPrivInfo(Bytes.ofUtf8("S"));
    assertEquals(
        "85" + "03" + "83415507f6" + "83f6414e4156" + "8219010040" + "4153",
        all.encode(CoseAlgorithm.A256GCM.label(), 256, Bytes.empty()).toHex());
  }

  @Test
  void whatIsSentAndKnownMustAgree() throws Exception {
    KdfContext known =
        KdfContext.empty().withPartyU(Party.unknown().withIdentity(Bytes.ofUtf8("U")));
    KdfContext other =
        KdfContext.empty().withPartyU(Party.unknown().withIdentity(Bytes.ofUtf8("X")));
    Method method = Recipients.ecdh(ES, CoseCurve.X25519);
    CoseRecipient sent =
        sentBy(method.sender().withKdfContext(known).withHeaders(known.toHeaders()));
    assertEquals(16, receive(method.recipient(), sent).length);
    assertEquals(16, receive(method.recipient().withKdfContext(known), sent).length);
    assertFailure(
        Failure.RECIPIENT_FORM, () -> receive(method.recipient().withKdfContext(other), sent));
    assertThrows(
        VerificationException.class,
        () -> sentBy(method.sender().withKdfContext(other).withHeaders(known.toHeaders())));
    for (RecipientParameter each :
        List.of(
            RecipientParameter.SALT,
            RecipientParameter.PARTY_U_IDENTITY,
            RecipientParameter.PARTY_U_NONCE,
            RecipientParameter.PARTY_U_OTHER,
            RecipientParameter.PARTY_V_IDENTITY,
            RecipientParameter.PARTY_V_NONCE,
            RecipientParameter.PARTY_V_OTHER)) {
      CoseRecipient wrong = with(sent, each, writer -> writer.writeText("text"));
      assertFailure(Failure.RECIPIENT_FORM, () -> receive(method.recipient(), wrong));
    }
  }

  @Test
  void noncesThatTheApplicationMakesAreKept() throws Exception {
    KdfContext known = KdfContext.empty().withPartyU(Party.unknown().withNonce(1));
    Method method = Recipients.ecdh(SS, CoseCurve.P384).withKdfContext(known, known);
    CoseRecipient sent = sentBy(method.sender());
    assertFalse(RecipientParameter.PARTY_U_NONCE.isIn(sent.headers()));
    assertEquals(16, receive(method.recipient(), sent).length);

    KdfContext counter = KdfContext.empty().withPartyU(Party.unknown().withNonce(2));
    Method counting = Recipients.ecdh(SS, CoseCurve.P384);
    CoseRecipient carried = sentBy(counting.sender().withHeaders(counter.toHeaders()));
    assertEquals(
        counter.partyU().nonce(),
        carried.headers().parameter(RecipientParameter.PARTY_U_NONCE.label()));
    Bytes random =
        RecipientParameter.PARTY_U_NONCE.bytes(sentBy(counting.sender()).headers()).orElseThrow();
    assertTrue(random.length() >= 32);
    // An ephemeral key is new for every message anyway.
    CoseRecipient ephemeral = sentBy(Recipients.ecdh(ES, CoseCurve.P384).sender());
    assertFalse(RecipientParameter.PARTY_U_NONCE.isIn(ephemeral.headers()));
  }
}
